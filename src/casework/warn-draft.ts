import { isBlank } from '../letters/plain-text.ts'
import { addMonths, type Instant, instantFromLondon, londonDate, parseDateInput } from '../policy/calendar.ts'
import type { IncidentTime, LadderResult, Step } from '../policy/ladder.ts'
import { lighterThan } from '../policy/ladder.ts'
import type { Actor } from './actor.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { mustKeepOut } from './case-people.ts'
import type { Sent } from './keep-files.ts'
import { ladderIncident, ladderOf } from './person-ladder.ts'
import { DISCORD } from '../policy/platform.ts'
import { platformInUse } from './platforms.ts'
import type { Clp, Store } from './ports.ts'
import type { Draft, Lighter } from './records.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'

/** The post that a case was opened from, copied when it was reported since posts are edited and deleted. */
export interface Source {
  text: string
  author: string
  link: string
  postedAt: string
  attachments: Sent[]
}

/** What an admin has typed so far. Kept before it is checked, so that a mistake never costs the text. */
export interface WarnForm {
  respondent: string
  respondentName: string
  platform: string
  /** True when the respondent could not be told anything: a bot. */
  isBot: boolean
  what: string
  when: string
  rules: string[]
  evidence: string
  oldReason: string
  finding: string
  lighter: { outcome: Lighter; reasons: string } | null
  source: Source | null
  /** The complaint that it comes from. */
  complaintRef: string | null
}

/** What the answer to the form shows before anything is put to the admins. */
export interface WarnCheck {
  draft: Draft
  form: WarnForm
  /** The office that its owner acts in. */
  as: string
  time: IncidentTime
  ladder: LadderResult
  /** The open case about the same person on the same platform that this incident will join (D2). */
  joins: string | null
  /** The step to be proposed, or null where the ladder gives no sanction (E5, E6, E10). */
  step: Step | null
  lighterChoices: Lighter[]
}

export type CheckedDraft =
  | { ok: true; check: WarnCheck }
  | { ok: false; refusal: Refusal; draft: Draft | null; missing?: 'old_reason' }

const OPEN_STATES = ['proposed', 'asking', 'replying', 'signing'] as const

/** The incident's time as the ladder reads it; *unknown* is the most favourable day up to today (E7). */
function readWhen(when: string, now: Instant): { ok: true; time: IncidentTime } | { ok: false; why: string } {
  const today = londonDate(now)
  if (/^(unknown|not known|don'?t know)$/i.test(when.trim()))
    return { ok: true, time: { known: 'unknown', notBefore: null, notAfter: today } }
  const read = parseDateInput(when, today)
  if (!read.ok) return read
  if (read.time === undefined) return { ok: true, time: { known: 'date', date: read.date } }
  const at = instantFromLondon(read.date, read.time)
  // what is to come would be "after" a letter that was not written yet (E3)
  if (at > now) return { ok: false, why: 'That time is still to come. Please check the date and the time.' }
  return { ok: true, time: { known: 'instant', at } }
}

/** The last day on which the incident can have been, for D1's reason for old incidents. */
function dayOf(time: IncidentTime): string | null {
  if (time.known === 'instant') return londonDate(time.at)
  return time.known === 'date' ? time.date : null
}

const ASK_ANOTHER = {
  why: 'not_now' as const,
  because: 'You cannot open a case about this person. Ask another admin to do it.',
}

/**
 * Who has a conflict in a matter about someone opens none about them: the ladder's answer would show them that matter,
 * and they would add to it (A5). Oneself is answered with the other mistakes of the form.
 */
const keptOut = async (s: Store, actor: Actor, respondent: string): Promise<boolean> =>
  actor.id !== respondent && (await mustKeepOut(s, actor.id, respondent))

/** Starts a draft for the form of `/warn` or *Open a case* (D1). Refused to anyone who may not open cases. */
export const startWarnDraft = (
  clp: Clp,
  actor: Actor,
  about: {
    respondent: string
    respondentName: string
    isBot: boolean
    /** Where it happened: `discord` if not said. */
    platform?: string
    source?: Source
    complaintRef?: string
  },
): Promise<Result<{ draft: Draft }>> =>
  clp.transact(async (s) => {
    const platform = about.platform ?? DISCORD
    const may = await authorise(clp, s, actor, 'case.open', { platform })
    if (!may.ok) return may
    if (await keptOut(s, actor, about.respondent)) {
      await refuseAndRecord(clp, s, actor, 'case.open', null, ASK_ANOTHER)
      return refuse(ASK_ANOTHER)
    }
    const form: WarnForm = {
      ...about,
      platform,
      what: '',
      when: about.source ? about.source.postedAt : '',
      rules: [],
      evidence: '',
      oldReason: '',
      finding: '',
      lighter: null,
      source: about.source ?? null,
      complaintRef: about.complaintRef ?? null,
    }
    const draft: Draft = {
      id: clp.randomId(),
      owner: actor.id,
      kind: 'warn',
      body: { ...form },
      updatedAt: clp.clock.now(),
      usedFor: null,
    }
    await s.saveDraft(draft)
    return { ok: true, draft }
  })

/** Saves what was typed, first; then checks it. */
export async function changeWarnDraft(
  clp: Clp,
  actor: Actor,
  id: string,
  change: Partial<
    Pick<WarnForm, 'what' | 'when' | 'rules' | 'evidence' | 'oldReason' | 'finding' | 'lighter'>
  >,
): Promise<CheckedDraft> {
  return clp.transact(async (s) => {
    const own = await ownDraft(s, actor, id)
    if (!own.ok) return { ...own, draft: null }
    if (own.draft.usedFor !== null)
      return { ...refuse({ why: 'already_used', ref: own.draft.usedFor }), draft: own.draft }
    const noReasons = change.lighter && isBlank(change.lighter.reasons)
    const body = { ...own.draft.body, ...change, ...(noReasons ? { lighter: null } : {}) }
    const draft: Draft = { ...own.draft, body, updatedAt: clp.clock.now() }
    await s.saveDraft(draft)
    const checked = await checkWarnDraft(clp, s, actor, draft)
    return noReasons && checked.ok
      ? { ...refuse({ why: 'input', problems: ['A lighter outcome needs written reasons.'] }), draft }
      : checked
  })
}

/** Someone's own draft; drafts of others do not exist for them. */
export async function ownDraft(s: Store, actor: Actor, id: string): Promise<Result<{ draft: Draft }>> {
  const draft = await s.draft(id)
  return draft && draft.owner === actor.id ? { ok: true, draft } : refuse({ why: 'draft_gone' })
}

/** Checks a draft against the rules as they are at this moment (D1, D3). */
export async function checkWarnDraft(clp: Clp, s: Store, actor: Actor, draft: Draft): Promise<CheckedDraft> {
  if (draft.kind !== 'warn') return { ...refuse({ why: 'draft_gone' }), draft: null }
  const form = draft.body as unknown as WarnForm
  const may = await authorise(clp, s, actor, 'case.open', { platform: form.platform })
  if (!may.ok) return { ...may, draft }
  if (await keptOut(s, actor, form.respondent)) {
    await refuseAndRecord(clp, s, actor, 'case.open', null, ASK_ANOTHER)
    return { ...refuse(ASK_ANOTHER), draft }
  }
  const today = londonDate(clp.clock.now())
  const problems: string[] = []
  const place = form.platform === DISCORD ? null : await platformInUse(s, form.platform)
  if (place?.ok === false && place.refusal.why === 'input') problems.push(...place.refusal.problems)
  if (form.respondent === actor.id) problems.push('You cannot open a case about yourself. Ask another admin.')
  if (form.isBot) problems.push('This account is a bot. A case is about a person: choose who runs it.')
  if (isBlank(form.what)) problems.push('*What happened* is empty. Say what was written or done.')
  if (form.rules.length === 0) problems.push('Choose at least one rule that was broken.')
  const known = new Set(clp.config.policy.rules.map((r) => r.id))
  if (form.rules.some((r) => !known.has(r)))
    problems.push('One of the rules is no longer in the list. Choose again.')
  const when = readWhen(form.when, clp.clock.now())
  if (!when.ok) problems.push(when.why)
  if (!when.ok || problems.length > 0) return { ...refuse({ why: 'input', problems }), draft }

  const day = dayOf(when.time)
  const oldLimit = addMonths(today, -clp.config.policy.oldIncidentMonths)
  if (day !== null && day < oldLimit && isBlank(form.oldReason))
    return {
      ...refuse({
        why: 'input',
        problems: [
          `This happened more than ${clp.config.policy.oldIncidentMonths} months ago. Write why it is taken up now.`,
        ],
      }),
      draft,
      missing: 'old_reason',
    }

  const result = await ladderOf(clp, s, {
    respondent: form.respondent,
    platform: form.platform,
    incidents: [ladderIncident({ id: 0, time: when.time })],
  })
  const step = stepOf(result)
  // what makes no step belongs to the earlier case or to the EC, also while another case is open (E5, E6)
  const open = step === null ? [] : await s.cases({ respondent: form.respondent, states: [...OPEN_STATES] })
  const joins = open.find((c) => c.platform === form.platform)?.ref ?? null
  const lighterChoices = step === null ? [] : lighterThan(step)
  const lighter = form.lighter && lighterChoices.includes(form.lighter.outcome) ? form.lighter : null
  return {
    ok: true,
    check: {
      draft,
      form: { ...form, lighter },
      as: may.as,
      time: when.time,
      ladder: result,
      joins,
      step,
      lighterChoices,
    },
  }
}

/** The sanction that the ladder gives, or null (E5, E6, E10). */
export function stepOf(result: LadderResult): Step | null {
  const step = 'step' in result.outcome ? result.outcome.step : null
  return step === 'warning' || step === 'ban30' || step === 'lifetime' ? step : null
}

/** Throws a draft away at its owner's wish. */
export const cancelDraft = (clp: Clp, actor: Actor, id: string): Promise<Result> =>
  clp.transact(async (s) => {
    const own = await ownDraft(s, actor, id)
    if (!own.ok) return own
    if (own.draft.usedFor !== null) return refuse({ why: 'already_used', ref: own.draft.usedFor })
    await s.deleteDraft(id)
    return { ok: true }
  })
