import { Routes } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import { recordForgotten, recordNotForgotten } from '../../casework/forget.ts'
import type { Clp, Store } from '../../casework/ports.ts'
import type { PostedMessage } from '../../casework/retention-records.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { WireResult } from '../../outbox/wire.ts'
import { linesIn, withoutLines } from '../../register/deleted.ts'
import { textHash } from '../../register/restricted.ts'
import { type Api, CODES } from './api.ts'

/**
 * Deletes one message or room whose date has come, and asks for the next (K1). Whatever is gone already is done. A message
 * of the log channel of which some entries still stand is edited instead, in a way that `verify` knows (J3).
 */
export const forget = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp) {
    const now = clp.clock.now()
    const next = await clp.transact((s) => s.nextToForget())
    if (!next || next.notBefore > now) return { ok: true, value: null }
    const done = next.state === 'edit' ? await editLines(api, clp, next) : await remove(api, next)
    if (done.ok || isGone(done.code)) return { ok: true, value: (s: Store) => recordForgotten(clp, s, next) }
    // a plain no is about this message: the others are not kept waiting for it
    if (done.kind === 'final')
      return { ok: true, value: (s: Store) => recordNotForgotten(clp, s, next, done.why) }
    return done
  },
  trouble: async () => 'wait',
})

const isGone = (code: number | null): boolean =>
  code === CODES.unknownMessage || code === CODES.unknownChannel || code === CODES.unknownUser

const remove = (api: Api, { what, channelId, messageId }: PostedMessage): Promise<WireResult<unknown>> =>
  what === 'room'
    ? api.attempt(() => api.rest.delete(Routes.channel(channelId)))
    : api.inThread(channelId, () =>
        api.attempt(() => api.rest.delete(Routes.channelMessage(channelId, messageId))),
      )

/** Takes the words out of the lines whose entries were deleted; noted beforehand, so that verify knows the edit (J3, J4). */
async function editLines(api: Api, clp: Clp, m: PostedMessage): Promise<WireResult<unknown>> {
  const there = await api.get<APIMessage>(Routes.channelMessage(m.channelId, m.messageId))
  if (!there.ok) return there
  const { content, edited_timestamp } = there.value
  const { blank, edits } = await clp.transact(async (s) => ({
    blank: await s.blankEntriesAmong(linesIn(content)),
    edits: await s.logEditsOf(m.messageId),
  }))
  const text = withoutLines(content, blank)
  if (text === content) return { ok: true, value: null }
  const before = textHash(content)
  const asLeft = edited_timestamp === null || edits.includes(before)
  if (asLeft) await clp.transact((s) => s.noteLogEdits(m.messageId, [before, textHash(text)]))
  const done = await api.edit(m.channelId, m.messageId, { content: text })
  if (!done.ok) return done
  if (asLeft) await clp.transact((s) => s.noteLogEdits(m.messageId, [textHash(text)]))
  return done
}
