import { PermissionFlagsBits as P } from 'discord-api-types/v10'
import { canSee, channelPermissions, serverPermissions } from '../discord/permissions.ts'
import { byAge } from '../discord/snowflake.ts'
import type { ChannelState, GuildState } from '../discord/state.ts'
import type { World } from '../discord/world.ts'
import type { Session } from './session.ts'
import type { PageChannel, PagePerson, PageServer, PageState } from './shapes.ts'
import { viewSeen } from './view-message.ts'

/** The latest messages of a channel, which are shown at first; older ones are asked for. */
const MESSAGES = 100

/**
 * Everything that one person may see now, with one channel open where they can see it, and its latest `most` messages,
 * a hundred at least.
 */
export function viewState(session: Session, me: string, open: string | null, most = MESSAGES): PageState {
  const { discord, cast } = session
  const { world } = discord
  const [bot] = world.bots.keys()
  const channels = visibleChannels(session, me)
  const channel = channels.some(({ id }) => id === open) ? open : null
  const now = discord.clock.now()
  const guilds = [...world.guilds.values()]
  const written = channel === null ? [] : discord.as(me).messages({ channel })
  const latest = written.slice(-Math.max(most, MESSAGES))
  return {
    session: session.id,
    ready: session.ready(),
    notice: session.notice(),
    people: cast.map((one) => viewPerson(session, one)),
    me,
    servers: guilds.filter(({ members }) => members.has(me)).map((guild) => viewServer(world, guild, me)),
    outside: guilds
      .filter(({ members }) => !members.has(me) && bot !== undefined && members.has(bot))
      .map(({ id, name }) => ({ id, name })),
    channels,
    channel,
    messages: latest.map((message) => viewSeen(message, me, world.bots.has(message.authorId))),
    older: written.length - latest.length,
    names: namesOf(world, channels),
    around: channel === null ? [] : around(world, world.channel(channel)),
    bot: {
      id: bot ?? '',
      name: world.users.get(bot ?? '')?.username ?? '',
      running: session.running(),
      outage: session.outage(),
    },
    clock: {
      now: now.toISOString(),
      date: Temporal.Instant.fromEpochMilliseconds(now.getTime())
        .toZonedDateTimeISO('Europe/London')
        .toPlainDate()
        .toString(),
      moving: session.time.moving(),
    },
  }
}

function viewServer(world: World, guild: GuildState, me: string): PageServer {
  const mayBan = (serverPermissions(world, guild, me) & P.BanMembers) !== 0n
  return {
    id: guild.id,
    name: guild.name,
    mayLeave: guild.ownerId !== me,
    bans: mayBan
      ? [...guild.bans].map(([user, { reason }]) => ({ user, name: world.user(user).globalName, reason }))
      : null,
  }
}

function viewPerson(session: Session, one: Session['cast'][number]): PagePerson {
  const user = session.discord.world.user(one.id)
  return {
    id: one.id,
    name: user.globalName,
    username: user.username,
    office: one.office,
    group: one.group,
    unread: session.unread.total(one.id),
    dmsShut: user.dmsShut,
    appAdded: [...session.discord.world.bots.keys()].some((bot) => user.installedApps.has(bot)),
  }
}

function visibleChannels({ discord: { world }, unread }: Session, me: string): PageChannel[] {
  return [...world.channels.values()]
    .filter((channel) => canSee(world, channel, me))
    .sort((a, b) => byAge(a.id, b.id))
    .map((channel) => ({
      id: channel.id,
      name: channel.kind === 'dm' ? otherIn(world, channel, me) : channel.name,
      kind: channel.kind === 'guild' ? 'channel' : channel.kind,
      server: channel.kind === 'dm' ? null : channel.guildId,
      parent: channel.kind === 'thread' ? channel.parentId : null,
      archived: channel.kind === 'thread' && channel.archived,
      canWrite: canWrite(world, channel, me),
      unread: unread.count(me, channel.id),
    }))
}

const otherIn = (world: World, channel: ChannelState & { kind: 'dm' }, me: string): string => {
  const other = world.user(channel.recipients.find((id) => id !== me) ?? me)
  return other.bot ? other.username : other.globalName
}

function canWrite(world: World, channel: ChannelState, me: string): boolean {
  if (channel.kind === 'dm') return true
  const needed = channel.kind === 'thread' ? P.SendMessagesInThreads : P.SendMessages
  if (channel.kind === 'thread' && channel.locked) return false
  return (channelPermissions(world, channel, me) & needed) !== 0n
}

function around(world: World, channel: ChannelState): string[] {
  return channel.kind === 'dm' ? channel.recipients : [...world.guild(channel.guildId).members.keys()]
}

function namesOf(world: World, channels: readonly PageChannel[]): PageState['names'] {
  const roles = [...world.guilds.values()].flatMap((guild) => [...guild.roles.values()])
  return {
    users: Object.fromEntries(
      [...world.users.values()].map(({ id, bot, username, globalName }) => [id, bot ? username : globalName]),
    ),
    channels: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    roles: Object.fromEntries(roles.map(({ id, name }) => [id, name])),
  }
}
