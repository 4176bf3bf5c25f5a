/** Building a world: people, servers, roles, channels and bots, with nobody's permission asked. */
import { emitChannel, emitMember, emitRole } from './events.ts'
import { bitsOf, type PermissionName } from './driver/membership.ts'
import { joinServer } from './members.ts'
import { EVERYONE_DEFAULT } from './permissions.ts'
import type {
  BotState,
  GuildChannelState,
  GuildState,
  OverwriteState,
  RoleState,
  UserState,
} from './state.ts'
import type { World } from './world.ts'

export interface NewOverwrite {
  /** A role or user id. */
  target: string
  allow?: readonly PermissionName[]
  deny?: readonly PermissionName[]
}

export interface Builder {
  /** A person with an account. `name` is what others see. */
  addUser(options: { username: string; name?: string; id?: string }): {
    id: string
    username: string
    name: string
  }
  /** A server, its owner in it. */
  addGuild(options: { name: string; owner: string; id?: string }): { id: string; everyone: string }
  /** A role, below all others unless a position is given. */
  addRole(
    guildId: string,
    options: { name: string; permissions?: readonly PermissionName[]; position?: number },
  ): { id: string }
  setRolePermissions(guildId: string, roleId: string, permissions: readonly PermissionName[]): void
  /** Moves a role; the others keep their order around it. 1 is the lowest place. */
  moveRole(guildId: string, roleId: string, position: number): void
  addMember(guildId: string, userId: string, options?: { roles?: readonly string[] }): void
  giveRole(guildId: string, userId: string, roleId: string): void
  takeRole(guildId: string, userId: string, roleId: string): void
  /** A text channel, or a category (`type` 4). */
  addChannel(
    guildId: string,
    options: { name: string; type?: 0 | 4; parent?: string; overwrites?: readonly NewOverwrite[] },
  ): { id: string }
  /** A bot with its token, in no server yet. `owner` is the developer; a new account when not said. */
  addBot(options: {
    username: string
    token?: string
    owner?: string
    privilegedIntents?: number
    id?: string
  }): { id: string; token: string }
  /** Adds a bot to a server with a role of its own that holds these permissions. Its role goes on top. */
  inviteBot(guildId: string, botId: string, permissions: readonly PermissionName[]): { roleId: string }
}

/** The builder of a world. */
export function createBuilder(world: World): Builder {
  const addUserState = (id: string, username: string, name: string, bot: boolean): UserState => {
    const user: UserState = {
      id,
      username,
      globalName: name,
      bot,
      installedApps: new Set(),
      dmsShut: false,
      dmsShutIn: new Set(),
      blocked: new Set(),
    }
    world.users.set(id, user)
    return user
  }

  const placeRole = (guild: GuildState, role: RoleState, position: number | undefined): void => {
    const others = [...guild.roles.values()]
      .filter((other) => other.id !== guild.id && other.id !== role.id)
      .sort((a, b) => a.position - b.position)
    others.splice(Math.max(0, (position ?? 1) - 1), 0, role)
    others.forEach((other, index) => {
      other.position = index + 1
    })
  }

  const newRole = (
    guild: GuildState,
    name: string,
    permissions: bigint,
    position: number | undefined,
    botId?: string,
  ): RoleState => {
    const role: RoleState = { id: world.nextId(), name, permissions, position: 1, color: 0, botId }
    guild.roles.set(role.id, role)
    placeRole(guild, role, position)
    emitRole(world, guild, 'CREATE', role)
    return role
  }

  const role = (guildId: string, roleId: string): [GuildState, RoleState] => {
    const guild = world.guild(guildId)
    const found = guild.roles.get(roleId)
    if (found === undefined) throw new Error(`${guild.name} has no role ${roleId}`)
    return [guild, found]
  }

  const addUser: Builder['addUser'] = ({ username, name = username, id = world.nextId() }) => {
    addUserState(id, username, name, false)
    return { id, username, name }
  }

  return {
    addUser,
    addGuild: ({ name, owner, id = world.nextId() }) => {
      world.user(owner)
      const everyone: RoleState = {
        id,
        name: '@everyone',
        permissions: EVERYONE_DEFAULT,
        position: 0,
        color: 0,
        botId: undefined,
      }
      const guild: GuildState = {
        id,
        name,
        ownerId: owner,
        roles: new Map([[id, everyone]]),
        members: new Map(),
        bans: new Map(),
        auditLog: [],
        invites: new Map(),
      }
      world.guilds.set(id, guild)
      joinServer(world, guild, owner)
      return { id, everyone: id }
    },
    addRole: (guildId, { name, permissions = [], position }) => {
      const made = newRole(world.guild(guildId), name, bitsOf(permissions), position)
      return { id: made.id }
    },
    setRolePermissions: (guildId, roleId, permissions) => {
      const [guild, found] = role(guildId, roleId)
      found.permissions = bitsOf(permissions)
      emitRole(world, guild, 'UPDATE', found)
    },
    moveRole: (guildId, roleId, position) => {
      const [guild, found] = role(guildId, roleId)
      placeRole(guild, found, position)
      for (const each of guild.roles.values()) emitRole(world, guild, 'UPDATE', each)
    },
    addMember: (guildId, userId, { roles = [] } = {}) => {
      world.user(userId)
      joinServer(world, world.guild(guildId), userId, roles)
    },
    giveRole: (guildId, userId, roleId) => {
      const [guild, found] = role(guildId, roleId)
      world.member(guildId, userId).roles.add(found.id)
      emitMember(world, guild, 'UPDATE', userId)
    },
    takeRole: (guildId, userId, roleId) => {
      const [guild, found] = role(guildId, roleId)
      world.member(guildId, userId).roles.delete(found.id)
      emitMember(world, guild, 'UPDATE', userId)
    },
    addChannel: (guildId, { name, type = 0, parent, overwrites = [] }) => {
      const guild = world.guild(guildId)
      const channel: GuildChannelState = {
        kind: 'guild',
        id: world.nextId(),
        type,
        guildId,
        name,
        topic: null,
        parentId: parent ?? null,
        position: world.channels.size,
        rateLimitPerUser: 0,
        nsfw: false,
        overwrites: new Map(overwrites.map((entry) => [entry.target, overwriteOf(guild, entry)])),
      }
      world.channels.set(channel.id, channel)
      emitChannel(world, 'CREATE', channel)
      return { id: channel.id }
    },
    addBot: ({ username, token, owner, privilegedIntents = 0, id = world.nextId() }) => {
      const bot: BotState = {
        id,
        token:
          token ??
          `${Buffer.from(id).toString('base64url')}.${world.secret(5).slice(0, 6)}.${world.secret(28)}`,
        ownerId: owner ?? addUser({ username: `${username}-developer` }).id,
        description: '',
        privilegedIntents,
        globalCommands: new Map(),
        guildCommands: new Map(),
        identifies: 0,
        dmOpenings: [],
      }
      addUserState(id, username, username, true)
      world.bots.set(id, bot)
      return { id, token: bot.token }
    },
    inviteBot: (guildId, botId, permissions) => {
      const guild = world.guild(guildId)
      const made = newRole(guild, world.user(botId).username, bitsOf(permissions), guild.roles.size, botId)
      joinServer(world, guild, botId, [made.id])
      return { roleId: made.id }
    },
  }
}

function overwriteOf(guild: GuildState, { target, allow = [], deny = [] }: NewOverwrite): OverwriteState {
  return { id: target, type: guild.roles.has(target) ? 0 : 1, allow: bitsOf(allow), deny: bitsOf(deny) }
}
