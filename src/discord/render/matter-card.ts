import { appealView } from '../../casework/appeal-view.ts'
import { cardView } from '../../casework/case-view.ts'
import { complaintView } from '../../casework/complaint-view.ts'
import { hiddenFrom } from '../../casework/earlier-matters.ts'
import { kindOf, matterOf } from '../../casework/matter.ts'
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
  const drawn = await draw(clp, s, ref)
  if (!drawn) return undefined
  // everyone in the room reads the same card
  const readers = (await matterOf(clp, s, ref))?.viewers ?? []
  const hidden = await hiddenFrom(clp, s, readers, JSON.stringify(drawn.body), ref)
  return { room: drawn.room, body: hideReferences(drawn.body, hidden) }
}

async function draw(clp: Clp, s: Store, ref: string): Promise<{ room: Room; body: MessageBody } | undefined> {
  const now = clp.clock.now()
  switch (kindOf(ref)) {
    case 'appeal': {
      const view = await appealView(clp, s, ref)
      return view ? { room: view.file, body: appealCard(clp.serverId, view, now) } : undefined
    }
    case 'complaint': {
      const view = await complaintView(clp, s, ref)
      return view ? { room: view.file, body: complaintCard(clp.serverId, view) } : undefined
    }
    case 'case': {
      const view = await cardView(clp, s, ref)
      return view ? { room: view.file, body: card(clp.serverId, view, now) } : undefined
    }
  }
}
