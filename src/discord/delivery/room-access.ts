import { PermissionsBitField, Routes } from 'discord.js'
import type { APIGuild, APIGuildMember, APIOverwrite } from 'discord-api-types/v10'
import type { WireResult } from '../../outbox/wire.ts'
import type { Api } from './api.ts'
import { CODES } from './api.ts'

const { ManageThreads, Administrator, ViewChannel } = PermissionsBitField.Flags

/**
 * Which of these people could open a private thread under a channel without being put into it: the owner,
 * administrators, and whoever has *Manage Threads* there, by role or by the channel's own overwrites (A7).
 */
export const whoCouldOpen = (
  api: Api,
  serverId: string,
  channelId: string,
  people: string[],
): Promise<WireResult<string[]>> => whoHas(api, serverId, [channelId], people, ManageThreads | ViewChannel)

/**
 * Which of these people can read one of these channels: the owner, administrators, and whoever has *View Channel* there,
 * by role or by the channel's own overwrites (J4).
 */
export const whoCouldRead = (
  api: Api,
  serverId: string,
  channelIds: string[],
  people: string[],
): Promise<WireResult<string[]>> => whoHas(api, serverId, channelIds, people, ViewChannel)

async function whoHas(
  api: Api,
  serverId: string,
  channelIds: string[],
  people: string[],
  rights: bigint,
): Promise<WireResult<string[]>> {
  if (people.length === 0) return { ok: true, value: [] }
  const server = await api.get<APIGuild>(Routes.guild(serverId))
  if (!server.ok) return server
  const overwrites: APIOverwrite[][] = []
  for (const channelId of channelIds) {
    const channel = await api.get<{ permission_overwrites?: APIOverwrite[] }>(Routes.channel(channelId))
    if (!channel.ok) return channel
    overwrites.push(channel.value.permission_overwrites ?? [])
  }
  const found: string[] = []
  for (const person of people) {
    if (server.value.owner_id === person) {
      found.push(person)
      continue
    }
    const member = await api.get<APIGuildMember>(Routes.guildMember(serverId, person))
    if (!member.ok && member.code !== CODES.unknownMember && member.code !== CODES.unknownUser) return member
    if (member.ok && overwrites.some((here) => has(server.value, here, member.value, person, rights)))
      found.push(person)
  }
  return { ok: true, value: found }
}

/** Discord's own order: everyone, roles together, then the person. */
function has(
  server: APIGuild,
  overwrites: APIOverwrite[],
  member: APIGuildMember,
  person: string,
  rights: bigint,
): boolean {
  const held = server.roles.filter((r) => r.id === server.id || member.roles.includes(r.id))
  const base = held.reduce((all, r) => all | BigInt(r.permissions), 0n)
  if ((base & Administrator) !== 0n) return true
  const of = (ids: string[]) => overwrites.filter((o) => ids.includes(o.id))
  const apply = (bits: bigint, some: APIOverwrite[]) =>
    (bits & ~some.reduce((all, o) => all | BigInt(o.deny), 0n)) |
    some.reduce((all, o) => all | BigInt(o.allow), 0n)
  const here = apply(apply(apply(base, of([server.id])), of(member.roles)), of([person]))
  return (here & rights) === rights
}
