/** Threads: making them, who is in them, archiving. */
import { AuditLogEvent, ChannelType, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10'
import { recordAudit } from './audit.ts'
import { removeChannel } from './channels.ts'
import { invalidForm, refusal } from './errors.ts'
import { emitChannel, emitThreadMembers } from './events.ts'
import { threadErrors } from './limits.ts'
import { writeMessage } from './messages.ts'
import { channelPermissions, requireInChannel } from './permissions.ts'
import { NO_PINGS } from './pings.ts'
import type { GuildChannelState, MessageState, ThreadState } from './state.ts'
import type { World } from './world.ts'

export interface ThreadPayload {
  name?: string
  type?: number
  auto_archive_duration?: number
  invitable?: boolean
  rate_limit_per_user?: number | null
  archived?: boolean
  locked?: boolean
}

/** Starts a thread, private (12) or public (11), or one on a message. */
export function startThread(
  world: World,
  actorId: string,
  parent: GuildChannelState,
  payload: ThreadPayload,
  options: { reason?: string | undefined; starter?: MessageState } = {},
): ThreadState {
  const isPrivate = options.starter === undefined && payload.type !== ChannelType.PublicThread
  requireInChannel(world, parent, actorId, isPrivate ? P.CreatePrivateThreads : P.CreatePublicThreads)
  const errors = threadErrors(payload)
  if (errors !== undefined) throw invalidForm(errors)
  const now = world.clock.now()
  const thread: ThreadState = {
    kind: 'thread',
    id: options.starter?.id ?? world.nextId(),
    type: isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread,
    guildId: parent.guildId,
    parentId: parent.id,
    ownerId: actorId,
    name: (payload.name ?? '').trim(),
    members: new Map([[actorId, now]]),
    archived: false,
    locked: false,
    invitable: payload.invitable ?? true,
    autoArchiveMinutes: payload.auto_archive_duration ?? 4320,
    archiveTimestamp: now,
    createdAt: now,
    rateLimitPerUser: payload.rate_limit_per_user ?? 0,
  }
  world.channels.set(thread.id, thread)
  emitChannel(world, 'CREATE', thread, { newly_created: true })
  audit(world, thread, AuditLogEvent.ThreadCreate, actorId, options.reason)
  return thread
}

function audit(world: World, thread: ThreadState, action: AuditLogEvent, by: string, reason?: string): void {
  recordAudit(world, world.guild(thread.guildId), {
    action,
    by,
    target: thread.id,
    reason,
    changes: [{ key: 'name', new_value: thread.name }],
  })
}

const rules = (world: World, thread: ThreadState, userId: string): boolean =>
  (channelPermissions(world, thread, userId) & P.ManageThreads) !== 0n

/** Renames, archives, reopens or locks. While it is archived nothing else can be changed (50083). */
export function editThread(
  world: World,
  actorId: string,
  thread: ThreadState,
  payload: ThreadPayload,
  reason?: string,
): ThreadState {
  requireInChannel(world, thread, actorId)
  const errors = threadErrors(payload, { edit: true })
  if (errors !== undefined) throw invalidForm(errors)
  checkMayEdit(world, actorId, thread, payload)
  if (thread.archived && payload.archived !== false && Object.keys(payload).length > 0)
    throw refusal('archivedThread')
  const renamed = payload.name !== undefined && payload.name.trim() !== thread.name
  if (payload.name !== undefined) thread.name = payload.name.trim()
  if (payload.locked !== undefined) thread.locked = payload.locked
  if (payload.invitable !== undefined && thread.type === ChannelType.PrivateThread)
    thread.invitable = payload.invitable
  if (payload.auto_archive_duration !== undefined) thread.autoArchiveMinutes = payload.auto_archive_duration
  if (typeof payload.rate_limit_per_user === 'number') thread.rateLimitPerUser = payload.rate_limit_per_user
  if (payload.archived !== undefined && payload.archived !== thread.archived) {
    thread.archived = payload.archived
    thread.archiveTimestamp = world.clock.now()
  }
  emitChannel(world, 'UPDATE', thread)
  audit(world, thread, AuditLogEvent.ThreadUpdate, actorId, reason)
  if (renamed) note(world, thread, MessageType.ChannelNameChange, actorId, thread.name)
  return thread
}

function checkMayEdit(world: World, actorId: string, thread: ThreadState, payload: ThreadPayload): void {
  if (rules(world, thread, actorId)) return
  const reopensOnly = Object.keys(payload).every((key) => key === 'archived') && payload.archived === false
  if (thread.locked || payload.locked !== undefined) throw refusal('missingPermissions')
  if (thread.ownerId !== actorId && !reopensOnly) throw refusal('missingPermissions')
}

/** Deletes a thread whole, whatever its age; needs Manage Threads. */
export function deleteThread(world: World, actorId: string, thread: ThreadState, reason?: string): void {
  requireInChannel(world, thread, actorId, P.ManageThreads)
  emitChannel(world, 'DELETE', thread)
  removeChannel(world, thread.id)
  audit(world, thread, AuditLogEvent.ThreadDelete, actorId, reason)
}

/** Adds a member of the server to a thread. Where only moderators may invite, others get 50013. */
export function addToThread(world: World, actorId: string, thread: ThreadState, userId: string): void {
  requireInChannel(world, thread, actorId, P.SendMessagesInThreads)
  if (thread.archived) throw refusal('archivedThread')
  world.user(userId)
  world.member(thread.guildId, userId)
  const owns = thread.ownerId === actorId || rules(world, thread, actorId)
  if (thread.type === ChannelType.PrivateThread && !thread.invitable && !owns && actorId !== userId) {
    throw refusal('missingPermissions')
  }
  if (thread.members.has(userId)) return
  thread.members.set(userId, world.clock.now())
  emitThreadMembers(world, thread, [userId], [])
  if (actorId !== userId) note(world, thread, MessageType.RecipientAdd, actorId, '', userId)
}

/** Takes someone out of a thread: oneself, or others as its owner or with Manage Threads. */
export function removeFromThread(world: World, actorId: string, thread: ThreadState, userId: string): void {
  requireInChannel(world, thread, actorId)
  const owns = thread.type === ChannelType.PrivateThread && thread.ownerId === actorId
  if (actorId !== userId && !owns && !rules(world, thread, actorId)) throw refusal('missingPermissions')
  if (thread.archived) throw refusal('archivedThread')
  if (!thread.members.delete(userId)) throw refusal('unknownMember')
  emitThreadMembers(world, thread, [], [userId])
  if (actorId !== userId) note(world, thread, MessageType.RecipientRemove, actorId, '', userId)
}

/** The line that Discord itself writes into a thread when people come and go or the name changes. */
function note(
  world: World,
  thread: ThreadState,
  type: number,
  by: string,
  content: string,
  about?: string,
): void {
  const pings = about === undefined ? NO_PINGS : { ...NO_PINGS, users: [about] }
  writeMessage(world, by, thread, { content }, [], { type, pings })
}

/** Archives every thread that has been quiet for its whole archiving time. Called when the clock moves. */
export function archiveQuietThreads(world: World): void {
  const now = world.clock.now().getTime()
  for (const thread of world.channels.values()) {
    if (thread.kind !== 'thread' || thread.archived) continue
    const lastMessage = world.history(thread.id).at(-1)?.sentAt.getTime() ?? 0
    const quietSince = Math.max(lastMessage, thread.archiveTimestamp.getTime(), thread.createdAt.getTime())
    if (now - quietSince < thread.autoArchiveMinutes * 60_000) continue
    thread.archived = true
    thread.archiveTimestamp = new Date(quietSince + thread.autoArchiveMinutes * 60_000)
    emitChannel(world, 'UPDATE', thread)
  }
}
