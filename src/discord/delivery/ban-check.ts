import { PermissionsBitField, Routes } from 'discord.js'
import type { APIGuild, APIGuildMember, APIRole } from 'discord-api-types/v10'
import { recordCannotBan } from '../../casework/issue-sanction.ts'
import { DISCORD } from '../../policy/platform.ts'
import type { Clp, Store } from '../../casework/ports.ts'
import type { Api } from './api.ts'
import { CODES } from './api.ts'

/** Looks, before the letter of a ban, whether the bot can carry it out (G2). Null: it can, or it is no ban. */
export type BanCheck = (
  clp: Clp,
  ref: string,
  userId: string,
) => Promise<((s: Store) => Promise<void>) | null>

/** What keeps the bot from banning someone, in plain English; null when nothing does; undefined when Discord did not say. */
async function banObstacle(
  api: Api,
  serverId: string,
  botId: string,
  userId: string,
): Promise<string | null | undefined> {
  const banned = await api.get(Routes.guildBan(serverId, userId))
  if (banned.ok) return null
  const server = await api.get<APIGuild>(Routes.guild(serverId))
  if (!server.ok) return undefined
  if (server.value.owner_id === userId) return 'this person owns the server, and nobody can ban an owner.'
  const me = await api.get<APIGuildMember>(Routes.guildMember(serverId, botId))
  if (!me.ok) return undefined
  const rolesOf = (m: APIGuildMember): APIRole[] =>
    server.value.roles.filter((r) => m.roles.includes(r.id) || r.id === serverId)
  const mine = rolesOf(me.value)
  const permissions = new PermissionsBitField(mine.reduce((all, r) => all | BigInt(r.permissions), 0n))
  if (!permissions.has(PermissionsBitField.Flags.BanMembers))
    return 'it lacks the permission *Ban Members* on this server.'
  const them = await api.get<APIGuildMember>(Routes.guildMember(serverId, userId))
  if (!them.ok) return them.code === CODES.unknownMember ? null : undefined
  const top = (roles: APIRole[]) => Math.max(0, ...roles.map((r) => r.position))
  return top(rolesOf(them.value)) >= top(mine)
    ? 'their highest role on this server is not below the bot’s own role.'
    : null
}

/** The check as the letter asks for it. When Discord does not answer, the letter waits. */
export const banCheckWith =
  (api: Api, botId: () => string): BanCheck =>
  async (clp, ref, userId) => {
    const sanction = await clp.transact(async (s) => (await s.caseFile(ref))?.sanction ?? null)
    // people carry bans out on other platforms (G6)
    if (!sanction || sanction.platform !== DISCORD) return null
    if (sanction.kind === 'warning' || sanction.banState === 'in_force') return null
    const obstacle = await banObstacle(api, clp.serverId, botId(), userId)
    if (obstacle === undefined) throw new Error('Discord did not say whether the ban can be carried out')
    return obstacle === null ? null : (s) => recordCannotBan(clp, s, ref, obstacle)
  }
