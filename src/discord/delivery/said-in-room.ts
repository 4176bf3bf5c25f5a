import type { Effect } from '../../casework/effects.ts'
import { appealView } from '../../casework/appeal-view.ts'
import { hiddenFrom } from '../../casework/earlier-matters.ts'
import { matterOf } from '../../casework/matter.ts'
import type { Store } from '../../casework/ports.ts'
import { tellSealed } from '../../casework/seal-matter.ts'
import { forgetReplaced, isReplaced } from '../../casework/take-out-quotes.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { buttons } from '../answer.ts'
import { voteButtons } from '../render/appeal-card.ts'
import { caseFileParts } from '../render/case-file.ts'
import { CODES } from './api.ts'
import { forgetRoom, makeRoom } from './room.ts'
import type { RoomCheck } from './room-access.ts'

/**
 * Nothing is put into a room that somebody with a conflict could open by now: the room is looked at first, and what there
 * was to say comes after that (A7).
 */
const unlessOpen =
  (
    check: RoomCheck,
    after: (s: Store, e: Effect, now: string) => Promise<void>,
  ): NonNullable<SayHandler['check']> =>
  async (clp, e) => {
    const open = await check(clp, e.target)
    if (!open.ok) return open
    if (!open.value) return null
    return async (s) => {
      await makeRoom(s, e.target, clp.clock.now())
      await after(s, e, clp.clock.now())
    }
  }

/** One line in the room. It waits while the room is not there. */
export const roomLine = (check: RoomCheck): SayHandler => ({
  kind: 'say',
  check: unlessOpen(check, (s, e, now) => sayAfter(s, e.target, (e.payload as { text: string }).text, now)),
  async prepare(clp, s, e) {
    const matter = await matterOf(clp, s, e.target)
    if (!matter) return null
    const { ref } = matter
    const { sealed, threadId } = matter.room
    if (sealed) {
      await tellSealed(clp, s, matter)
      return null
    }
    const { text } = e.payload as { text: string }
    if (threadId === null) {
      await makeRoom(s, ref, clp.clock.now())
      await sayAfter(s, ref, text, clp.clock.now())
      return null
    }
    return {
      to: { channel: threadId },
      body: (mark) => ({ content: `${text}\n-# ${e.target} · ${mark}` }),
    }
  },
  async delivered() {},
  async refused(clp, s, e, f) {
    if (f.code !== CODES.unknownChannel) return 'wait'
    await forgetRoom(s, e.target, clp.clock.now())
    await sayAfter(s, e.target, (e.payload as { text: string }).text, clp.clock.now())
    return 'give_up'
  },
})

const sayAfter = (s: Store, ref: string, text: string, now: string): Promise<void> =>
  s.addEffect({ name: 'room-line', lane: `room:${ref}`, target: ref, payload: { text } }, now, now)

/**
 * The case file of an appeal, part by part, each once: the next is asked for when the one before it is there (H5). A
 * sealed appeal has no room: its file comes with `/appeals view` (A7).
 */
export const caseFilePart = (check: RoomCheck): SayHandler => ({
  kind: 'say',
  check: unlessOpen(check, async (s, e, now) => {
    if (!(await isReplaced(s, e))) await partAfter(s, e.target, (e.payload as { part: number }).part, now)
  }),
  async prepare(clp, s, e) {
    const view = await appealView(clp, s, e.target)
    if (!view || view.file.sealed || (await isReplaced(s, e))) return null
    const { part } = e.payload as { part: number }
    if (view.file.threadId === null) {
      await makeRoom(s, e.target, clp.clock.now())
      await partAfter(s, e.target, part, clp.clock.now())
      return null
    }
    // everyone in the room reads the same file
    const readers = (await matterOf(clp, s, e.target))?.viewers ?? []
    const hidden = await hiddenFrom(clp, s, readers, caseFileParts(view).join('\n'), e.target)
    const parts = caseFileParts(view, hidden)
    const text = parts[part]
    if (text === undefined) return null
    const last = part === parts.length - 1
    return {
      to: { channel: view.file.threadId },
      body: (mark) => ({
        content: `${text}\n-# ${e.target} · ${part + 1} of ${parts.length} · ${mark}`,
        ...(last && view.file.state === 'voting'
          ? { components: buttons(voteButtons(clp.serverId, e.target)) }
          : {}),
      }),
    }
  },
  async delivered(clp, s, e) {
    if (await isReplaced(s, e)) return forgetReplaced(clp, s, e.target)
    await partAfter(s, e.target, (e.payload as { part: number }).part + 1, clp.clock.now())
  },
  async refused(clp, s, e, f) {
    if (f.code !== CODES.unknownChannel) return 'wait'
    await forgetRoom(s, e.target, clp.clock.now())
    await partAfter(s, e.target, 0, clp.clock.now())
    return 'give_up'
  },
})

const partAfter = (s: Store, ref: string, part: number, now: string): Promise<void> =>
  s.addEffect({ name: 'case-file', lane: `room:${ref}`, target: ref, payload: { part } }, now, now)
