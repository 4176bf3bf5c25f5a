import { PermissionsBitField, Routes } from 'discord.js'
import type { APIGuild, APIGuildMember, APIOverwrite } from 'discord-api-types/v10'
import { keptOut, matterOf } from '../../casework/matter.ts'
import type { Clp } from '../../casework/ports.ts'
import type { WireResult } from '../../outbox/wire.ts'
import type { Api } from './api.ts'
import { CODES } from './api.ts'

const { ManageThreads, Administrator, ViewChannel } = PermissionsBitField.Flags
const TO_OPEN = ManageThreads | ViewChannel
/** How long Discord's word about rights is gone by, before it is asked again. */
const LATELY_MS = 60_000

/**
 * Which of these people could open a private thread under a channel without being put into it: the owner,
 * administrators, and whoever has *Manage Threads* there, by role or by the channel's own overwrites (A7).
 */
export const whoCouldOpen = (
  api: Api,
  serverId: string,
  channelId: string,
  people: string[],
): Promise<WireResult<string[]>> => whoHas(api.get, serverId, [channelId], people, TO_OPEN)

/**
 * Which of these people can read one of these channels: the owner, administrators, and whoever has *View Channel* there,
 * by role or by the channel's own overwrites (J4).
 */
export const whoCouldRead = (
  api: Api,
  serverId: string,
  channelIds: string[],
  people: string[],
): Promise<WireResult<string[]>> => whoHas(api.get, serverId, channelIds, people, ViewChannel)

type Get = <T>(route: `/${string}`) => Promise<WireResult<T>>

async function whoHas(
  get: Get,
  serverId: string,
  channelIds: string[],
  people: string[],
  rights: bigint,
): Promise<WireResult<string[]>> {
  if (people.length === 0) return { ok: true, value: [] }
  const server = await get<APIGuild>(Routes.guild(serverId))
  if (!server.ok) return server
  const overwrites: APIOverwrite[][] = []
  for (const channelId of channelIds) {
    const channel = await get<{ permission_overwrites?: APIOverwrite[] }>(Routes.channel(channelId))
    if (!channel.ok) return channel
    overwrites.push(channel.value.permission_overwrites ?? [])
  }
  const found: string[] = []
  for (const person of people) {
    if (server.value.owner_id === person) {
      found.push(person)
      continue
    }
    const member = await get<APIGuildMember>(Routes.guildMember(serverId, person))
    if (!member.ok && member.code !== CODES.unknownMember && member.code !== CODES.unknownUser) return member
    if (member.ok && overwrites.some((here) => has(server.value, here, member.value, person, rights)))
      found.push(person)
  }
  return { ok: true, value: found }
}

const has = (
  server: APIGuild,
  overwrites: APIOverwrite[],
  member: APIGuildMember,
  person: string,
  rights: bigint,
): boolean => (rightsOf(server, overwrites, member.roles, person) & rights) === rights

/**
 * The rights of somebody in a channel with these overwrites, or on the whole server without any. In Discord's own order:
 * everyone, roles together, then the person. An administrator has them all.
 */
export function rightsOf(
  server: Pick<APIGuild, 'id' | 'roles'>,
  overwrites: APIOverwrite[],
  roles: readonly string[],
  person: string,
): bigint {
  const held = server.roles.filter((r) => r.id === server.id || roles.includes(r.id))
  const base = held.reduce((all, r) => all | BigInt(r.permissions), 0n)
  if ((base & Administrator) !== 0n) return ~0n
  const of = (ids: string[]) => overwrites.filter((o) => ids.includes(o.id))
  const apply = (bits: bigint, some: APIOverwrite[]) =>
    (bits & ~some.reduce((all, o) => all | BigInt(o.deny), 0n)) |
    some.reduce((all, o) => all | BigInt(o.allow), 0n)
  return apply(apply(apply(base, of([server.id])), of([...roles])), of([person]))
}

/** Says whether the room of a matter could by now be opened by somebody who must not (A7). */
export type RoomCheck = (clp: Clp, ref: string) => Promise<WireResult<boolean>>

/**
 * The check before anything is put into a room: rights can have been given out since it was made, and without the list of
 * members Discord does not tell of each. What Discord said within the last minute is gone by; only before somebody found
 * so counts it is asked again, so that no room goes for a right that is over.
 */
export function roomCheck(api: Api): RoomCheck {
  const heard = new Map<string, { at: number; said: WireResult<unknown> }>()

  async function lately(clp: Clp, channelId: string, people: string[]): Promise<WireResult<string[]>> {
    const now = Date.parse(clp.clock.now())
    for (const [route, { at }] of heard) if (at > now || at < now - LATELY_MS) heard.delete(route)
    const get: Get = async <T>(route: `/${string}`) => {
      const known = heard.get(route)
      if (known) return known.said as WireResult<T>
      const said = await api.get<T>(route)
      // that somebody is not on the server is an answer as well
      if (said.ok || said.code === CODES.unknownMember) heard.set(route, { at: now, said })
      return said
    }
    return whoHas(get, clp.serverId, [channelId], people, TO_OPEN)
  }

  return async (clp, ref) => {
    const { matter, rooms } = await clp.transact(async (s) => ({
      matter: await matterOf(clp, s, ref),
      rooms: (await s.settings()).roomsChannelId,
    }))
    if (!matter || rooms === null || matter.room.sealed || matter.room.threadId === null)
      return { ok: true, value: false }
    const people = keptOut(matter)
    const found = await lately(clp, rooms, people)
    if (!found.ok) return found
    if (found.value.length === 0) return { ok: true, value: false }
    const could = await whoCouldOpen(api, clp.serverId, rooms, found.value)
    if (could.ok && could.value.length === 0) heard.clear()
    return could.ok ? { ok: true, value: could.value.length > 0 } : could
  }
}
