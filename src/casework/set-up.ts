import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { type Result } from './refusal.ts'
import { ALL_MATTERS, queueRestrictLog } from './restrict-log.ts'

/** `/setup channels`: where the Secretary's log goes and where the rooms live. What is left out stays as it is (J5). */
export const setChannels = (
  clp: Clp,
  actor: Actor,
  q: { log: string | null; rooms: string | null },
): Promise<Result<{ log: string | null; rooms: string | null }>> =>
  clp.transact(async (s): Promise<Result<{ log: string | null; rooms: string | null }>> => {
    const may = await authorise(clp, s, actor, 'setup.channels')
    if (!may.ok) return may
    if (q.log !== null) {
      await s.set('logChannelId', q.log)
      await s.set('logTroubleSince', null)
      // other people may read the new one (J4)
      await queueRestrictLog(clp, s, ALL_MATTERS)
    }
    if (q.rooms !== null) await s.set('roomsChannelId', q.rooms)
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'setup.channels',
      line: 'Chose the channels for the log and the rooms',
      details: { log: q.log, rooms: q.rooms },
    })
    // what waited for a channel may go on at once
    for (const e of await s.openEffects())
      if (e.lane === 'log' || e.lane.startsWith('room:'))
        await s.updateEffect(e.id, { notBefore: clp.clock.now() })
    const { logChannelId, roomsChannelId } = await s.settings()
    return { ok: true, log: logChannelId, rooms: roomsChannelId }
  })
