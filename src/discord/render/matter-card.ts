import { appealView } from '../../casework/appeal-view.ts'
import { cardView } from '../../casework/case-view.ts'
import { complaintView } from '../../casework/complaint-view.ts'
import { hiddenFrom } from '../../casework/earlier-matters.ts'
import { kindOf } from '../../casework/matter.ts'
import type { Room } from '../../casework/matter-records.ts'
import type { Clp, Store } from '../../casework/ports.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { appealCard } from './appeal-card.ts'
import { card } from './card.ts'
import { complaintCard } from './complaint-card.ts'
import { hideReferences } from './hide-references.ts'

/** The card of a matter for its room, drawn from the register; undefined where there is no such matter. */
export async function matterCard(
  clp: Clp,
  s: Store,
  ref: string,
): Promise<{ room: Room; body: MessageBody } | undefined> {
  const now = clp.clock.now()
  if (kindOf(ref) === 'appeal') {
    const view = await appealView(clp, s, ref)
    return view ? { room: view.file, body: appealCard(clp.serverId, view, now) } : undefined
  }
  if (kindOf(ref) === 'complaint') {
    const view = await complaintView(clp, s, ref)
    return view ? { room: view.file, body: complaintCard(clp.serverId, view) } : undefined
  }
  const view = await cardView(clp, s, ref)
  if (!view) return undefined
  const body = card(clp.serverId, view, now)
  // everyone in the room reads the same card
  const hidden = await hiddenFrom(clp, s, view.viewers, JSON.stringify(body), ref)
  return { room: view.file, body: hideReferences(body, hidden) }
}
