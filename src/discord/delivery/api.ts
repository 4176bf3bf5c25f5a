import { DiscordAPIError, HTTPError, type RateLimitData, RateLimitError, REST, Routes } from 'discord.js'
import type { MessageBody, Wire, WireFailure, WireResult } from '../../outbox/wire.ts'
import type { Instant } from '../../policy/calendar.ts'
import { isAlike } from './alike.ts'

/** Discord's error codes that this product knows by name. */
export const CODES = {
  unknownChannel: 10003,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownUser: 10013,
  unknownBan: 10026,
  openingDmsTooFast: 40003,
  threadArchived: 50083,
} as const

const TIMEOUT_MS = 15_000
/** A longer wait than this is not slept through: a nonce would outlive Discord's memory of it. */
const LONGEST_WAIT_MS = 5_000
/** After an answer that is no word of Discord's own: half a minute, since ten thousand in ten minutes block the address. */
const AFTER_NO_WORD_MS = 30_000
const DISCORD_EPOCH_MS = 1_420_070_400_000n

/** A message as Discord gives it, as far as it is looked at here. */
interface OwnMessage {
  id: string
  author: { id: string }
  content: string
  components?: object[]
  embeds?: object[]
}

const bodyOf = ({ content, components, embeds }: OwnMessage): MessageBody => ({
  content,
  ...(components && components.length > 0 ? { components } : {}),
  ...(embeds && embeds.length > 0 ? { embeds } : {}),
})

/** When a message was posted, by its id. */
export const instantOf = (id: string): Instant =>
  new Date(Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS)).toISOString()

/** The snowflake that begins a moment, to ask for messages after it. */
const snowflakeAt = (at: Instant): string => ((BigInt(Date.parse(at)) - DISCORD_EPOCH_MS) << 22n).toString()

/**
 * Discord's REST API for delivery. It never repeats a request by itself: whether to ask again is decided by what is
 * known of the first time (architecture: the outbox).
 */
export function openApi(options: { token: string; apiUrl: string }) {
  const rest = new REST({
    version: '10',
    api: options.apiUrl,
    retries: 0,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: (limit) => waitOf(limit) > LONGEST_WAIT_MS,
  })
  rest.setToken(options.token)

  async function attempt<T>(work: () => Promise<unknown>): Promise<WireResult<T>> {
    try {
      return { ok: true, value: (await work()) as T }
    } catch (error) {
      // discord.js forgets the token at a 401, and a passing one of a proxy would be the end of all delivery
      rest.setToken(options.token)
      return failureOf(error)
    }
  }

  /** An archived thread takes nothing: it is opened again first. */
  async function inThread<T>(channelId: string, work: () => Promise<WireResult<T>>): Promise<WireResult<T>> {
    const first = await work()
    if (first.ok || first.code !== CODES.threadArchived) return first
    const opened = await attempt(() => rest.patch(Routes.channel(channelId), { body: { archived: false } }))
    return opened.ok ? work() : opened
  }

  let ownId: string | null = null
  async function myself(): Promise<WireResult<string>> {
    if (ownId !== null) return { ok: true, value: ownId }
    const user = await attempt<{ id: string }>(() => rest.get(Routes.user()))
    if (!user.ok) return user
    ownId = user.value.id
    return { ok: true, value: ownId }
  }

  /** The oldest message of the bot's own after an id and before another for which something is so. */
  async function oldest(
    channelId: string,
    after: string,
    before: string | null,
    isIt: (m: OwnMessage) => boolean,
  ): Promise<WireResult<OwnMessage | null>> {
    // anybody could write the same: only a message of the bot's own counts
    const me = await myself()
    if (!me.ok) return me
    let from = after
    for (;;) {
      const query = new URLSearchParams({ after: from, limit: '100' })
      const page = await attempt<OwnMessage[]>(() => rest.get(Routes.channelMessages(channelId), { query }))
      if (!page.ok) return page
      const oldestFirst = page.value.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      const early = oldestFirst.filter((m) => before === null || BigInt(m.id) < BigInt(before))
      const found = early.find((m) => m.author.id === me.value && isIt(m))
      if (found) return { ok: true, value: found }
      const last = oldestFirst.at(-1)
      if (page.value.length < 100 || !last || early.length < oldestFirst.length)
        return { ok: true, value: null }
      from = last.id
    }
  }

  const messageRequest = (body: MessageBody, extra: object = {}) => {
    const { files, ...message } = body
    return {
      body: { allowed_mentions: { parse: [] }, ...message, ...extra },
      ...(files
        ? {
            files: files.map((f) => ({ name: f.name, data: Buffer.from(f.text), contentType: 'text/plain' })),
          }
        : {}),
    }
  }

  return {
    rest,
    attempt,
    inThread,
    get: <T>(route: `/${string}`, query?: URLSearchParams) =>
      attempt<T>(() => rest.get(route, query ? { query } : {})),
    edit: (channelId: string, messageId: string, body: MessageBody) =>
      inThread(channelId, () =>
        attempt(() => rest.patch(Routes.channelMessage(channelId, messageId), messageRequest(body))),
      ),
    /** The same, with these files in the place of those that hung on the message. */
    replace: (channelId: string, messageId: string, body: MessageBody) =>
      inThread(channelId, () =>
        attempt(() =>
          rest.patch(
            Routes.channelMessage(channelId, messageId),
            messageRequest(body, {
              attachments: (body.files ?? []).map(({ name }, n) => ({ id: String(n), filename: name })),
            }),
          ),
        ),
      ),
    wire: {
      async openDm(userId) {
        const dm = await attempt<{ id: string }>(() =>
          rest.post(Routes.userChannels(), { body: { recipient_id: userId } }),
        )
        return dm.ok ? { ok: true, value: dm.value.id } : dm
      },
      async post(channelId, body, nonce) {
        const sent = await inThread(channelId, () =>
          attempt<{ id: string }>(() =>
            rest.post(
              Routes.channelMessages(channelId),
              messageRequest(body, { nonce, enforce_nonce: true }),
            ),
          ),
        )
        return sent.ok ? { ok: true, value: sent.value.id } : sent
      },
      async find(channelId, after, marker) {
        const found = await oldest(channelId, snowflakeAt(after), null, (m) =>
          JSON.stringify(m).includes(marker),
        )
        return found.ok ? { ok: true, value: found.value?.id ?? null } : found
      },
      async alike(channelId, { from, to, body, onlyOne }) {
        const found = await oldest(channelId, snowflakeAt(from), snowflakeAt(to), (m) =>
          isAlike(body, bodyOf(m), onlyOne),
        )
        if (!found.ok) return found
        const m = found.value
        if (m === null) return { ok: true, value: null }
        return { ok: true, value: { id: m.id, at: instantOf(m.id), body: bodyOf(m) } }
      },
    } satisfies Wire,
  }
}

export type Api = ReturnType<typeof openApi>

/** Milliseconds to wait: what is known of the limit, or what this very answer says. */
const waitOf = (limit: Pick<RateLimitData, 'timeToReset' | 'retryAfter'>): number =>
  Math.max(limit.timeToReset, limit.retryAfter)

function failureOf(error: unknown): WireFailure {
  if (error instanceof RateLimitError)
    return {
      ok: false,
      kind: 'retry',
      code: null,
      why: 'Discord asks to wait.',
      retryAfterMs: waitOf(error),
    }
  if (error instanceof DiscordAPIError) {
    const code = typeof error.code === 'number' && error.code > 0 ? error.code : null
    const why = `Discord answered ${error.status}${code === null ? '' : ` (${code})`}.`
    // a no without a code of Discord's own is about the token or the network, not about what was asked for
    if (code === null) return { ok: false, kind: 'retry', code, why, retryAfterMs: AFTER_NO_WORD_MS }
    return { ok: false, kind: code === CODES.openingDmsTooFast ? 'retry' : 'final', code, why }
  }
  if (error instanceof HTTPError)
    return { ok: false, kind: 'unknown', code: null, why: `Discord answered ${error.status}.` }
  const cause =
    (error as { code?: string; cause?: { code?: string } } | null)?.cause?.code ??
    (error as { code?: string } | null)?.code
  const neverSent = cause === 'ECONNREFUSED' || cause === 'ENOTFOUND' || cause === 'EAI_AGAIN'
  return {
    ok: false,
    kind: neverSent ? 'retry' : 'unknown',
    code: null,
    why: 'Discord could not be reached.',
  }
}
