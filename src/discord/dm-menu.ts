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
export function watchDms(client: Client, which: WhichClp, now: () => Date, logger: Logger): void {
  const last = new Map<string, number>()

  function isQuiet(userId: string): boolean {
    const at = now().getTime()
    const since = at - QUIET_MINUTES * 60_000
    for (const [id, time] of last) if (time <= since || time > at) last.delete(id)
    if (last.has(userId)) return true
    last.set(userId, at)
    return false
  }

  async function reply(m: Message): Promise<void> {
    const own = await which.of(m.author.id)
    const [only] = own
    const answer =
      only === undefined
        ? { content: NO_CLP }
        : own.length === 1
          ? dmMenu(only.clp.serverId, m.id)
          : askWhich(own, (serverId) => customId('dm-menu', serverId, m.id), HELLO)
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
