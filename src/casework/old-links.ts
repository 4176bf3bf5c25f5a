import { addMonths, londonDate } from '../policy/calendar.ts'
import { KEPT_MONTHS } from '../register/entry.ts'
import { BOT } from './actor.ts'
import { samePerson } from './identities.ts'
import type { IdentityLink } from './identity-records.ts'
import { aboutLink } from './identity-tasks.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { closeTask } from './tasks.ts'

/**
 * A link that holds is true of today and has no end to count two years from; one that nobody ever answered has none either.
 * Both go two years after they were made; a link that holds loses its reason then, and goes as soon as nothing else is kept
 * of either of the two, since until then it says who must not see that (K1, A5).
 * How many went.
 */
export async function deleteOldLinks(clp: Clp, s: Store): Promise<number> {
  let gone = 0
  const today = londonDate(clp.clock.now())
  for (const link of await s.allIdentityLinks()) {
    const made = londonDate(link.decidedAt ?? link.proposedAt)
    if (link.endedAt !== null || addMonths(made, KEPT_MONTHS) > today) continue
    if (link.confirmed === true && (await isInUse(s, link))) {
      if (link.reason !== '') await s.updateIdentityLink(link.id, { reason: '' })
      continue
    }
    for (const task of await s.openTasks())
      if (task.about === aboutLink(link.id)) await closeTask(clp, s, task, BOT, 'bot', 'the link was deleted')
    await s.deleteIdentityLink(link.id)
    gone += 1
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'person.link_deleted',
      line: 'A link between two identities was deleted after two years: nothing else is kept of it',
    })
  }
  return gone
}

/**
 * Whether anything is kept of whom it makes one person, under any of their names: a case, a complaint of theirs or about
 * them, a line of the ban register, or an office. Without it an officer could decide in their own cause (A5).
 */
async function isInUse(s: Store, { a }: IdentityLink): Promise<boolean> {
  const person = await samePerson(s, a)
  if ((await s.cases({ respondent: person, limit: 1 })).length > 0) return true
  if ((await s.keptBans(person)).length > 0) return true
  if ((await s.holdings()).some((h) => h.person !== null && person.includes(h.person))) return true
  for (const complainant of person)
    if ((await s.complaints({ complainant, limit: 1 })).length > 0) return true
  const complaints = await s.complaints({ limit: 100_000 })
  return complaints.some((c) => c.respondent !== null && person.includes(c.respondent))
}
