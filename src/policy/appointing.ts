import type { Actor } from './authority.ts'
import { plusDays, type Instant } from './calendar.ts'
import { conflictOf, type MatterParties } from './conflict.ts'
import { holdsAt, isPlatformOffice, officesOf, type Office, type OfficeHolding } from './offices.ts'

/** A matter that is open, with its people: whoever is conflicted in it leaves its deciders alone (A3). */
export interface OpenMatter {
  platform: string
  parties: MatterParties
  stage: 'decision' | 'appeal'
}

/** What `mayAppoint` needs to know. */
export interface AppointQuestion {
  actor: Actor
  holdings: readonly OfficeHolding[]
  now: Instant
  /** The appointment to be made, or the holding to be ended. */
  change:
    | { kind: 'appoint'; office: Office; platform: string | null; person: string | null }
    | { kind: 'end'; holding: OfficeHolding }
  /** The reference of the minute; blank is none. */
  minute: string | null
  openMatters: readonly OpenMatter[]
  /** When the owner's notice went to all officers, if it did. */
  ownerNoticeAt: Instant | null
}

/**
 * Why an office may not be given or ended. `conflicted` must be said in words that betray no matter (A6).
 * `platform_needed`, `platform_not_needed`, `person_needed`: the appointment itself is incomplete (A1).
 */
export type AppointRefusal =
  | { why: 'no_office' }
  | { why: 'only_owner' }
  | { why: 'owner_no_longer' }
  | { why: 'owner_may_only_appoint' }
  | { why: 'notice_needed' }
  | { why: 'notice_running'; until: Instant }
  | { why: 'minute_needed' }
  | { why: 'successor_needed' }
  | { why: 'conflicted' }
  | { why: 'platform_needed' }
  | { why: 'platform_not_needed' }
  | { why: 'person_needed' }
  | { why: 'already_held' }
  | { why: 'not_held' }

export type AppointAnswer =
  | { allowed: true; as: 'owner' | 'secretary' | 'chair' }
  | ({ allowed: false } & AppointRefusal)

const NOTICE_DAYS = 7

/** Offices that decide, apart from admins, who do so on their own platform only. */
const DECIDING: Record<OpenMatter['stage'], readonly Office[]> = {
  decision: ['sm_officer', 'chair', 'secretary', 'ec_member', 'trusted_ec_officer'],
  appeal: ['chair', 'secretary', 'ec_member', 'trusted_ec_officer'],
}

/**
 * Whether somebody may make or end an appointment (A3). Until a Secretary has been appointed only the server's
 * owner may; from then on the Secretary and the Chair, with a minute; and with both gone the owner appoints,
 * once seven days have passed since a notice to all officers that was given after they had gone. The only
 * Secretary cannot be ended before a successor is in office. Somebody conflicted in an open matter neither
 * appoints nor ends those who decide it, but may always lay down an office of their own.
 *
 * Only EC members can be registered by name alone (A1), so only holders on Discord are taken to be there.
 */
export function mayAppoint(q: AppointQuestion): AppointAnswer {
  const as = capacity(q)
  if (typeof as !== 'string') return { allowed: false, ...as }
  const problem =
    incomplete(q) ?? (as !== 'owner' && blank(q.minute) ? ({ why: 'minute_needed' } as const) : undefined)
  if (problem !== undefined) return { allowed: false, ...problem }
  if (touchesOwnJudges(q)) return { allowed: false, why: 'conflicted' }
  if (endsOnlySecretary(q)) return { allowed: false, why: 'successor_needed' }
  return { allowed: true, as }
}

function capacity(q: AppointQuestion): 'owner' | 'secretary' | 'chair' | AppointRefusal {
  const onDiscord = q.holdings.filter(({ person, from }) => person !== null && from <= q.now)
  const hadSecretary = onDiscord.some(({ office }) => office === 'secretary')
  if (!hadSecretary) return q.actor.isServerOwner ? 'owner' : { why: 'only_owner' }

  const own = officesOf(q.actor.id, q.holdings, q.now).map(({ office }) => office)
  if (own.includes('secretary')) return 'secretary'
  if (own.includes('chair')) return 'chair'
  if (!q.actor.isServerOwner) return { why: 'no_office' }

  const leaders = onDiscord.filter(({ office }) => office === 'secretary' || office === 'chair')
  if (leaders.some((holding) => holdsAt(holding, q.now))) return { why: 'owner_no_longer' }
  if (q.change.kind === 'end') return { why: 'owner_may_only_appoint' }
  const goneSince =
    leaders
      .map(({ until }) => until ?? '')
      .toSorted()
      .at(-1) ?? ''
  if (q.ownerNoticeAt === null || q.ownerNoticeAt < goneSince) return { why: 'notice_needed' }
  const until = plusDays(q.ownerNoticeAt, NOTICE_DAYS)
  return q.now < until ? { why: 'notice_running', until } : 'owner'
}

function incomplete({ change, holdings, now }: AppointQuestion): AppointRefusal | undefined {
  if (change.kind === 'end') {
    const { until } = change.holding
    return until !== null && until <= now ? { why: 'not_held' } : undefined
  }
  const { office, platform, person } = change
  if (isPlatformOffice(office) && platform === null) return { why: 'platform_needed' }
  if (!isPlatformOffice(office) && platform !== null) return { why: 'platform_not_needed' }
  if (person === null) return office === 'ec_member' ? undefined : { why: 'person_needed' }
  const held = officesOf(person, holdings, now)
  return held.some((one) => one.office === office && one.platform === platform)
    ? { why: 'already_held' }
    : undefined
}

function touchesOwnJudges({ actor, change, openMatters }: AppointQuestion): boolean {
  const { office, platform, person } = change.kind === 'end' ? change.holding : change
  if (change.kind === 'end' && person === actor.id) return false
  return openMatters.some(
    (matter) =>
      conflictOf(actor.id, matter.parties, matter.stage) !== undefined &&
      (DECIDING[matter.stage].includes(office) ||
        (matter.stage === 'decision' && office === 'admin' && platform === matter.platform)),
  )
}

function endsOnlySecretary({ change, holdings, now }: AppointQuestion): boolean {
  if (change.kind !== 'end' || change.holding.office !== 'secretary') return false
  return !holdings.some(
    (one) =>
      one.office === 'secretary' && one.person !== null && one.id !== change.holding.id && holdsAt(one, now),
  )
}

function blank(text: string | null): boolean {
  return text === null || text.trim() === ''
}
