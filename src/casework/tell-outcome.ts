import { draftLetter } from '../letters/draft.ts'
import type { LetterFacts } from '../letters/facts.ts'
import { fillLetter } from '../letters/fill.ts'
import { quote } from '../letters/plain-text.ts'
import { addMonths, formatDate, type Instant, londonDate, nextSendingTime } from '../policy/calendar.ts'
import type { Step } from '../policy/ladder.ts'
import { KEPT_MONTHS } from '../register/entry.ts'
import { type AppealMatter, appealMatter } from './appeal-people.ts'
import { desiredBan } from './carry-out-ban.ts'
import { writtenTo } from './identities.ts'
import { platformInWords } from './letter-facts.ts'
import { DISCORD } from '../policy/platform.ts'
import type { AppealFile, AppealRecord } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { recordOutcomeReached } from './outcome-reached.ts'
import type { SanctionRecord } from './records.ts'

/**
 * What an appellant is written to about by the EC: the outcome (H7); that the ban is lifted while the appeal runs (H8);
 * that a later sanction fell with the overturned one (H9); that it is with National, or back from there (I2).
 */
export type OutcomeNews = 'outcome' | 'suspended' | 'fell' | 'national' | 'from_national'

/** Has the appellant written to, within the hours for letters (F5); by hand where they are on no Discord. */
export async function tellOutcome(
  clp: Clp,
  s: Store,
  file: Pick<AppealRecord, 'ref' | 'appellant'>,
  what: OutcomeNews,
  about: string | null = null,
): Promise<void> {
  const now = clp.clock.now()
  if ((await writtenTo(s, file.appellant)) === null)
    return recordOutcomeReached(
      clp,
      s,
      file.ref,
      what,
      'by_hand',
      'They have no Discord account here.',
      about,
    )
  await s.addEffect(
    {
      name: 'appeal-letter',
      lane: `appellant:${file.appellant}`,
      target: file.ref,
      payload: { userId: file.appellant, what, about },
    },
    now,
    nextSendingTime(now, clp.config.policy.sendingHours),
  )
}

/** A message to an appellant, but for the invitation, which Discord makes when it is sent. */
export interface OutcomeMessage {
  /** Whether an invitation back to the server belongs in it: they are banned no more (H8). */
  invited: boolean
  /** How the message begins, whatever its date: by this one that was sent already is known again. */
  begins: string
  body(at: Instant, invite: string | undefined): { content: string; files?: { name: string; text: string }[] }
}

/** The words of a message to an appellant, from the register as it stands; null when there is nothing to say any more. */
export async function outcomeMessage(
  clp: Clp,
  s: Store,
  ref: string,
  what: OutcomeNews,
  about: string | null,
): Promise<OutcomeMessage | null> {
  const m = await appealMatter(s, ref)
  if (!m) return null
  const free = !(await desiredBan(clp, s, m.file.appellant)).banned
  const byHand = (await writtenTo(s, m.file.appellant)) === null
  switch (what) {
    case 'outcome':
      return m.file.outcome === null ? null : outcomeLetter(clp, s, m, free)
    case 'suspended':
      if (m.file.platform !== DISCORD)
        return m.file.suspension?.since && m.file.state !== 'closed'
          ? plainly(clp, ref, byHand, false, [
              `Your ban from ${platformInWords(m.file.platform)} is taken off while your appeal is being decided: the admins there lift it by hand now. Nothing is decided yet. If the EC finds that the ban stands, it goes on until its last day, which does not move.`,
            ])
          : null
      return m.file.suspension?.since && m.file.state !== 'closed' && free
        ? plainly(clp, ref, byHand, true, [
            'Your ban is lifted while your appeal is being decided, so you can come back now. Nothing is decided yet. If the EC finds that the ban stands, it goes on until its last day, which does not move.',
          ])
        : null
    case 'fell': {
      const fallen = await s.caseFile(about ?? '')
      const sanction = fallen?.sanction
      if (!sanction) return null
      const reasons = m.file.dependents.find((d) => d.ref === about)?.reasons
      return plainly(clp, ref, byHand, free && sanction.kind !== 'warning' && sanction.platform === DISCORD, [
        `${cap(named(sanction))} had relied on ${m.file.about}, which does not stand any more. The EC has decided that it falls too: it counts for nothing, and you need do nothing.`,
        ...(reasons ? [`The reasons:\n${quote(reasons, 900)}`] : []),
      ])
    }
    case 'national':
      return plainly(clp, ref, byHand, false, [
        `This matter is now with the National Complaints team of the Labour Party: ${clp.config.policy.nationalRoute}. Nothing more is decided here until they have answered. A ban still ends on its day. We write to you when we have their answer.`,
      ])
    case 'from_national':
      return plainly(clp, ref, byHand, false, [
        'The National Complaints team does not take this matter up, so your appeal goes on here where it was. You need do nothing, and you lose no time by it.',
      ])
  }
}

/** So much of a message tells it from the others of its appeal: the sanction that it is about stands in it. */
const BEGINNING = 90

/** A short message without a letter of its own. */
function plainly(clp: Clp, ref: string, byHand: boolean, invited: boolean, lines: string[]): OutcomeMessage {
  const begins = `**About your appeal** · ${ref} · ${lines[0]?.slice(0, BEGINNING) ?? ''}`
  return {
    invited,
    begins,
    body: (_at, invite) => ({
      content: [
        `**About your appeal** · ${ref} · ${lines.join('\n')}`,
        ...(invited ? [`Your invitation to come back: ${invite ?? 'ask the Secretary for one'}`] : []),
        ...(byHand ? [] : ['`/appeal` shows where it stands.']),
        `-# Need this another way? ${clp.config.policy.contact}`,
        `The Executive Committee, ${clp.config.policy.clp.name}`,
      ].join('\n'),
    }),
  }
}

async function outcomeLetter(clp: Clp, s: Store, m: AppealMatter, free: boolean): Promise<OutcomeMessage> {
  const { ref, about } = m.file
  const now = await whatNow(s, m, free)
  const facts: LetterFacts = {
    ref,
    clpName: clp.config.policy.clp.name,
    platformName: platformInWords(m.file.platform),
    respondentName: m.file.appellantName,
    incidents: [],
    rules: [],
    evidence: [],
    reliesOn: [],
    step: 'warning',
    next: '',
    whoDecides: '',
    appId: clp.appId(),
    appealRoutes: [],
    nationalRoute: clp.config.policy.nationalRoute,
    anotherWay: clp.config.policy.contact,
    appeal: {
      about:
        m.about.kind === 'complaint'
          ? `how your complaint ${about} was decided`
          : m.about.file.sanction
            ? named(m.about.file.sanction)
            : about,
      decision: `${m.file.decidedBy === 'national' ? 'The National Complaints team decided: ' : ''}${DECISIONS[m.file.kind][m.file.outcome === 'stands' ? 'stands' : 'does_not_stand']}`,
      reasons: (m.file.reasons?.trim() || NO_REASONS).split('\n\n'),
      now: now.lines,
      invited: now.invited,
    },
  }
  const draft = draftLetter(clp.config.templates, 'appeal_outcome', facts)
  return {
    invited: now.invited,
    begins: `**Your appeal** · ${ref} · `,
    body(at, invite) {
      const date = londonDate(at)
      const filled = fillLetter(draft, {
        date,
        deletedOn: addMonths(date, KEPT_MONTHS),
        ...(invite === undefined ? {} : { invite }),
      })
      return { content: filled.message, files: [filled.file] }
    },
  }
}

const NO_REASONS = 'No reasons were written down with this decision. Ask the Secretary for them.'

const DECISIONS = {
  sanction: { stands: 'It stands.', does_not_stand: 'It does not stand: it is taken back.' },
  complaint: {
    stands: 'The decision on your complaint stands.',
    does_not_stand: 'The decision on your complaint does not stand: the admins decide it afresh.',
  },
} as const

const NAMES: Record<Step, string> = { warning: 'warning', ban30: '30-day ban', lifetime: 'lifetime ban' }

/** "the 30-day ban of 3 March 2026, reference 2026-014" */
const named = (x: Pick<SanctionRecord, 'kind' | 'letterDate' | 'ref'>): string =>
  `the ${NAMES[x.kind]}${x.letterDate ? ` of ${formatDate(x.letterDate)}` : ''}, reference ${x.ref}`

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What happens now, a sentence each, and whether an invitation goes with it (H8, H9). */
async function whatNow(
  s: Store,
  m: AppealMatter,
  free: boolean,
): Promise<{ lines: string[]; invited: boolean }> {
  const { file, about } = m
  if (about.kind === 'complaint')
    return {
      lines:
        file.outcome === 'stands'
          ? ['Nothing changes. Your complaint stays closed.']
          : [
              'Your complaint is open again. The admins decide it afresh, with these reasons before them, and write to you.',
            ],
      invited: false,
    }
  // its file may have gone meanwhile (K1), and a kept ban goes with this (K3)
  const { sanction, step } = about.file
  const kind = sanction?.kind ?? step
  if (file.outcome === 'stands')
    return { lines: sanction ? stays(file, sanction) : ['Nothing changes.'], invited: false }
  const lines =
    kind === 'warning'
      ? ['The warning counts for nothing from now on.']
      : file.platform === DISCORD
        ? ['The ban is lifted and counts for nothing from now on.']
        : [
            `The ban is taken back and counts for nothing from now on. The admins of ${platformInWords(file.platform)} lift it by hand now.`,
          ]
  let lifted = kind !== 'warning' && file.platform === DISCORD
  for (const d of file.dependents) {
    const later = (await s.caseFile(d.ref))?.sanction
    const name = later ? cap(named({ ...later, kind: d.kind })) : d.ref
    const isBan = d.kind !== 'warning'
    lifted ||= isBan && later?.platform === DISCORD
    lines.push(
      d.without === null
        ? `${name}, had relied on it and falls too.`
        : `${name}, had relied on it. It stops counting${isBan ? ' and is lifted' : ''} now. The EC decides whether it falls or is replaced by a ${NAMES[d.without]}, and we write to you again.`,
    )
  }
  if (lifted && !free) lines.push('Another ban is still in force: you have its letter.')
  return { lines, invited: lifted && free }
}

function stays(file: AppealFile, sanction: SanctionRecord): string[] {
  if (sanction.kind === 'warning') return ['The warning stays as it is. You need do nothing.']
  if (sanction.kind === 'lifetime') return ['The ban stays in force.']
  if (sanction.banState === 'ended') return ['The ban is over already, and you need do nothing.']
  const until = sanction.lastDay ? ` until ${formatDate(sanction.lastDay)}` : ''
  return file.suspension?.since
    ? [
        `The ban was lifted while the appeal ran. From now on it goes on${until}: its last day has not moved. It ends by itself.`,
      ]
    : [`The ban goes on${until}, and ends by itself.`]
}

/**
 * The text of something that the appellant is told, for people who give it to them (H10); null when there is nothing to say
 * any more. `about` is what its task keeps: which news it is.
 */
export async function appealOutcomeText(
  clp: Clp,
  s: Store,
  ref: string,
  about: string | null,
): Promise<string | null> {
  const news = JSON.parse(about ?? '{}') as { what?: OutcomeNews; about?: string | null }
  const message = await outcomeMessage(clp, s, ref, news.what ?? 'outcome', news.about ?? null)
  if (message === null) return null
  const { content, files } = message.body(clp.clock.now(), undefined)
  return files?.[0]?.text ?? content.replaceAll('**', '').replaceAll(/^-# /gmu, '')
}
