/** `/channels/{channel}`, its overwrites, invitations and threads. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10'
import {
  deleteChannel,
  editChannel,
  setOverwrite,
  type ChannelPayload,
  type OverwritePayload,
} from '../channels.ts'
import { invalidField, refusal } from '../errors.ts'
import { createInvite } from '../invites.ts'
import { canSee, requireInChannel } from '../permissions.ts'
import { NOTHING, numberIn, ok, param, payloadOf, route, type RequestContext, type Route } from '../router.ts'
import { byAge } from '../snowflake.ts'
import type { GuildChannelState, ThreadState } from '../state.ts'
import {
  addToThread,
  deleteThread,
  editThread,
  removeFromThread,
  startThread,
  type ThreadPayload,
} from '../threads.ts'
import { viewChannel, viewInvite, viewThreadMember } from '../views.ts'
import { caller } from './users.ts'

const channelOf = (context: RequestContext) => context.world.channel(param(context, 'channel'))

function guildChannelOf(context: RequestContext): GuildChannelState {
  const channel = channelOf(context)
  if (channel.kind !== 'guild') throw refusal('unknownChannel')
  return channel
}

function threadOf(context: RequestContext): ThreadState {
  const thread = channelOf(context)
  if (thread.kind !== 'thread')
    throw invalidField(['channel_id'], 'CHANNEL_TYPE_INVALID', 'Invalid channel type')
  return thread
}

const userOf = (context: RequestContext): string => {
  const user = param(context, 'user')
  return user === '@me' ? caller(context) : user
}

export const channelRoutes: Route[] = [
  route('GET /channels/:channel', (context) => {
    const channel = channelOf(context)
    requireInChannel(context.world, channel, caller(context))
    return ok(viewChannel(context.world, channel, caller(context)))
  }),
  route('PATCH /channels/:channel', (context) => {
    const channel = channelOf(context)
    if (channel.kind === 'dm') throw refusal('wrongChannelKindForDm')
    const edited =
      channel.kind === 'thread'
        ? editThread(
            context.world,
            caller(context),
            channel,
            payloadOf<ThreadPayload>(context),
            context.reason,
          )
        : editChannel(
            context.world,
            caller(context),
            channel,
            payloadOf<ChannelPayload>(context),
            context.reason,
          )
    return ok(viewChannel(context.world, edited, caller(context)))
  }),
  route('DELETE /channels/:channel', (context) => {
    const channel = channelOf(context)
    const view = viewChannel(context.world, channel, caller(context))
    if (channel.kind === 'thread') deleteThread(context.world, caller(context), channel, context.reason)
    else if (channel.kind === 'guild') deleteChannel(context.world, caller(context), channel, context.reason)
    else requireInChannel(context.world, channel, caller(context))
    return ok(view)
  }),
  route('PUT /channels/:channel/permissions/:target', (context) => {
    const payload = payloadOf<Omit<OverwritePayload, 'id'>>(context)
    setOverwrite(
      context.world,
      caller(context),
      guildChannelOf(context),
      param(context, 'target'),
      payload,
      context.reason,
    )
    return NOTHING
  }),
  route('DELETE /channels/:channel/permissions/:target', (context) => {
    setOverwrite(
      context.world,
      caller(context),
      guildChannelOf(context),
      param(context, 'target'),
      null,
      context.reason,
    )
    return NOTHING
  }),
  route('POST /channels/:channel/invites', (context) => {
    const channel = guildChannelOf(context)
    const invite = createInvite(context.world, caller(context), channel, payloadOf(context), context.reason)
    return ok(viewInvite(context.world, context.world.guild(channel.guildId), invite))
  }),
  route('POST /channels/:channel/threads', (context) => {
    const payload = payloadOf<ThreadPayload>(context)
    const thread = startThread(context.world, caller(context), guildChannelOf(context), payload, {
      reason: context.reason,
    })
    return { status: 201, body: viewChannel(context.world, thread, caller(context)) }
  }),
  route('POST /channels/:channel/messages/:message/threads', (context) => {
    const channel = guildChannelOf(context)
    const starter = context.world.message(channel.id, param(context, 'message'))
    const thread = startThread(context.world, caller(context), channel, payloadOf<ThreadPayload>(context), {
      starter,
      reason: context.reason,
    })
    return { status: 201, body: viewChannel(context.world, thread, caller(context)) }
  }),
  route('GET /channels/:channel/threads/archived/private', (context) =>
    archived(context, 12, P.ManageThreads),
  ),
  route('GET /channels/:channel/threads/archived/public', (context) =>
    archived(context, 11, P.ReadMessageHistory),
  ),
  route('GET /channels/:channel/users/@me/threads/archived/private', (context) =>
    archived(context, 12, 0n, true),
  ),
  route('GET /channels/:channel/thread-members', (context) => {
    const intents = context.world.bot(caller(context)).privilegedIntents
    if ((intents & (1 << 1)) === 0) throw refusal('missingAccess')
    const thread = threadOf(context)
    requireInChannel(context.world, thread, caller(context))
    return ok([...thread.members.keys()].map((id) => viewThreadMember(thread, id)))
  }),
  route('GET /channels/:channel/thread-members/:user', (context) => {
    const thread = threadOf(context)
    requireInChannel(context.world, thread, caller(context))
    if (!thread.members.has(userOf(context))) throw refusal('unknownMember')
    return ok(viewThreadMember(thread, userOf(context)))
  }),
  route('PUT /channels/:channel/thread-members/:user', (context) => {
    addToThread(context.world, caller(context), threadOf(context), userOf(context))
    return NOTHING
  }),
  route('DELETE /channels/:channel/thread-members/:user', (context) => {
    removeFromThread(context.world, caller(context), threadOf(context), userOf(context))
    return NOTHING
  }),
]

/** Archived threads of a channel, the latest archived first, paged by time (or by id for one's own). */
function archived(
  context: RequestContext,
  type: number,
  needed: bigint,
  ownOnly = false,
): ReturnType<typeof ok> {
  const { world, query } = context
  const me = caller(context)
  const parent = guildChannelOf(context)
  requireInChannel(world, parent, me, needed | P.ReadMessageHistory)
  const before = query.get('before')
  const limit = numberIn(query, 'limit') ?? 50
  const all = [...world.channels.values()]
    .filter((channel) => channel.kind === 'thread')
    .filter((thread) => thread.parentId === parent.id && thread.type === type && thread.archived)
    .filter((thread) => canSee(world, thread, me) && (!ownOnly || thread.members.has(me)))
    .filter((thread) => before === null || precedes(thread, before, ownOnly))
  const sorted = all.sort((a, b) =>
    ownOnly ? byAge(b.id, a.id) : b.archiveTimestamp.getTime() - a.archiveTimestamp.getTime(),
  )
  return ok(threadList(context, sorted.slice(0, limit), sorted.length > limit))
}

function precedes(thread: ThreadState, before: string, byId: boolean): boolean {
  return byId ? byAge(thread.id, before) < 0 : thread.archiveTimestamp.getTime() < Date.parse(before)
}

/** Threads with the memberships of the bot that asks. */
export function threadList(
  context: RequestContext,
  threads: ThreadState[],
  hasMore = false,
): Record<string, unknown> {
  const me = caller(context)
  return {
    threads: threads.map((thread) => viewChannel(context.world, thread, me)),
    members: threads.filter((thread) => thread.members.has(me)).map((thread) => viewThreadMember(thread, me)),
    has_more: hasMore,
  }
}
