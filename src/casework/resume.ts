import { addDays, londonDate } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { openMatters } from './appoint.ts'
import { authorise } from './authorise.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { ALL_MATTERS, queueRestrictLog } from './restrict-log.ts'
import { isSomethingLost, mattersInWords, restoredOf, type Restored, roomsInWords } from './restored.ts'
import { queueCard, queueRoom } from './room.ts'
import { raiseTask } from './tasks.ts'
import { tellOffices } from './tell-officers.ts'

/**
 * *Resume*: the bot goes on after a restore, because somebody says so who knows what happened in the time that is lost. That
 * time counts for no reply and no vote (D9), since what people sent in it is gone; bans end on their days. Whoever works
 * cases is told, and the lost lines become a task.
 */
export const resume = (clp: Clp, actor: Actor): Promise<Result<{ restored: Restored }>> =>
  clp.transact(async (s): Promise<Result<{ restored: Restored }>> => {
    const found = await restoredOf(s)
    // no refusal can be written either before it is known which numbers were given out
    if (found?.pause === 'undeclared')
      return refuse({
        why: 'not_now',
        because: 'The bot has to read the log channel first. Press again in a minute.',
      })
    const may = await authorise(clp, s, actor, 'restore.resume')
    if (!may.ok) return may
    if (found === null)
      return refuse({ why: 'not_now', because: 'The bot is at work. There is nothing to resume.' })
    const { restored, pause } = found
    if (pause === null)
      return refuse({
        why: 'not_now',
        because: 'Somebody has pressed Resume before you: the bot is at work again.',
      })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'register.resumed',
      line: 'Had the bot go on after a backup was put back',
      details: { file: restored.file },
    })
    const resumed = { ...restored, resumedAt: clp.clock.now() }
    await s.set('restored', resumed)
    await countNoTime(clp, s, actor, restored)
    // rooms, cards and lines may stand as they were later than what is known now
    for (const ref of await openMatters(s)) {
      await queueRoom(clp, s, ref)
      await queueCard(clp, s, ref)
    }
    await queueRestrictLog(clp, s, ALL_MATTERS)
    if (isSomethingLost(restored)) await handOver(clp, s, restored)
    return { ok: true, restored: resumed }
  })

/** The days between the backup and now count for nothing that runs (D9). */
async function countNoTime(clp: Clp, s: Store, actor: Actor, { since }: Restored): Promise<void> {
  const to = londonDate(clp.clock.now())
  const begun = londonDate(since ?? clp.clock.now())
  // pauses do not overlap
  const from = (await s.pauses())
    .filter((p) => p.from <= to && p.to >= begun && p.from <= p.to)
    .reduce((day, p) => (p.to >= day ? addDays(p.to, 1) : day), begun)
  if (from > to) return
  const setAt = since ?? clp.clock.now()
  await s.addPause({
    from,
    to,
    setAt,
    reason: 'A backup was put back: what was sent in this time is lost.',
    setBy: actor.id,
  })
}

async function handOver(clp: Clp, s: Store, restored: Restored): Promise<void> {
  const { lost, matters = [], hidden = 0, rooms = [] } = restored
  const what = lost
    ? `the log channel's lines no. ${lost[0]} to ${lost[1]}`
    : 'what was done last, of which the log channel has no lines'
  const unnamed = hidden === 0 ? '' : ` ${hidden} of them are restricted and name none.`
  await raiseTask(clp, s, {
    kind: 'restored',
    matter: null,
    offices: ['secretary', 'chair'],
    platform: null,
    subject: null,
    text: `A backup was put back, and the bot knows nothing any more of ${what}.${mattersInWords(matters)}${unnamed}${lost ? ' Read them, and see' : ' See'} with the admins that what was done is done again: press again what was pressed, write down what people had sent, and ask them where it is not known. A letter that is there already is found and not sent twice. Bans that the bot carried out in that time may be asked about as if made by hand: leave them until their case is decided again.${roomsInWords(rooms)} *Done* when everything is in order.`,
  })
  await tellOffices(
    clp,
    s,
    ['sm_officer', 'admin', 'ec_member', 'trusted_ec_officer'],
    null,
    `The bot was put back from a backup and works again. It knows nothing any more of ${what}: presses, replies and votes of that time have to be given again. Please look through your open matters; the Secretary knows which are concerned.`,
  )
}
