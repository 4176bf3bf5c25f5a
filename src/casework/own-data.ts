import { type CalendarDate, type Instant, plusHours } from '../policy/calendar.ts'
import { handleOf, handleOnPlatform } from '../policy/identity.ts'
import { cleanLine } from '../letters/plain-text.ts'
import type { Office } from '../policy/offices.ts'
import { identitiesOf } from '../policy/same-person.ts'
import type { Step } from '../policy/ladder.ts'
import { deletionDate } from '../policy/retention.ts'
import type { Actor } from './actor.ts'
import { BOT } from './actor.ts'
import { authorise } from './authorise.ts'
import { isTold } from './letter-out.ts'
import { kindOf } from './matter.ts'
import type { KeptFile } from './matter-records.ts'
import type { DataRequest, ReleasedPiece, ToldMessage } from './own-data-records.ts'
import { deletedOn, ownWords, type Said } from './own-data-words.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'

/** A sanction whose letter reached them. */
export interface OwnSanction {
  ref: string
  kind: Step
  platform: string
  letterDate: CalendarDate
  firstDay: CalendarDate | null
  lastDay: CalendarDate | null
  /** Null: a lifetime ban that the EC has minuted to keep beyond its file (K3). */
  deleteOn: CalendarDate | null
}

export type OwnFile = Pick<KeptFile, 'at' | 'name' | 'size' | 'matter' | 'state' | 'sha256'> & {
  deleteOn: CalendarDate
}

/** Everything that `/mydata` gives at once (N1): one's own words, and what one was told. Instants are UTC. */
export interface OwnData {
  madeAt: Instant
  person: { id: string; name: string }
  /** Handles on other platforms that are taken to be theirs, as they were told. */
  handles: { platform: string; handle: string }[]
  offices: { office: Office; platform: string | null; from: Instant; until: Instant | null }[]
  sanctions: OwnSanction[]
  told: (Omit<ToldMessage, 'person' | 'what'> & { deleteOn: CalendarDate })[]
  said: Said[]
  files: OwnFile[]
  requests: (Pick<
    DataRequest,
    'kind' | 'at' | 'dueOn' | 'words' | 'about' | 'outcome' | 'answer' | 'answeredAt'
  > & { released: OwnReleased[] | null; deleteOn: CalendarDate })[]
}

type OwnReleased = Omit<ReleasedPiece, 'file'> & { file?: { name: string; sha256: string | null } }

const withoutNumber = ({ file, ...piece }: ReleasedPiece): OwnReleased =>
  file ? { ...piece, file: { name: file.name, sha256: file.sha256 } } : piece

const SANCTIONS: Record<Step, string> = {
  warning: 'Warning',
  ban30: '30-day ban',
  lifetime: 'Lifetime ban',
}

/** A sanction as it stands in a list. */
export const sanctionLabel = (kind: Step): string => SANCTIONS[kind]

/**
 * The identities of someone that they know to be taken for theirs (B3): their own, and each that a letter to them has
 * named as letters do, since the handle alone can be a word or a name that stands in it anyway. One of which they were
 * told nothing yet is never shown, nor one while somebody says that it is not theirs.
 */
async function knownIdentities(s: Store, person: string): Promise<string[]> {
  const disputed = new Set((await s.identityChallenges({ open: true })).map((c) => c.linkId))
  const links = (await s.identityLinks()).filter((l) => !disputed.has(l.id))
  const others = identitiesOf(links, person).filter((one) => one !== person)
  if (others.length === 0) return [person]
  const told = await s.toldTo([person])
  const read = told.map((t) => [t.body.content, ...t.body.files.map((f) => f.text)].join('\n').toLowerCase())
  const names = (identity: string) => {
    const known = handleOf(identity)
    return known === null ? identity : cleanLine(handleOnPlatform(known)).toLowerCase()
  }
  return [person, ...others.filter((one) => read.some((text) => text.includes(names(one))))]
}

async function sanctionsOf(s: Store, people: string[]): Promise<OwnSanction[]> {
  const found: OwnSanction[] = []
  for (const respondent of people)
    for (const x of await s.sanctions({ respondent })) {
      if (x.respondent !== respondent || !isTold(x) || x.letterDate === null) continue
      const { ref, kind, platform, letterDate, firstDay, lastDay } = x
      const deleteOn = x.kept ? null : deletionDate(letterDate)
      found.push({ ref, kind, platform, letterDate, firstDay, lastDay, deleteOn })
    }
  return found
}

/** The files that somebody sent, oldest first: with complaints, appeals and their side; never evidence. */
async function filesOf(s: Store, people: string[]): Promise<KeptFile[]> {
  const appeals = await Promise.all(people.map((appellant) => s.appeals({ appellant, limit: 1000 })))
  // an officer who lodged an appeal for them sent their files for them
  const sentFor = await Promise.all(appeals.flat().map((a) => s.filesOf(a.ref)))
  const all = new Map<number, KeptFile>()
  for (const f of [...(await s.filesBy(people)), ...sentFor.flat()])
    // what hangs on a case is evidence, whoever passed it on, but for what came with their side
    if (kindOf(f.matter) !== 'case' || f.purpose === 'reply') all.set(f.id, f)
  return [...all.values()].toSorted((a, b) => a.id - b.id)
}

/** The same for one person, by everything that is known to be theirs. */
export const filesSentBy = async (s: Store, person: string): Promise<KeptFile[]> =>
  filesOf(s, await knownIdentities(s, person))

/** By its hash and not by its number, which would tell how many others there are. */
const ownFileOf = ({ at, name, size, matter, state, sha256 }: KeptFile): OwnFile => ({
  at,
  name,
  size,
  matter,
  state,
  sha256,
  deleteOn: deletedOn(at),
})

/**
 * Gathers what N1 gives at once. It reads what this person was told and what they wrote, by their own name: a case,
 * complaint or note of which they know nothing is not so much as looked at, and so can show in no word, number or time.
 */
export async function gatherOwnData(clp: Clp, s: Store, actor: Actor): Promise<OwnData> {
  const people = await knownIdentities(s, actor.id)
  const told = await s.toldTo(people)
  return {
    madeAt: clp.clock.now(),
    person: { id: actor.id, name: actor.name },
    handles: people.map(handleOf).filter((h) => h !== null),
    offices: (await s.holdings())
      .filter((h) => h.person !== null && people.includes(h.person))
      .map(({ office, platform, from, until }) => ({ office, platform, from, until })),
    sanctions: await sanctionsOf(s, people),
    told: told.map(({ at, matter, body }) => ({ at, matter, body, deleteOn: deletedOn(at) })),
    said: await ownWords(s, actor.id, people),
    files: (await filesOf(s, people)).map(ownFileOf),
    requests: (await s.dataRequests({ people })).map(
      ({ kind, at, dueOn, words, about, outcome, answer, answeredAt, released }) => ({
        kind,
        at,
        dueOn,
        words,
        about,
        outcome,
        answer,
        answeredAt,
        released: released?.map(withoutNumber) ?? null,
        deleteOn: deletedOn(answeredAt ?? at),
      }),
    ),
  }
}

/**
 * `/mydata` (N1): at once, to anyone. The register notes it, one entry an hour however often it is pressed, and not for
 * whom: whoever asks for the rest does so a moment later, and may have named the one who reads the log.
 */
export const ownData = (clp: Clp, actor: Actor): Promise<Result<{ data: OwnData }>> =>
  clp.transact(async (s) => {
    const may = await authorise(clp, s, actor, 'data.own')
    if (!may.ok) return may
    const data = await gatherOwnData(clp, s, actor)
    const last = await s.lastCopy(actor.id)
    if (last === null || plusHours(last, 1) <= data.madeAt) {
      await s.addCopy(actor.id, data.madeAt)
      await record(clp, s, {
        actor: BOT,
        as: 'bot',
        action: 'delivery.own_data',
        line: 'Someone was given a copy of their own data',
      })
    }
    return { ok: true, data }
  })

/** The files that someone sent, oldest first. */
export const ownFiles = (clp: Clp, actor: Actor): Promise<OwnFile[]> =>
  clp.transact(async (s) => (await filesSentBy(s, actor.id)).map(ownFileOf))

/**
 * One of the files that someone sent, or that was released to them, by the hash of its bytes: a number would tell how many
 * others there are. For everybody else it does not exist (A6).
 */
export const ownFile = (
  clp: Clp,
  actor: Actor,
  sha256: string,
): Promise<Result<{ name: string; bytes: Buffer }>> =>
  clp.transact(async (s): Promise<Result<{ name: string; bytes: Buffer }>> => {
    const people = await knownIdentities(s, actor.id)
    const requests = await s.dataRequests({ people })
    const released = requests.flatMap((r) => r.released ?? []).flatMap((one) => one.file ?? [])
    const mine = [...(await filesOf(s, people)), ...released].find((f) => f.sha256 === sha256)
    const bytes = mine ? await s.fileBytes(mine.id) : null
    if (!mine || bytes === null)
      return refuse({ why: 'not_now', because: 'That file is not kept here any more.' })
    return { ok: true, name: mine.name, bytes }
  })
