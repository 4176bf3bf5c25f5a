/** `/channels/{channel}/messages`. */
import { refusal } from '../errors.ts'
import { emitMessage } from '../events.ts'
import { viewMessage } from '../message-view.ts'
import { bulkDelete, deleteMessage } from '../message-deletion.ts'
import { listMessages } from '../message-history.ts'
import { editMessage, sendMessage, type MessagePayload } from '../messages.ts'
import { requireInChannel } from '../permissions.ts'
import { NOTHING, numberIn, ok, param, payloadOf, route, type RequestContext, type Route } from '../router.ts'
import { invalidForm } from '../errors.ts'
import type { ChannelState, MessageState } from '../state.ts'
import { caller } from './users.ts'

function channelOf(context: RequestContext): ChannelState {
  return context.world.channel(param(context, 'channel'))
}

function messageOf(context: RequestContext): MessageState {
  const channel = channelOf(context)
  requireInChannel(context.world, channel, caller(context))
  return context.world.message(channel.id, param(context, 'message'))
}

/** Refuses a reply to a message that is not there, unless the bot said that it does not mind. */
function checkReference(
  context: RequestContext,
  channel: ChannelState,
  payload: MessagePayload,
): MessagePayload {
  const reference = payload.message_reference
  if (reference === undefined) return payload
  const target = context.world.messages.get(reference.message_id)
  if (target !== undefined && !target.deleted && target.channelId === (reference.channel_id ?? channel.id))
    return payload
  if (reference.fail_if_not_exists !== false) {
    const error = { code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }
    throw invalidForm({ message_reference: { _errors: [error] } })
  }
  const { message_reference: _, ...rest } = payload
  return rest
}

function pin(context: RequestContext, pinned: boolean): typeof NOTHING {
  const message = messageOf(context)
  message.pinned = pinned
  emitMessage(context.world, 'MESSAGE_UPDATE', message)
  return NOTHING
}

export const messageRoutes: Route[] = [
  route('POST /channels/:channel/messages', (context) => {
    const channel = channelOf(context)
    const payload = checkReference(context, channel, payloadOf<MessagePayload>(context))
    if (channel.kind === 'guild' && channel.type === 4) throw refusal('unknownChannel')
    return ok(
      viewMessage(
        context.world,
        sendMessage(context.world, caller(context), channel, payload, context.files),
      ),
    )
  }),
  route('GET /channels/:channel/messages', (context) => {
    const { query } = context
    const page = listMessages(context.world, caller(context), channelOf(context), {
      before: query.get('before') ?? undefined,
      after: query.get('after') ?? undefined,
      around: query.get('around') ?? undefined,
      limit: numberIn(query, 'limit'),
    })
    return ok(page.map((message) => viewMessage(context.world, message)))
  }),
  route('GET /channels/:channel/messages/:message', (context) =>
    ok(viewMessage(context.world, messageOf(context))),
  ),
  route('PATCH /channels/:channel/messages/:message', (context) => {
    const payload = payloadOf<MessagePayload>(context)
    const message = editMessage(
      context.world,
      caller(context),
      channelOf(context),
      messageOf(context),
      payload,
      context.files,
    )
    return ok(viewMessage(context.world, message))
  }),
  route('DELETE /channels/:channel/messages/:message', (context) => {
    deleteMessage(context.world, caller(context), channelOf(context), messageOf(context), context.reason)
    return NOTHING
  }),
  route('POST /channels/:channel/messages/bulk-delete', (context) => {
    const { messages = [] } = payloadOf<{ messages?: string[] }>(context)
    bulkDelete(context.world, caller(context), channelOf(context), messages)
    return NOTHING
  }),
  route('POST /channels/:channel/typing', (context) => {
    requireInChannel(context.world, channelOf(context), caller(context))
    return NOTHING
  }),
  route('PUT /channels/:channel/messages/pins/:message', (context) => pin(context, true)),
  route('DELETE /channels/:channel/messages/pins/:message', (context) => pin(context, false)),
]
