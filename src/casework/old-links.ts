import { addMonths, londonDate } from '../policy/calendar.ts'
import { KEPT_MONTHS } from '../register/entry.ts'
import { BOT } from './actor.ts'
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

/** Whether anything is kept of one of the two: a case, a complaint about them, or a line of the ban register. */
async function isInUse(s: Store, { a, b }: IdentityLink): Promise<boolean> {
  const both = [a, b]
  return (
    (await s.cases({ respondent: both, limit: 1 })).length > 0 ||
    (await s.keptBans(both)).length > 0 ||
    (await s.complaints({ limit: 100_000 })).some((c) => c.respondent !== null && both.includes(c.respondent))
  )
}
