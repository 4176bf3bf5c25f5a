import { addDays, startOfLondonDay, type CalendarDate, type Instant } from './calendar.ts'
import type { Step } from './ladder.ts'

const BAN_DAYS = 30

/** The days of a 30-day ban, both included, and the moment at which it ends (G4). */
export interface BanDays {
  firstDay: CalendarDate
  lastDay: CalendarDate
  /** 00:00 Europe/London after day 30. */
  endsAt: Instant
}

/** The days of a 30-day ban: day 1 is the date of its letter, and it ends when day 30 is over (G4). */
export function banDays(letterDate: CalendarDate): BanDays {
  const lastDay = addDays(letterDate, BAN_DAYS - 1)
  return { firstDay: letterDate, lastDay, endsAt: startOfLondonDay(addDays(lastDay, 1)) }
}

/** What decides whether a sanction bans somebody now. */
export interface BanSanction {
  ref: string
  kind: Step
  platform: string
  /** Null until the letter was delivered, served or deemed served: only then does the ban follow (F3). */
  letter: { date: CalendarDate; at: Instant | null } | null
  overturned: boolean
  /** Taken off while an appeal or a review runs (H8, H9), or left lifted by a decision (G5). */
  suspended: boolean
  firstDay: CalendarDate | null
  /** Null for a lifetime ban. */
  lastDay: CalendarDate | null
}

/** Whether somebody is to be banned from a platform now, by which sanction, and until when (null: no end). */
export interface BanDesired {
  banned: boolean
  because: string | null
  until: Instant | null
}

/**
 * Who is banned, worked out afresh from the register (G4), so that a later ban, an overturned one and a stale
 * timer cannot contradict each other. Of several bans in force the one that lasts longest is named.
 */
export function banDesired(
  sanctions: readonly BanSanction[],
  now: Instant,
  platform: string = 'discord',
): BanDesired {
  const inForce = sanctions
    .filter((sanction) => sanction.platform === platform)
    .flatMap((sanction) => {
      const span = spanOf(sanction)
      return span === null || now < span.from || (span.until !== null && now >= span.until)
        ? []
        : [{ ref: sanction.ref, until: span.until }]
    })
  const [first, ...others] = inForce
  if (first === undefined) return { banned: false, because: null, until: null }
  const longest = others.reduce((long, one) => (outlasts(one.until, long.until) ? one : long), first)
  return { banned: true, because: longest.ref, until: longest.until }
}

function spanOf(sanction: BanSanction): { from: Instant; until: Instant | null } | null {
  const { kind, letter, overturned, suspended, firstDay, lastDay } = sanction
  if (kind === 'warning' || letter === null || overturned || suspended || firstDay === null) return null
  const from = startOfLondonDay(firstDay)
  if (kind === 'lifetime') return { from, until: null }
  // A 30-day ban without its last day must still end.
  return { from, until: lastDay === null ? banDays(firstDay).endsAt : startOfLondonDay(addDays(lastDay, 1)) }
}

function outlasts(one: Instant | null, other: Instant | null): boolean {
  return other !== null && (one === null || one > other)
}
