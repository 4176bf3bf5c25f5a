import { addDays, londonDate, parseDateInput, startOfLondonDay } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { samePerson } from './identities.ts'
import type { Clp } from './ports.ts'
import type { RegisterSearch } from './read-register.ts'
import { refuse, type Result } from './refusal.ts'
import { type Named, whoIsMeant } from './who-is-meant.ts'

/**
 * Whom and which days a search of the register means (J6): everyone whom one person is (B3), and whole London days, as
 * typed. Whoever may not search is refused before anything that they typed is looked up.
 */
export const searchedFor = async (
  clp: Clp,
  actor: Actor,
  given: Named & { from: string; to: string },
): Promise<Result<{ search: Pick<RegisterSearch, 'subject' | 'since' | 'until'> }>> => {
  const may = await clp.transact((s) => authorise(clp, s, actor, 'register.search'))
  if (!may.ok) return may
  const search: Pick<RegisterSearch, 'subject' | 'since' | 'until'> = {}
  const problems: string[] = []
  if (given.person !== null || given.handle.trim() !== '') {
    const who = await whoIsMeant(clp, given, 'look')
    if (!who.ok) return who
    search.subject = await clp.transact((s) => samePerson(s, who.identity))
  }
  const today = londonDate(clp.clock.now())
  const from = given.from.trim() === '' ? null : parseDateInput(given.from, today)
  const to = given.to.trim() === '' ? null : parseDateInput(given.to, today)
  if (from?.ok) search.since = startOfLondonDay(from.date)
  else if (from) problems.push(`*from*: ${from.why}`)
  if (to?.ok) search.until = startOfLondonDay(addDays(to.date, 1))
  else if (to) problems.push(`*to*: ${to.why}`)
  if (from?.ok && to?.ok && to.date < from.date) problems.push('The last day is before the first.')
  return problems.length > 0 ? refuse({ why: 'input', problems }) : { ok: true, search }
}
