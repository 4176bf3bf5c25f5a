import { londonDate, parseDateInput, type CalendarDate } from '../policy/calendar.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'

/** `/officer trained` (L3): on which day somebody in office was trained, as typed. */
export const recordTraining = (
  clp: Clp,
  actor: Actor,
  person: { id: string; name: string } | null,
  when: string,
): Promise<Result<{ on: CalendarDate }>> =>
  clp.transact(async (s): Promise<Result<{ on: CalendarDate }>> => {
    const may = await authorise(clp, s, actor, 'officer.trained')
    if (!may.ok) return may
    const now = clp.clock.now()
    const date = parseDateInput(when, londonDate(now))
    if (person === null) return refuse({ why: 'input', problems: ['Choose the person.'] })
    const inOffice = may.holdings.some((h) => h.person === person.id && holdsAt(h, now))
    const problems = [
      ...(date.ok ? [] : [date.why]),
      ...(inOffice ? [] : ['That person holds no office here. `/officer list` shows who does.']),
    ]
    if (!date.ok || problems.length > 0) return refuse({ why: 'input', problems })
    await s.addTraining({ person: person.id, on: date.date, recordedBy: actor.id, at: now })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'officer.trained',
      line: 'Wrote down when somebody in office was trained',
      details: { person: person.id, name: person.name, day: date.date },
      subject: person.id,
    })
    return { ok: true, on: date.date }
  })

/** Why an admin cannot sign who has not been trained, where the CLP wants that (L3); null where they can. */
export function untrained(clp: Clp, holdings: OfficeHolding[], actor: Actor): Refusal | null {
  if (!clp.config.policy.trainedToSign) return null
  const now = clp.clock.now()
  const held = holdings.filter((h) => h.person === actor.id && holdsAt(h, now))
  const works = held.some((h) => h.office === 'admin' || h.office === 'sm_officer')
  if (!works || held.some((h) => (h.trainedOn ?? null) !== null)) return null
  return {
    why: 'not_now',
    because:
      'Admins sign here once they have been trained, and nothing is written down for you yet. Ask the Secretary: if you have been, they record it with `/officer trained`, and you can sign at once.',
  }
}
