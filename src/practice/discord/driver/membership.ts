/** What a person does in servers besides writing: joining, moderating, arranging channels, settings of their account. */
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { createChannel, deleteChannel, editChannel, setOverwrite, type ChannelPayload } from '../channels.ts'
import { findInvite } from '../invites.ts'
import {
  banUser,
  joinServer,
  kickMember,
  leaveServer,
  setMemberRoles,
  timeOutMember,
  unbanUser,
} from '../members.ts'
import type { ChannelState } from '../state.ts'
import {
  addToThread,
  deleteThread,
  editThread,
  removeFromThread,
  startThread,
  type ThreadPayload,
} from '../threads.ts'
import type { World } from '../world.ts'

export type PermissionName = keyof typeof PermissionFlagsBits

/** The bits of permissions by their names. */
export function bitsOf(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n)
}

export interface Membership {
  ban(guildId: string, userId: string, reason?: string): void
  unban(guildId: string, userId: string): void
  kick(guildId: string, userId: string): void
  /** Times a member out until then; null ends it. */
  timeOut(guildId: string, userId: string, until: Date | null): void
  setRoles(guildId: string, userId: string, roles: readonly string[]): void
  /** Joins, by an invitation's code where one is given. Banned people get 40007. */
  join(guildId: string, invite?: string): void
  leave(guildId: string): void
  createChannel(guildId: string, payload: ChannelPayload): string
  /** Deletes a channel or thread. */
  deleteChannel(channelId: string): void
  renameChannel(channelId: string, name: string): void
  archiveThread(threadId: string, archived?: boolean): void
  lockThread(threadId: string, locked?: boolean): void
  startThread(channelId: string, payload: ThreadPayload): string
  addToThread(threadId: string, userId: string): void
  removeFromThread(threadId: string, userId: string): void
  /** Sets what a role or member may do in a channel. Without `rights` the overwrite goes. */
  setPermissions(
    channelId: string,
    targetId: string,
    rights?: { allow?: readonly PermissionName[]; deny?: readonly PermissionName[] },
  ): void
  /** Closes the DMs to members of a server, or of all servers. */
  shutDms(guildId?: string): void
  openDms(): void
  block(userId: string): void
  unblock(userId: string): void
  /** Adds an app to the account, so that its commands work everywhere. */
  addAppToAccount(applicationId?: string): void
  removeAppFromAccount(applicationId?: string): void
}

/** The membership side of a person; refusals are thrown as Discord words them. */
export function membership(world: World, me: string): Membership {
  const ofServer = (channelId: string) => {
    const channel = world.channel(channelId)
    if (channel.kind !== 'guild') throw new Error(`${channelId} is no channel of a server`)
    return channel
  }
  const thread = (channelId: string) => {
    const channel: ChannelState = world.channel(channelId)
    if (channel.kind !== 'thread') throw new Error(`${channelId} is no thread`)
    return channel
  }
  const app = (id: string | undefined): string => id ?? [...world.bots.keys()][0] ?? ''
  const changed = (change: () => void): void => {
    change()
    world.changed()
  }
  const account = world.user(me)

  return {
    ban: (guildId, userId, reason) => banUser(world, me, world.guild(guildId), userId, reason),
    unban: (guildId, userId) => unbanUser(world, me, world.guild(guildId), userId),
    kick: (guildId, userId) => kickMember(world, me, world.guild(guildId), userId),
    timeOut: (guildId, userId, until) => timeOutMember(world, me, world.guild(guildId), userId, until),
    setRoles: (guildId, userId, roles) => setMemberRoles(world, me, world.guild(guildId), userId, roles),
    join: (guildId, code) =>
      changed(() => {
        const guild = world.guild(guildId)
        const invite = code === undefined ? undefined : findInvite(world, code).invite
        joinServer(world, guild, me)
        if (invite !== undefined) invite.uses += 1
      }),
    leave: (guildId) => changed(() => leaveServer(world, world.guild(guildId), me)),
    createChannel: (guildId, payload) => createChannel(world, me, world.guild(guildId), payload).id,
    deleteChannel: (channelId) => {
      const channel = world.channel(channelId)
      if (channel.kind === 'thread') deleteThread(world, me, channel)
      else deleteChannel(world, me, ofServer(channelId))
    },
    renameChannel: (channelId, name) => {
      const channel = world.channel(channelId)
      if (channel.kind === 'thread') editThread(world, me, channel, { name })
      else editChannel(world, me, ofServer(channelId), { name })
    },
    archiveThread: (id, archived = true) => void editThread(world, me, thread(id), { archived }),
    lockThread: (id, locked = true) => void editThread(world, me, thread(id), { locked }),
    startThread: (channelId, payload) => startThread(world, me, ofServer(channelId), payload).id,
    addToThread: (id, userId) => addToThread(world, me, thread(id), userId),
    removeFromThread: (id, userId) => removeFromThread(world, me, thread(id), userId),
    setPermissions: (channelId, targetId, rights) => {
      const channel = ofServer(channelId)
      const type = world.guild(channel.guildId).roles.has(targetId) ? 0 : 1
      const allow = bitsOf(rights?.allow ?? []).toString()
      const deny = bitsOf(rights?.deny ?? []).toString()
      setOverwrite(world, me, channel, targetId, rights === undefined ? null : { type, allow, deny })
    },
    shutDms: (guildId) =>
      changed(() => {
        if (guildId === undefined) account.dmsShut = true
        else account.dmsShutIn.add(guildId)
      }),
    openDms: () =>
      changed(() => {
        account.dmsShut = false
        account.dmsShutIn.clear()
      }),
    block: (userId) => changed(() => account.blocked.add(userId)),
    unblock: (userId) => changed(() => account.blocked.delete(userId)),
    addAppToAccount: (id) => changed(() => account.installedApps.add(app(id))),
    removeAppFromAccount: (id) => changed(() => account.installedApps.delete(app(id))),
  }
}
