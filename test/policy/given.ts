import { addDays, instantFromLondon, type CalendarDate } from '../../src/policy/calendar.ts'
import {
  ladder,
  type LadderIncident,
  type LadderResult,
  type LadderSanction,
  type LadderSettings,
} from '../../src/policy/ladder.ts'

/** The ⚙ as they come. */
export const DEFAULTS: LadderSettings = { warningsCountOn: 'any_platform', lifetimeWindow: 'from_ban' }

type Changes = Partial<Omit<LadderSanction, 'ref' | 'kind'>>

/** A warning delivered at noon, London time. */
export function warning(ref: string, date: CalendarDate, changes: Changes = {}): LadderSanction {
  return {
    ref,
    kind: 'warning',
    platform: 'discord',
    letter: { date, at: instantFromLondon(date, '12:00') },
    ban: null,
    overturned: false,
    underReview: false,
    appealPending: false,
    ...changes,
  }
}

/** A 30-day ban whose letter was delivered at noon of its first day. */
export function ban30(ref: string, date: CalendarDate, changes: Changes = {}): LadderSanction {
  const ban = { firstDay: date, lastDay: addDays(date, 29), liftedOn: null }
  return { ...warning(ref, date), kind: 'ban30', ban, ...changes }
}

/** A lifetime ban whose letter was delivered at noon of its first day. */
export function lifetime(ref: string, date: CalendarDate, changes: Changes = {}): LadderSanction {
  return {
    ...warning(ref, date),
    kind: 'lifetime',
    ban: { firstDay: date, lastDay: null, liftedOn: null },
    ...changes,
  }
}

/** An incident at a London wall-clock time. */
export function at(date: CalendarDate, time: string, id = 'the incident'): LadderIncident {
  return { id, time: { known: 'instant', at: instantFromLondon(date, time) } }
}

/** An incident known by its day only. */
export function on(date: CalendarDate, id = 'the incident'): LadderIncident {
  return { id, time: { known: 'date', date } }
}

/** An incident on some day between two, or on any day up to the second. */
export function between(
  notBefore: CalendarDate | null,
  notAfter: CalendarDate,
  id = 'the incident',
): LadderIncident {
  return { id, time: { known: 'unknown', notBefore, notAfter } }
}

/** The ladder on Discord, with the ⚙ as they come. */
export function climb(
  sanctions: LadderSanction[],
  incidents: LadderIncident[],
  changes: { platform?: string } & Partial<LadderSettings> = {},
): LadderResult {
  const { platform = 'discord', ...settings } = changes
  return ladder({ sanctions, incidents, platform, settings: { ...DEFAULTS, ...settings } })
}
