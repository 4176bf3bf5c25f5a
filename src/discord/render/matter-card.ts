import { cardView } from '../../casework/case-view.ts'
import type { Room } from '../../casework/matter-records.ts'
import type { Clp, Store } from '../../casework/ports.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { card } from './card.ts'

/** The card of a matter for its room, drawn from the register; undefined where there is no such matter. */
export async function matterCard(
  clp: Clp,
  s: Store,
  ref: string,
): Promise<{ room: Room; body: MessageBody } | undefined> {
  const now = clp.clock.now()
  const view = await cardView(clp, s, ref)
  return view ? { room: view.file, body: card(clp.serverId, view, now) } : undefined
}
