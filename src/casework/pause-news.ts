import { formatDateTime, type Instant } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import { personLane } from './agree-to-ask.ts'
import { isWithNational } from './national.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, Task } from './records.ts'
import { hadNotice } from './reply-reminder.ts'
import { replyState } from './reply-state.ts'
import { caseIsHeld } from './safeguarding.ts'
import { closeTask, raiseTask, WORDS } from './tasks.ts'

/**
 * Tells whoever is asked for their side what their time is now, once a pause or its end has moved it (D9); somebody to whom
 * the bot cannot write is told by people. `before`: the time that they know of, where that is known.
 */
export async function tellOfPause(
  clp: Clp,
  s: Store,
  file: CaseFile,
  before: Instant | null = null,
): Promise<void> {
  const { ref } = file
  const userId = hadNotice(file)
  if (userId === null) return askToTellTime(clp, s, file, before)
  // one that has not gone out yet says how it stands when it does
  const waiting = (await s.openEffects({ name: 'pause-news', target: ref })).some(
    (e) => e.firstAttemptAt === null,
  )
  if (waiting) return
  const now = clp.clock.now()
  await s.addEffect(
    { name: 'pause-news', lane: personLane(userId), target: ref, payload: { userId } },
    now,
    now,
  )
}

/** The same after a message that gives a time, where a pause was set or ended since it went out at `at`. */
export async function tellOfPauseSince(clp: Clp, s: Store, ref: string, at: Instant): Promise<void> {
  const since = (await s.pauses()).some((p) => p.setAt >= at || (p.endedAt ?? '') >= at)
  if (since) await tellOfPause(clp, s, (await s.caseFile(ref)) as CaseFile)
}

/** What somebody is told about their time, by the bot or by people. */
export const timeInWords = (ref: string, closesAt: Instant): string =>
  `**Your time to give your side in ${ref} has changed, because of a pause in our work. You now have until ${formatDateTime(closesAt)} (UK time).** Days of a pause do not count. Nothing has been decided, and what you have told us already counts.`

/** A task to tell somebody what their time is now, and after it the time that they know of. */
const ABOUT = 'time '
const timeTasks = async (s: Store, ref: string): Promise<Task[]> =>
  (await s.openTasks({ kind: 'undelivered', matter: ref })).filter((t) => t.about?.startsWith(ABOUT))

/**
 * Asks the admins to tell somebody what their time is now: one task, with the time as it is, and none where they know it.
 * Nobody is asked to write to them while safeguarding is asked, or while it is with National (C6, I2).
 */
export async function askToTellTime(
  clp: Clp,
  s: Store,
  file: CaseFile,
  before: Instant | null = null,
): Promise<void> {
  const { ref } = file
  const reply = replyState(clp, file)
  if (file.state !== 'replying' || reply.state !== 'open') return
  if ((await caseIsHeld(s, file)) || (await isWithNational(s, ref))) return
  let known = before
  for (const task of await timeTasks(s, ref)) {
    known = task.about?.slice(ABOUT.length) || null
    await closeTask(clp, s, task, BOT, 'bot', 'their time has moved again')
  }
  if (known === reply.closesAt) return
  await raiseTask(clp, s, {
    kind: 'undelivered',
    matter: ref,
    offices: ['admin', 'sm_officer'],
    platform: file.platform,
    subject: file.respondent,
    about: `${ABOUT}${known ?? ''}`,
    text: `${ref}: a pause has moved the time that the person has for their side, and the bot cannot write to them. Please tell them in the way in which they had the notice, then press *Done* and say how.${WORDS}${timeInWords(ref, reply.closesAt).replaceAll('**', '')}`,
  })
}

/** Their time is over: there is nothing left to be told about it. */
export async function withdrawTimeTasks(clp: Clp, s: Store, ref: string): Promise<void> {
  for (const task of await timeTasks(s, ref))
    await closeTask(clp, s, task, BOT, 'bot', 'their time for a reply is over')
}
