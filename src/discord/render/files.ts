import type { KeptFile } from '../../casework/matter-records.ts'
import { cleanName, plainLine } from '../../letters/plain-text.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { buttons, select } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { inPieces } from './pieces.ts'

/** Discord takes so many choices in one select, and so many rows below one message. */
const CHOICES = 25
const ROWS = 5

const isImage = (f: KeptFile): boolean => f.contentType?.startsWith('image/') === true

const became = (f: KeptFile): string => {
  switch (f.state) {
    case 'kept':
      return `SHA-256 ${f.sha256 ?? ''}`
    case 'waiting':
      return 'being fetched'
    case 'too_large':
      return `too large to be kept; for a day or so it is at ${f.url}`
    case 'gone':
      return 'gone from Discord before it could be kept'
  }
}

/** One line a file: name, size and hash, or what became of it (C8). */
const fileLines = (files: KeptFile[]): string[] =>
  files.map((f) => `${plainLine(f.name, 100)} (${f.size.toLocaleString('en-GB')} bytes): ${became(f)}`)

/** Buttons or selects that show what was kept, privately; none of it is shown before it is asked for (C8). */
function fileButtons(serverId: string, ref: string, files: KeptFile[]): object[] {
  const kept = files.filter((f) => f.state === 'kept')
  const [only] = kept
  if (only && kept.length === 1)
    return buttons([
      {
        label: isImage(only) ? 'Show image' : 'Show file',
        id: customId('show-file', serverId, ref, only.id),
      },
    ])
  const rows: object[] = []
  for (let at = 0; at < kept.length && rows.length < ROWS; at += CHOICES)
    rows.push(
      select(
        customId('show-file', serverId, ref, `from${at}`),
        'Show image or file',
        kept.slice(at, at + CHOICES).map((f, n) => ({
          label: `${at + n + 1}. ${cleanName(f.name)}`,
          value: String(f.id),
        })),
      ),
    )
  return rows
}

/** The files of a matter as a message of their own below *Read all*; null where there are none. */
export function filesMessage(serverId: string, ref: string, files: KeptFile[]): MessageBody | null {
  if (files.length === 0) return null
  const listed = inPieces(
    [`**Files of ${ref}**`, ...fileLines(files).map((line) => `• ${line}`)],
    `files-${ref}.txt`,
  )
  const rows = fileButtons(serverId, ref, files)
  return { ...listed, ...(rows.length > 0 ? { components: rows } : {}) }
}
