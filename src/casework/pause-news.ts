import type { Instant } from '../policy/calendar.ts'
import { personLane } from './agree-to-ask.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'
import { hadNotice } from './reply-reminder.ts'

/** Tells whoever is asked for their side what their time is now, once a pause or its end has moved it (D9). */
export async function tellOfPause(clp: Clp, s: Store, file: CaseFile): Promise<void> {
  const { ref } = file
  const userId = hadNotice(file)
  if (userId === null) return
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
