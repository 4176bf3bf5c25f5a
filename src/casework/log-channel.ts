import { queueForget } from './forget.ts'
import type { Clp, Store } from './ports.ts'
import { tellOffices } from './tell-officers.ts'

/** A message with log lines stands in the channel: noted, so that `verify` can read it back (J3). */
export async function recordLogPosted(
  clp: Clp,
  s: Store,
  post: { channelId: string; messageId: string; text: string; at: string },
): Promise<void> {
  await s.recordLogPost(post)
  // entries may have gone on their date while their lines were on the way
  await queueForget(clp, s)
  await s.set('logTroubleSince', null)
}

/** The log channel is gone or closed to the bot: nothing is lost, posts wait, Secretary and Chair are told once (J5). */
export async function recordLogTrouble(clp: Clp, s: Store, why: string): Promise<void> {
  if ((await s.settings()).logTroubleSince !== null) return
  await s.set('logTroubleSince', clp.clock.now())
  await tellOffices(
    clp,
    s,
    ['secretary', 'chair'],
    null,
    `The bot cannot write to the Secretary's log channel: ${why} Nothing is lost; the lines wait. Let the bot back in, or choose another channel with \`/setup channels\`.`,
  )
}
