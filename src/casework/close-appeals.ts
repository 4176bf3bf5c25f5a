import { BOT } from './actor.ts'
import { appealMatter } from './appeal-people.ts'
import type { AppealFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { closeTask } from './tasks.ts'
import { tellOutcome } from './tell-outcome.ts'

/**
 * Open appeals against what does not stand any more, or is decided anew, have nothing left to decide: it does not stand.
 * `because` is what brought that about, and is left alone where it is one of them; the appellants are sent `reasons`.
 */
export async function closeAppeals(
  clp: Clp,
  s: Store,
  about: string,
  because: string,
  reasons: string,
): Promise<void> {
  for (const { ref, state } of await s.appeals({ about }))
    if (state !== 'closed' && ref !== because) {
      const m = await appealMatter(s, ref)
      if (!m || m.file.outcome !== null) continue
      const now = clp.clock.now()
      await s.updateAppeal(ref, {
        outcome: 'does_not_stand',
        state: 'closed',
        reasons,
        decidedAt: now,
        closedAt: now,
      })
      await record(clp, s, {
        actor: BOT,
        as: 'bot',
        action: 'appeal.decided',
        matter: ref,
        line: 'The appeal is closed: what it was about does not stand any more',
        details: { because },
        subject: m.file.appellant,
      })
      await tellOutcome(clp, s, m.file, 'outcome')
      await afterDecision(clp, s, ref)
    }
}

/**
 * What the EC was to decide anew with another appeal is gone by itself: there is nothing left to vote on (H9). `because` is
 * what brought that about, and is left alone where it is that appeal.
 */
export async function closeReviews(clp: Clp, s: Store, gone: string, because: string): Promise<void> {
  for (const { ref, appellant, dependents } of await s.appeals({ states: ['consequences', 'meeting'] })) {
    if (ref === because || !dependents.some((d) => d.ref === gone && d.decision === null)) continue
    const left = dependents.map((d) => (d.ref === gone ? { ...d, decision: 'falls' as const } : d))
    const open = left.some((d) => d.decision === null)
    await s.updateAppeal(ref, {
      dependents: left,
      ...(open ? {} : { state: 'closed', closedAt: clp.clock.now() }),
    })
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'appeal.dependent_decided',
      matter: ref,
      line: 'What had relied on the overturned sanction does not stand any more, so nothing is decided on it',
      details: { sanction: gone, because },
      subject: appellant,
    })
    await afterDecision(clp, s, ref)
  }
}

/** Room, card and tasks of an appeal after something was decided in it. */
export async function afterDecision(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = (await s.appealFile(ref)) as AppealFile
  if (file.state === 'closed') {
    for (const task of await s.openTasks({ matter: ref }))
      if (task.kind !== 'tell_appellant') await closeTask(clp, s, task, BOT, 'bot', 'the appeal was decided')
    await roomLine(clp, s, ref, 'This appeal is decided. The outcome is on the card.')
  }
  await queueRoom(clp, s, ref)
  await queueCard(clp, s, ref)
}
