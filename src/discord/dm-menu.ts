import { ChannelType, type Client, Events, type Message, Routes } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import type { Sent } from '../casework/keep-files.ts'
import type { Logger } from '../runtime/logger.ts'
import { buttons, type MessageAnswer } from './answer.ts'
import { customId } from './custom-id.ts'
import { askWhich, NO_CLP, type WhichClp } from './which-clp.ts'

/** Somebody who writes ten messages gets one menu: the next only after so many minutes. */
const QUIET_MINUTES = 10

const HELLO =
  'I am a program, so nobody reads what is written here, and nothing of it is passed on by itself. It is not lost: the form that opens from here has it filled in, with the files that you sent, and you can change it before you send it.\n'

/** The menu in a DM (H1): `messageId` is what they wrote, so that the form can be filled in with it. */
export const dmMenu = (serverId: string, messageId: string): MessageAnswer => ({
  content: `${HELLO}Write on here if you want to say more first. Then press what you want to do.`,
  components: buttons([
    { label: 'Appeal a decision', id: customId('dm-appeal', serverId, messageId), style: 'primary' },
    { label: 'Make a complaint', id: customId('dm-complain', serverId, messageId) },
    { label: 'My data', id: customId('dm-data', serverId) },
    { label: 'Help', id: customId('dm-help', serverId) },
  ]),
  kept: true,
})

/**
 * Answers whoever writes to the bot in a DM with a menu (H1), or asks first which CLP it is about. Nothing of what they
 * wrote is kept: it stands in the DM, and is read back when they open a form.
 */
export function watchDms(client: Client, which: WhichClp, now: () => Date, logger: Logger): CatchUp {
  const last = new Map<string, number>()

  function isQuiet(userId: string): boolean {
    const at = now().getTime()
    const since = at - QUIET_MINUTES * 60_000
    for (const [id, time] of last) if (time <= since || time > at) last.delete(id)
    if (last.has(userId)) return true
    last.set(userId, at)
    return false
  }

  async function answerTo(userId: string, messageId: string): Promise<MessageAnswer> {
    const own = await which.of(userId)
    const [only] = own
    if (only === undefined) return { content: NO_CLP }
    return own.length === 1
      ? dmMenu(only.clp.serverId, messageId)
      : askWhich(own, (serverId) => customId('dm-menu', serverId, messageId), HELLO)
  }

  async function reply(m: Message): Promise<void> {
    const answer = await answerTo(m.author.id, m.id)
    await m.reply({
      content: answer.content ?? '',
      components: (answer.components ?? []) as never,
      allowedMentions: { parse: [], repliedUser: false },
      failIfNotExists: false,
      enforceNonce: true,
      nonce: m.id,
    })
  }

  client.on(Events.MessageCreate, (m) => {
    if (m.channel.type !== ChannelType.DM || m.author.bot || m.system || isQuiet(m.author.id)) return
    reply(m).catch((error: unknown) => {
      last.delete(m.author.id)
      logger.error('a message to the bot could not be answered', { error })
    })
  })

  /** Answers the first message in a DM that came after all that the bot wrote there, if that was not long ago. */
  async function answerMissed(channelId: string): Promise<void> {
    const query = new URLSearchParams({ limit: '50' })
    const newest = (await client.rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[]
    const answered = newest.findIndex((m) => m.author.id === client.user?.id)
    const missed = newest.slice(0, answered === -1 ? newest.length : answered)
    const first = missed.findLast((m) => m.author.bot !== true)
    const longAgo = now().getTime() - MISSED_DAYS * 86_400_000
    if (first === undefined || Date.parse(first.timestamp) < longAgo || isQuiet(first.author.id)) return
    const { content, components } = await answerTo(first.author.id, first.id)
    await client.rest.post(Routes.channelMessages(channelId), {
      body: {
        content,
        components: components ?? [],
        allowed_mentions: { parse: [], replied_user: false },
        message_reference: { message_id: first.id, fail_if_not_exists: false },
        nonce: first.id,
        enforce_nonce: true,
      },
    })
  }

  return {
    async catchUp(channelIds) {
      for (const id of channelIds.slice(0, MOST_CHANNELS))
        await answerMissed(id).catch((error: unknown) =>
          logger.warn('a direct message that came while the bot was away could not be answered', { error }),
        )
    },
  }
}

/** What somebody wrote longer ago gets no answer out of the blue. */
const MISSED_DAYS = 3
/** So many DMs are looked at after a start, one after another. */
const MOST_CHANNELS = 100

export interface CatchUp {
  /**
   * Who wrote while the bot was away gets the menu when it is back (H1). Discord hands no DM over afterwards and lists none,
   * so only those are looked at in which a letter is: whoever else wrote is answered when they write again.
   */
  catchUp(channelIds: string[]): Promise<void>
}

/** A form has to open within Discord's three seconds: where reading back takes longer it opens empty. */
const READ_WITHIN_MS = 1_500

/** A form takes so many characters; what is longer is added in further parts. */
const MOST_TYPED = 4000

/** A form takes so many files. */
const MOST_FILES = 10

/** What someone wrote in a DM, and the files with it. */
export interface Wrote {
  text: string
  files: Sent[]
}

/** What someone wrote in a DM from one message on, read back from Discord; nothing where it cannot be read. */
export async function wroteInDm(
  client: Client,
  channelId: string,
  userId: string,
  messageId: string,
): Promise<Wrote> {
  if (!/^\d{17,20}$/.test(messageId)) return { text: '', files: [] }
  const query = new URLSearchParams({ after: (BigInt(messageId) - 1n).toString(), limit: '100' })
  const found = await (
    client.rest.get(Routes.channelMessages(channelId), {
      query,
      signal: AbortSignal.timeout(READ_WITHIN_MS),
    }) as Promise<APIMessage[]>
  ).catch(() => [])
  const own = found
    .filter((m) => m.author.id === userId)
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  const text = own.flatMap((m) => (m.content === '' ? [] : [m.content])).join('\n\n')
  const files = own
    .flatMap((m) => m.attachments)
    .map((a) => ({
      name: a.filename,
      url: a.url,
      size: a.size,
      contentType: a.content_type ?? null,
    }))
  return { text: text.slice(0, MOST_TYPED), files: files.slice(0, MOST_FILES) }
}
