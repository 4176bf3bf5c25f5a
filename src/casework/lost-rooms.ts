import type { Instant } from '../policy/calendar.ts'
import { isMatterRef, matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'

/** A room of the bot's own as it stands on Discord now. */
export interface SeenRoom {
  threadId: string
  name: string
  /** When the last message was written in it. */
  at: Instant
}

/**
 * Notes the rooms of matters that a restore has lost, so that they go on their date (K1), and gives their references. Until
 * then only people can delete them: who may read there is worked out for matters that are known (A7, A8).
 */
export async function noteLostRooms(clp: Clp, s: Store, rooms: SeenRoom[]): Promise<string[]> {
  const lost = new Set<string>()
  for (const { threadId, name, at } of rooms) {
    if (!isMatterRef(name) || (await matterOf(clp, s, name)) !== undefined) continue
    await s.notePosted({ messageId: threadId, channelId: threadId, at, what: 'room', matter: null })
    lost.add(name)
  }
  return [...lost].toSorted()
}
