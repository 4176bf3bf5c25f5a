import { matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'

/** Lane of everything that goes into one matter's room, so that it appears in order. */
const roomLane = (ref: string): string => `room:${ref}`

/** Has the room of a matter, and who is in it, brought in line with the register, where they differ (A5, A8). */
export async function queueRoom(clp: Clp, s: Store, ref: string): Promise<void> {
  const matter = await matterOf(clp, s, ref)
  if (!matter) return
  const now = clp.clock.now()
  const { room, viewers } = matter
  const same = viewers.length === room.roomPeople.length && viewers.every((p) => room.roomPeople.includes(p))
  if ((room.threadId !== null || room.sealed) && same) return
  await s.addEffect({ name: 'room', lane: roomLane(ref), target: ref, payload: {} }, now, now)
}

/**
 * The same where somebody has a conflict in it from here on: whether they could open the room is asked again, even where
 * the people in it stay the same (A7).
 */
export async function checkRoom(clp: Clp, s: Store, ref: string): Promise<void> {
  const matter = await matterOf(clp, s, ref)
  if (!matter) return
  if (matter.room.threadId === null) return queueRoom(clp, s, ref)
  const now = clp.clock.now()
  await s.addEffect({ name: 'room', lane: roomLane(ref), target: ref, payload: {} }, now, now)
}

/** Has everyone who may see a matter put into its room again, whether or not the bot has done so before (A8). */
export async function renewRoom(clp: Clp, s: Store, ref: string): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect({ name: 'room', lane: roomLane(ref), target: ref, payload: { anew: true } }, now, now)
}

/** Has the card of a matter drawn anew from the register. */
export async function queueCard(clp: Clp, s: Store, ref: string): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect({ name: 'card', lane: roomLane(ref), target: ref, payload: {} }, now, now)
}

/** Says one thing in the room of a matter. */
export async function roomLine(clp: Clp, s: Store, ref: string, text: string): Promise<void> {
  const now = clp.clock.now()
  await s.addEffect({ name: 'room-line', lane: roomLane(ref), target: ref, payload: { text } }, now, now)
}
