/** The world of the practice Discord: its state, the clock and ids, and the events that leave it. */
import { randomBytes } from 'node:crypto'
import type { SimulatedClock } from '../clock.ts'
import { refusal } from './errors.ts'
import { createSnowflakes } from './snowflake.ts'
import type {
  AttachmentState,
  BotState,
  ChannelState,
  DmState,
  GuildState,
  InteractionState,
  MemberState,
  MessageState,
  UserState,
} from './state.ts'

/** A gateway event on its way to the bots: who may hear it, and its payload for each of them. */
export interface Dispatch {
  event: string
  /** The bot needs at least one of these intents; 0 means every bot. */
  intents: number
  to: (botId: string) => boolean
  data: (botId: string, intents: number) => unknown
}

/** A change of state, for those who watch the world as people do. */
export type Change =
  | { kind: 'message'; message: MessageState }
  | { kind: 'channel'; channel: ChannelState }
  /** What someone may see has changed: for one channel or person only, where these are given. */
  | { kind: 'access'; guildId: string; channelId?: string; userId?: string }
  | { kind: 'interaction'; interaction: InteractionState }
  | { kind: 'other' }

export interface WorldSettings {
  /** Whether the ban event or its audit log entry reaches bots first. Discord promises neither. */
  banEventOrder: 'ban-first' | 'audit-first'
  /** How many DM channels a bot may open in ten simulated minutes before 40003. */
  dmOpensPerTenMinutes: number
  /** Whether someone who shares no server with a bot and has not added it can still write to it. */
  dmToBotWithoutServer: boolean
}

export class World {
  readonly clock: SimulatedClock
  readonly settings: WorldSettings
  readonly nextId: () => string
  readonly users = new Map<string, UserState>()
  readonly bots = new Map<string, BotState>()
  readonly guilds = new Map<string, GuildState>()
  readonly channels = new Map<string, ChannelState>()
  readonly dms = new Map<string, DmState>()
  readonly messages = new Map<string, MessageState>()
  readonly messageIds = new Map<string, string[]>()
  readonly attachments = new Map<string, AttachmentState>()
  readonly interactions = new Map<string, InteractionState>()
  readonly interactionsByToken = new Map<string, InteractionState>()
  /** The last message of each author and nonce. */
  readonly nonces = new Map<string, string>()
  /** Where attachments are served from; set once the server listens. */
  cdnUrl = ''
  readonly #dispatchers = new Set<(dispatch: Dispatch) => void>()
  readonly #watchers = new Set<(change: Change) => void>()

  constructor(clock: SimulatedClock, settings: WorldSettings) {
    this.clock = clock
    this.settings = settings
    this.nextId = createSnowflakes(clock)
  }

  /** Sends an event to the gateway. */
  dispatch(dispatch: Dispatch): void {
    for (const send of this.#dispatchers) send(dispatch)
  }

  onDispatch(send: (dispatch: Dispatch) => void): void {
    this.#dispatchers.add(send)
  }

  /** Tells those who watch that something changed. */
  changed(change: Change = { kind: 'other' }): void {
    for (const watcher of this.#watchers) watcher(change)
  }

  /** Watches every change; returns the way to stop. */
  watch(watcher: (change: Change) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** A secret as Discord makes them: URL-safe, unguessable. */
  secret(bytes = 32): string {
    return randomBytes(bytes).toString('base64url')
  }

  /** The user of that id, else 10013. */
  user(id: string): UserState {
    const user = this.users.get(id)
    if (user === undefined) throw refusal('unknownUser')
    return user
  }

  bot(id: string): BotState {
    const bot = this.bots.get(id)
    if (bot === undefined) throw refusal('unknownApplication')
    return bot
  }

  /** The server of that id, else 10004. */
  guild(id: string): GuildState {
    const guild = this.guilds.get(id)
    if (guild === undefined) throw refusal('unknownGuild')
    return guild
  }

  /** The member of that server, else 10007. */
  member(guildId: string, userId: string): MemberState {
    const member = this.guild(guildId).members.get(userId)
    if (member === undefined) throw refusal('unknownMember')
    return member
  }

  /** The channel, thread or DM of that id, else 10003. */
  channel(id: string): ChannelState {
    const channel = this.channels.get(id)
    if (channel === undefined) throw refusal('unknownChannel')
    return channel
  }

  /** A message that is still there for others than its ephemeral reader, else 10008. */
  message(channelId: string, id: string): MessageState {
    const message = this.messages.get(id)
    if (message === undefined || message.deleted || message.channelId !== channelId) {
      throw refusal('unknownMessage')
    }
    if (message.ephemeralFor !== undefined) throw refusal('unknownMessage')
    return message
  }

  /** Every message of a channel that was not deleted, oldest first, ephemeral ones included. */
  history(channelId: string): MessageState[] {
    const ids = this.messageIds.get(channelId) ?? []
    return ids
      .map((id) => this.messages.get(id))
      .filter((message) => message?.deleted === false) as MessageState[]
  }

  /** Puts a new message at the end of its channel. */
  place(message: MessageState): void {
    this.messages.set(message.id, message)
    const ids = this.messageIds.get(message.channelId)
    if (ids === undefined) this.messageIds.set(message.channelId, [message.id])
    else ids.push(message.id)
  }

  /** The DM channel of two users, if it was ever opened. */
  dmBetween(a: string, b: string): DmState | undefined {
    return this.dms.get([a, b].sort().join(' '))
  }

  /** Puts a new DM channel into the world. */
  placeDm(channel: DmState): void {
    this.channels.set(channel.id, channel)
    this.dms.set([...channel.recipients].sort().join(' '), channel)
  }

  /** Whether two users are both in some server. */
  shareServer(a: string, b: string): boolean {
    return [...this.guilds.values()].some((guild) => guild.members.has(a) && guild.members.has(b))
  }
}
