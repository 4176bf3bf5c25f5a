/** The gateway: bots' WebSocket sessions, with heartbeats, replay after a lost connection, and dispatch by intents. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GatewayCloseCodes, GatewayOpcodes as Op } from 'discord-api-types/v10'
import { WebSocketServer, type WebSocket } from 'ws'
import type { BotState } from './state.ts'
import { viewGuildCreate, viewMember, viewSelf, type Json } from './views.ts'
import type { Dispatch, World } from './world.ts'

/** How many events of a lost session are kept for RESUME. */
const REPLAY_LIMIT = 5000
const MEMBERS = 1 << 1
/** After these a session cannot be resumed; with the first two a client itself gives it up. */
const FINAL_CODES = new Set([1000, 1001, 4004, 4010, 4011, 4012, 4013, 4014])
const PRIVILEGED = MEMBERS | (1 << 8) | (1 << 15)

interface Session {
  id: string
  botId: string
  intents: number
  sequence: number
  sent: { sequence: number; event: string; data: unknown }[]
  socket: WebSocket | undefined
}

export interface GatewayControl {
  /** Bots that are connected and identified at this moment. */
  connected(): string[]
  /** Whether the bot has a session, connected or still waiting to be resumed. */
  hasSession(botId: string): boolean
  /** The intents that the bot identified with, or undefined. */
  intents(botId: string): number | undefined
  /** Closes every connection with a code; 4000 can be resumed, 4004 and 4014 are final. */
  close(code: number): void
  /** Breaks every connection without a word. */
  drop(): void
  /** Asks every bot to connect again and resume (opcode 7). */
  askReconnect(): void
  /** Ends every session (opcode 9); with `resumable` the bot may try to resume it. */
  invalidate(resumable: boolean): void
  /** Asks every connected bot for a heartbeat (opcode 1) and waits for it: all that was sent before has arrived by then. */
  allArrived(): Promise<void>
  /** Stops acknowledging heartbeats, as a half-dead connection does. */
  stopAcknowledging(stopped: boolean): void
}

export interface Gateway extends GatewayControl {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  shutDown(): void
}

/** Starts a gateway over `world`; `url` gives its address once it listens. Heartbeats are real milliseconds apart. */
export function createGateway(world: World, url: () => string, heartbeatMs: number): Gateway {
  const server = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const awaitedBeats = new Map<WebSocket, (() => void)[]>()
  let acknowledges = true

  const send = (socket: WebSocket | undefined, op: number, d: unknown, extra: Json = {}): void => {
    if (socket !== undefined && socket.readyState === socket.OPEN)
      socket.send(JSON.stringify({ op, d, s: null, t: null, ...extra }))
  }
  const dispatchTo = (session: Session, event: string, data: unknown): void => {
    session.sequence += 1
    session.sent.push({ sequence: session.sequence, event, data })
    if (session.sent.length > REPLAY_LIMIT) session.sent.shift()
    send(session.socket, Op.Dispatch, data, { s: session.sequence, t: event })
  }
  const openSockets = (): WebSocket[] =>
    [...server.clients].filter((socket) => socket.readyState === socket.OPEN)
  const live = (): Session[] =>
    [...sessions.values()].filter(
      (session) => session.socket !== undefined && session.socket.readyState === session.socket.OPEN,
    )

  world.onDispatch((dispatch: Dispatch) => {
    for (const session of sessions.values()) {
      if (dispatch.intents !== 0 && (session.intents & dispatch.intents) === 0) continue
      if (dispatch.to(session.botId))
        dispatchTo(session, dispatch.event, dispatch.data(session.botId, session.intents))
    }
  })

  const identify = (
    socket: WebSocket,
    data: { token?: string; intents?: number; shard?: [number, number] },
  ): Session | undefined => {
    const bot = [...world.bots.values()].find(
      (candidate) => candidate.token === data.token?.replace(/^Bot /, ''),
    )
    if (bot === undefined)
      return void socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.')
    const intents = data.intents ?? 0
    if ((intents & PRIVILEGED & ~bot.privilegedIntents) !== 0) {
      return void socket.close(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).')
    }
    bot.identifies += 1
    const session: Session = { id: world.secret(16), botId: bot.id, intents, sequence: 0, sent: [], socket }
    for (const [id, old] of sessions)
      if (old.botId === bot.id && old.socket === undefined) sessions.delete(id)
    sessions.set(session.id, session)
    sayReady(session, bot, data.shard)
    return session
  }

  const sayReady = (session: Session, bot: BotState, shard: [number, number] = [0, 1]): void => {
    const guilds = [...world.guilds.values()].filter((guild) => guild.members.has(bot.id))
    dispatchTo(session, 'READY', {
      v: 10,
      user: viewSelf(world.user(bot.id)),
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: url(),
      shard,
      application: { id: bot.id, flags: 0 },
      user_settings: {},
      relationships: [],
      private_channels: [],
      presences: [],
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
      auth: {},
      _trace: ['practice'],
    })
    for (const guild of guilds) dispatchTo(session, 'GUILD_CREATE', viewGuildCreate(world, guild, bot.id))
    world.changed()
  }

  const resume = (
    socket: WebSocket,
    data: { token: string; session_id: string; seq: number },
  ): Session | undefined => {
    const session = sessions.get(data.session_id)
    const oldest = session?.sent[0]?.sequence ?? 1
    if (session === undefined || world.bot(session.botId).token !== data.token || data.seq + 1 < oldest) {
      send(socket, Op.InvalidSession, false)
      return undefined
    }
    session.socket = socket
    const missed = session.sent.filter((event) => event.sequence > data.seq)
    for (const { sequence, event, data: payload } of missed)
      send(socket, Op.Dispatch, payload, { s: sequence, t: event })
    dispatchTo(session, 'RESUMED', { _trace: ['practice'] })
    world.changed()
    return session
  }

  const hasBeat = (socket: WebSocket): void => {
    for (const arrived of awaitedBeats.get(socket) ?? []) arrived()
    awaitedBeats.delete(socket)
  }

  server.on('connection', (socket) => {
    let session: Session | undefined
    send(socket, Op.Hello, { heartbeat_interval: heartbeatMs, _trace: ['practice'] })
    socket.on('message', (raw) => {
      const message = parse(String(raw))
      if (message === undefined)
        return socket.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.')
      const { op, d } = message
      if (op === Op.Heartbeat) {
        if (acknowledges) send(socket, Op.HeartbeatAck, null)
        hasBeat(socket)
      } else if (op === Op.Identify || op === Op.Resume) {
        if (session !== undefined) {
          return socket.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.')
        }
        session = op === Op.Identify ? identify(socket, d) : resume(socket, d)
      } else if (session === undefined) {
        socket.close(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.')
      } else if (op === Op.RequestGuildMembers) {
        dispatchTo(session, 'GUILD_MEMBERS_CHUNK', membersChunk(world, session.intents, d))
      }
    })
    socket.on('close', (code) => {
      hasBeat(socket)
      if (session?.socket !== socket) return
      session.socket = undefined
      if (FINAL_CODES.has(code)) sessions.delete(session.id)
      world.changed()
    })
  })

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (webSocket) =>
        server.emit('connection', webSocket, request),
      ),
    connected: () => live().map((session) => session.botId),
    hasSession: (botId) => [...sessions.values()].some((session) => session.botId === botId),
    intents: (botId) => [...sessions.values()].findLast((session) => session.botId === botId)?.intents,
    close: (code) => {
      for (const socket of openSockets()) socket.close(code)
    },
    drop: () => {
      for (const socket of server.clients) socket.terminate()
    },
    askReconnect: () => {
      for (const session of live()) send(session.socket, Op.Reconnect, null)
    },
    invalidate: (resumable) => {
      for (const session of live()) {
        send(session.socket, Op.InvalidSession, resumable)
        if (!resumable) sessions.delete(session.id)
      }
    },
    allArrived: async () => {
      const beats = live().flatMap(({ socket }) => {
        if (socket === undefined) return []
        send(socket, Op.Heartbeat, null)
        return new Promise<void>((arrived) =>
          awaitedBeats.set(socket, [...(awaitedBeats.get(socket) ?? []), arrived]),
        )
      })
      await Promise.all(beats)
    },
    stopAcknowledging: (stopped) => {
      acknowledges = !stopped
    },
    shutDown: () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function parse(raw: string): { op: number; d: never } | undefined {
  try {
    return JSON.parse(raw) as { op: number; d: never }
  } catch {
    return undefined
  }
}

interface MembersRequest {
  guild_id: string
  user_ids?: string | string[]
  query?: string
  limit?: number
  nonce?: string
}

/** The answer to opcode 8: those who are named; everyone only with the member intent. */
function membersChunk(world: World, intents: number, request: MembersRequest): Json {
  const guild = world.guild(request.guild_id)
  const named = request.user_ids === undefined ? undefined : [request.user_ids].flat()
  const everyone = (intents & MEMBERS) === 0 ? [] : [...guild.members.keys()]
  const wanted = named ?? everyone
  return {
    guild_id: guild.id,
    members: wanted.flatMap((id) => {
      const member = guild.members.get(id)
      return member === undefined ? [] : [viewMember(world, member)]
    }),
    chunk_index: 0,
    chunk_count: 1,
    not_found: wanted.filter((id) => !guild.members.has(id)),
    nonce: request.nonce,
  }
}
