import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { Pause } from '../policy/pause.ts'

/** A pause of the CLP's casework as it is kept (D9). */
export interface PauseRecord extends Pause {
  id: number
  reason: string
  setBy: string
  endedBy: string | null
  endedAt: Instant | null
}

/** When someone was trained, as the Secretary recorded it (L3). */
export interface Training {
  person: string
  on: CalendarDate
  recordedBy: string
  at: Instant
}

/** What storage keeps of pauses, training and reminders. */
export interface PauseStore {
  /** Every pause, by the day on which it begins; called off ones too. */
  pauses(): Promise<PauseRecord[]>
  addPause(p: Omit<PauseRecord, 'id' | 'endedBy' | 'endedAt'>): Promise<number>
  /** `to` is its new last day; before its first where it is called off. */
  endPause(id: number, e: { to: CalendarDate; by: string; at: Instant }): Promise<void>
  addTraining(t: Training): Promise<void>
  /** How many entries of the register are to be deleted on each day up to `last` (K1), earliest first. */
  entriesDue(last: CalendarDate): Promise<{ day: CalendarDate; count: number }[]>
  /** True the first time that something is to be reminded of on a day; every other time false (D9). */
  remindOnce(thing: string, day: CalendarDate): Promise<boolean>
  wasReminded(thing: string, day: CalendarDate): Promise<boolean>
}
