import { OPEN_APPEALS } from './appeal-handlers.ts'
import { OPEN_STATES } from './case-view.ts'
import { OPEN_COMPLAINTS } from './complaint-view.ts'
import type { Clp } from './ports.ts'
import { renewRoom } from './room.ts'

/**
 * Has the rooms of all open matters gone through anew: who left the server and came back is in no thread any more, though
 * the bot had put them there (A8), and somebody with a conflict may be able to open one by now (A7). One transaction a
 * room.
 */
export async function renewRooms(clp: Clp): Promise<void> {
  const open = await clp.transact(async (s) => [
    ...(await s.cases({ states: [...OPEN_STATES], limit: 10_000 })),
    ...(await s.complaints({ states: OPEN_COMPLAINTS, limit: 10_000 })),
    ...(await s.appeals({ states: [...OPEN_APPEALS], limit: 10_000 })),
  ])
  for (const { ref, threadId, sealed } of open)
    if (threadId !== null && !sealed) await clp.transact((s) => renewRoom(clp, s, ref))
}
