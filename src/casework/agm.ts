import { type CalendarDate, formatDate, londonDate, parseDateInput } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { askForPasswords } from './passwords.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'

/**
 * `/officer agm` (L2): an AGM was held on a day, as typed. The admins of every platform are asked to change its passwords.
 * Nobody's office ends by it: whoever was not elected again is ended by `/officer end`, with the minute.
 */
export const recordAgm = (
  clp: Clp,
  actor: Actor,
  when: string,
): Promise<Result<{ on: CalendarDate; tasks: number }>> =>
  clp.transact(async (s): Promise<Result<{ on: CalendarDate; tasks: number }>> => {
    const may = await authorise(clp, s, actor, 'officer.agm')
    if (!may.ok) return may
    const date = parseDateInput(when, londonDate(clp.clock.now()))
    if (!date.ok) return refuse({ why: 'input', problems: [date.why] })
    const { lastAgm } = await s.settings()
    if (lastAgm !== null && date.date <= lastAgm)
      return refuse({
        why: 'not_now',
        because: `The AGM of ${formatDate(lastAgm)} is written down already, and that day is not after it.`,
      })
    await s.set('lastAgm', date.date)
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'officer.agm',
      line: `Wrote down that an AGM was held on ${formatDate(date.date)}`,
      details: { day: date.date },
    })
    return { ok: true, on: date.date, tasks: await askForPasswords(clp, s, 'agm', null) }
  })
