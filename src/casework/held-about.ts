import { createHash } from 'node:crypto'
import { formatDateTime, type Instant } from '../policy/calendar.ts'
import { mattersOfPerson } from './data-handlers.ts'
import { samePerson } from './identities.ts'
import { kindOf } from './matter.ts'
import type { AppealFile, ComplaintFile, KeptFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'

/** One piece of what is held about somebody and was not given at once (N1). */
export interface HeldPiece {
  /** Known by what it says: a piece that has changed since is another one and waits for a decision of its own. */
  key: string
  /** The reference that it belongs to, or null. */
  matter: string | null
  title: string
  at: Instant
  text: string
  /** They were told nothing of this matter: to release any of it is to tell them. */
  unknown: boolean
  /** It is with safeguarding, or was. */
  safeguarding: boolean
  /** Somebody else wrote it. */
  byOthers: boolean
  file?: { id: number; name: string; sha256: string | null }
}

type Piece = Pick<HeldPiece, 'title' | 'at' | 'text' | 'byOthers'> & {
  file?: { id: number; name: string; sha256: string | null }
}

const piece = (title: string, at: Instant, text: string | null | undefined): Piece[] =>
  text === null || text === undefined || text.trim() === '' ? [] : [{ title, at, text, byOthers: true }]

const fileOf =
  (people: string[]) =>
  (f: KeptFile): Piece[] =>
    people.includes(f.addedBy)
      ? []
      : [
          {
            title: 'A file',
            at: f.at,
            text: `${f.name} (${f.size} bytes)`,
            byOthers: true,
            ...(f.state === 'kept' ? { file: { id: f.id, name: f.name, sha256: f.sha256 } } : {}),
          },
        ]

/** A case about them. What their notice or letter carried by its date is theirs already. */
async function ofCase(clp: Clp, s: Store, file: CaseFile, put: Instant, people: string[]): Promise<Piece[]> {
  const rules = new Map(clp.config.policy.rules.map((r) => [r.id, r.label]))
  const again = await s.reconsideration(file.ref)
  const isNew = (one: { at: Instant }) => one.at > put
  return [
    ...file.incidents
      .filter(isNew)
      .flatMap((i) =>
        piece(
          'What is said to have happened',
          i.at,
          `${i.what}\nRules: ${i.rules.map((r) => rules.get(r) ?? r).join('; ')}`,
        ),
      ),
    ...file.evidence
      .filter(isNew)
      .flatMap((e) => piece('Evidence', e.at, [e.author, e.text, e.link].filter(Boolean).join('\n'))),
    ...(file.sanction === null || put === ''
      ? piece('The step, and why', file.openedAt, file.explanation)
      : []),
    ...piece('How the behaviour carried on', file.findingAt ?? file.openedAt, file.finding),
    ...piece('Why a lighter outcome was chosen', file.openedAt, file.lighter?.reasons),
    ...piece('Why it was closed', file.closedAt ?? file.openedAt, file.closeReason),
    ...file.votes.flatMap((v) =>
      piece(v.verdict === 'sign' ? 'Why somebody signed' : 'Why somebody did not sign', v.at, v.reason),
    ),
    ...file.notes.flatMap((n) => piece('A note of an admin', n.at, n.text)),
    ...file.involvements
      .filter((i) => !people.includes(i.person))
      .flatMap((i) => piece('Why somebody has a part in it', i.at, i.reason)),
    ...(again?.votes ?? []).flatMap((v) =>
      piece('What somebody said when it was looked at again', v.at, v.reasons),
    ),
    ...(await s.filesOf(file.ref)).flatMap(fileOf(people)),
  ]
}

const ofOthers = (file: ComplaintFile | AppealFile, people: string[]): Piece[] => [
  ...file.texts
    .filter((t) => !people.includes(t.by) && t.side !== 'appellant')
    .flatMap((t) =>
      piece(
        t.side === 'complainant' ? 'What somebody who complained wrote' : 'What an officer wrote',
        t.at,
        t.text,
      ),
    ),
  ...file.votes.flatMap((v) => piece('The reasons of a vote or signature', v.at, v.reasons)),
  ...file.involvements
    .filter((i) => !people.includes(i.person))
    .flatMap((i) => piece('Why somebody has a part in it', i.at, i.reason)),
  ...file.files.flatMap(fileOf(people)),
]

function ofComplaint(file: ComplaintFile, people: string[]): Piece[] {
  const about = file.respondent !== null && people.includes(file.respondent)
  return [
    ...(about ? piece('The post that was reported', file.openedAt, file.post?.text) : []),
    ...ofOthers(file, people),
    ...piece(
      'The outcome that was proposed, and why',
      file.proposal?.at ?? file.openedAt,
      file.proposal?.reasons,
    ),
    ...piece('Why it was closed', file.closedAt ?? file.openedAt, file.reasons),
    ...piece('How a mediation went', file.mediation?.startedAt ?? file.openedAt, file.mediation?.note),
    ...piece('What the safeguarding contact said', file.openedAt, file.advice),
  ]
}

/** What else names them: tasks, bans by hand, accounts that are taken to be theirs, and the lines of the register. */
async function besides(s: Store, people: string[]): Promise<(Piece & { matter: string | null })[]> {
  const links = (await s.allIdentityLinks()).filter((l) => people.includes(l.a) || people.includes(l.b))
  const bans = await Promise.all(people.map((userId) => s.handBans({ userId })))
  const entries = await s.entriesAbout(people)
  const lines = Map.groupBy(entries, (e) => e.content.matter)
  return [
    ...links.flatMap((l) =>
      piece(
        'Two accounts that are taken to be one person’s, or were',
        l.proposedAt,
        `${l.aName} and ${l.bName}\n${[l.reason, l.refusedWhy, l.partingWhy, l.endedWhy].filter(Boolean).join('\n')}`,
      ).map((p) => ({ ...p, matter: null })),
    ),
    ...bans.flat().flatMap((b) =>
      piece('A ban made or lifted by hand', b.seenAt, [b.answer, b.reason].filter(Boolean).join(': ')).map(
        (p) => ({
          ...p,
          matter: null,
        }),
      ),
    ),
    ...[...lines].flatMap(([matter, found]) =>
      piece(
        'What the register says that was done',
        found[0]?.content.at ?? '',
        found.map(({ n, content: c }) => `No. ${n}, ${formatDateTime(c.at)}: ${c.line}`).join('\n'),
      ).map((p) => ({ ...p, matter, byOthers: false })),
    ),
  ]
}

/** Whether safeguarding was ever asked about a matter, or about what it came from (C6). */
async function safeguardingWasAsked(s: Store, ref: string | null): Promise<boolean> {
  if (ref === null) return false
  if (kindOf(ref) === 'complaint') return ((await s.complaintFile(ref))?.safeguarding ?? 'none') !== 'none'
  if (kindOf(ref) === 'appeal') return safeguardingWasAsked(s, (await s.appealFile(ref))?.about ?? null)
  const file = await s.caseFile(ref)
  if (file === undefined || file.safeguarding !== null) return file !== undefined
  return (await s.complaints({ caseRef: ref })).some((c) => c.safeguarding !== 'none')
}

/**
 * Everything that is held about somebody besides what they get at once, piece by piece, matter by matter (N1). Only for
 * those who answer their request.
 */
export async function heldAbout(clp: Clp, s: Store, person: string): Promise<HeldPiece[]> {
  const people = await samePerson(s, person)
  const told = await s.toldTo(people)
  const lastTold = (ref: string): Instant => told.filter((t) => t.matter === ref).at(-1)?.at ?? ''
  const found: HeldPiece[] = []
  const add = async (matter: string | null, pieces: Piece[]) => {
    const safeguarding = await safeguardingWasAsked(s, matter)
    const unknown = matter !== null && lastTold(matter) === ''
    for (const p of pieces) {
      const key = createHash('sha256')
        .update(JSON.stringify([matter, p.title, p.at, p.text]))
        .digest('hex')
        .slice(0, 16)
      if (!found.some((one) => one.key === key)) found.push({ ...p, key, matter, unknown, safeguarding })
    }
  }
  for (const ref of await mattersOfPerson(s, people)) {
    if (kindOf(ref) === 'case') {
      const file = await s.caseFile(ref)
      if (file) await add(ref, await ofCase(clp, s, file, lastTold(ref), people))
    } else if (kindOf(ref) === 'complaint') {
      const file = await s.complaintFile(ref)
      if (file) await add(ref, ofComplaint(file, people))
    } else {
      const file = await s.appealFile(ref)
      if (file)
        await add(ref, [
          ...ofOthers(file, people),
          ...piece('The reasons of the decision', file.decidedAt ?? file.openedAt, file.reasons),
        ])
    }
  }
  for (const one of await besides(s, people)) await add(one.matter, [one])
  return found
}
