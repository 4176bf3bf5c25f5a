import type { CalendarDate, Instant } from './calendar.ts'

/** The offices of A1. `admin` and `moderator` are held for one platform each; the others for the whole CLP. */
export const OFFICES = [
  'chair',
  'secretary',
  'sm_officer',
  'admin',
  'moderator',
  'ec_member',
  'trusted_ec_officer',
] as const

/** An office of A1. */
export type Office = (typeof OFFICES)[number]

/** Whether an office is held for one platform (admin, moderator) instead of for the whole CLP (A1). */
export function isPlatformOffice(office: Office): boolean {
  return office === 'admin' || office === 'moderator'
}

/** One line of the dated register of offices, the only source of authority (A2). */
export interface OfficeHolding {
  id: number
  office: Office
  /** The platform that an admin or moderator holds it for; null for the CLP's other offices. */
  platform: string | null
  /** Discord user id; null when the person is registered by name only (A1). */
  person: string | null
  name: string
  from: Instant
  /** The moment from which it is no longer held; null while no end is set. */
  until: Instant | null
  /** The last day on which they were trained, as the Secretary recorded it (L3). */
  trainedOn?: CalendarDate | null
}

/** Whether an office is held at a moment: from its first moment on, and no more at its end (A8). */
export function holdsAt(holding: OfficeHolding, now: Instant): boolean {
  return holding.from <= now && (holding.until === null || now < holding.until)
}

/** The offices that a person holds at a moment. */
export function officesOf(person: string, holdings: readonly OfficeHolding[], now: Instant): OfficeHolding[] {
  return holdings.filter((holding) => holding.person === person && holdsAt(holding, now))
}
