import type { SeenFile, SeenMessage } from '../discord/seen.ts'
import type { PageComponent, PageFile, PageMessage } from './shapes.ts'

const PREVIEW = 4000
const TEXT = /^text\/|json|markdown/
const TEXT_NAMES = /\.(txt|md|json|csv|html)$/

const isText = ({ contentType = '', name }: SeenFile): boolean =>
  TEXT.test(contentType) || TEXT_NAMES.test(name)

function viewFile(file: SeenFile, as: string): PageFile {
  return {
    id: file.id,
    name: file.name,
    contentType: file.contentType ?? null,
    size: file.bytes.byteLength,
    preview: isText(file) ? file.text.slice(0, PREVIEW) : null,
    href: `/api/files/${file.id}?as=${as}`,
  }
}

/** A message as the page shows it to one person. */
export function viewSeen(message: SeenMessage, me: string, bot: boolean): PageMessage {
  return {
    id: message.id,
    authorId: message.authorId,
    authorName: message.authorName,
    bot,
    system: message.system,
    content: message.content,
    embeds: message.embeds,
    components: message.components as PageComponent[],
    files: message.files.map((file) => viewFile(file, me)),
    ephemeral: message.ephemeral,
    thinking: message.thinking,
    own: message.authorId === me,
    pinged: message.pings.everyone || message.pings.users.includes(me),
    edited: message.editedAt !== null,
    sentAt: message.sentAt.toISOString(),
  }
}
