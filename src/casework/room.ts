import { mayView } from './case-people.ts'
import type { Clp, Store } from './ports.ts'

/** Lane of everything that goes into one case's room, so that it appears in order. */
const roomLane = (ref: string): string => `room:${ref}`

/** Has the room of a case, and who is in it, brought in line with the register, where they differ (A5, A8). */
export async function queueRoom(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file) return
  const now = clp.clock.now()
  const wanted = mayView(clp, file, await s.holdings(), now)
  const same = wanted.length === file.roomPeople.length && wanted.every((p) => file.roomPeople.includes(p))
  if ((file.threadId !== null || file.sealed) && same) return
  await s.addEffect({ name: 'room', lane: roomLane(ref), target: ref, payload: {} }, now, now)
}

/** Has the card of a case drawn anew from the register. */
export async function queueCard(clp: Clp, s: Store, ref: string): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect({ name: 'card', lane: roomLane(ref), target: ref, payload: {} }, now, now)
}

/** Says one thing in the room of a case. */
export async function roomLine(clp: Clp, s: Store, ref: string, text: string): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect({ name: 'room-line', lane: roomLane(ref), target: ref, payload: { text } }, now, now)
}
