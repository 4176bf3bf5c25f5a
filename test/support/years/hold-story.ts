import { formatDate, londonDate } from '../../../src/policy/calendar.ts'
import { deletionDate } from '../../../src/policy/retention.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import { insist, openCase } from '../../../src/practice-mode/story.ts'
import { everythingKept } from '../stories.ts'
import { deciders, type Story, type Years } from './years.ts'

const WORD = 'HeldBeyondItsDate'
/** The digest speaks of it for the last time a fortnight before (K4). */
const BEFORE_DAYS = 10
const REVIEW_DAYS = 95

/**
 * A case that nobody ends, since the police have asked for it: warned of before its date, held with a minute, looked at
 * again after three months, released, and gone the night after (K4).
 */
export async function* heldCase(years: Years, about: string): Story {
  const { stage, clp } = years
  const secretary = clp.as(clp.secretary)
  const [first] = deciders(years, years.admins, 1) as [Person]
  const ref = await openCase(stage, first, about, {
    what: `Wrote letters to a neighbour. ${WORD}`,
    when: 'yesterday',
  })
  years.longOpen.add(ref)
  const today = Temporal.PlainDate.from(londonDate(clp.discord.clock.now().toISOString()))
  const goes = deletionDate(today.toString())
  yield today.until(Temporal.PlainDate.from(goes)).days - BEFORE_DAYS
  const warned = clp.discord
    .dm(secretary.id)
    .some((m) => m.content.includes(ref) && m.content.includes(formatDate(goes)))
  if (!warned) throw new Error(`the Secretary was not warned that ${ref} goes on ${goes}`)
  const hold = async (choice: string[]): Promise<string> => {
    const form = await insist(stage, () => secretary.slash({ guild: clp.guild }, 'register hold', { ref }))
    const words = { reason: 'The police have asked for it.', minute: 'EC of today, minute 9' }
    const values = choice.length > 0 ? { ...words, choice } : words
    return (await insist(stage, () => secretary.submit(form, values))).text
  }
  if (!(await hold([])).includes('is on hold')) throw new Error(`${ref} is not on hold`)
  yield REVIEW_DAYS
  const asked = clp.discord
    .dm(secretary.id)
    .some((m) => m.content.includes(`${ref} is on hold beyond its date`))
  if (!asked) throw new Error(`the Secretary was not asked whether the hold of ${ref} is needed still`)
  if (!(await everythingKept(clp)).includes(WORD)) throw new Error(`${ref} is on hold, and is gone`)
  if (!(await hold(['hold'])).includes('stays on hold'))
    throw new Error(`the hold of ${ref} was not reviewed`)
  yield 3
  if (!(await hold(['release'])).includes('is released')) throw new Error(`${ref} was not released`)
  yield 1
  // the night may be lost, with a broken machine or a Discord that was away: then the next one makes up for it
  if ((await everythingKept(clp)).includes(WORD)) yield 1
  if ((await everythingKept(clp)).includes(WORD)) throw new Error(`${ref} was released, and is there still`)
  years.longOpen.delete(ref)
  years.count('a case held beyond its date, and gone when it was released')
}
