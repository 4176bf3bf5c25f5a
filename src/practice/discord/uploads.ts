/** Files that come in with a message, and their bytes. */
import { invalidField } from './errors.ts'
import type { AttachmentState } from './state.ts'
import type { World } from './world.ts'

/** A file as it was uploaded: `field` is its place (`files[0]`). */
export interface UploadedFile {
  field: string
  filename: string
  contentType: string | undefined
  bytes: Uint8Array
}

interface AttachmentEntry {
  id: string | number
  filename?: string
  description?: string | null
}

/** Keeps the uploaded files, named as the payload's `attachments` entries say. */
export function storeUploads(
  world: World,
  channelId: string,
  files: readonly UploadedFile[],
  entries: readonly AttachmentEntry[] = [],
): AttachmentState[] {
  return files.map((file) => {
    const index = /^files\[(\d+)\]$/.exec(file.field)?.[1]
    if (index === undefined)
      throw invalidField(['files'], 'BASE_TYPE_BAD_TYPE', `Unknown field ${file.field}.`)
    const entry = entries.find((candidate) => String(candidate.id) === index)
    const attachment: AttachmentState = {
      id: world.nextId(),
      channelId,
      filename: cleanName(entry?.filename ?? file.filename),
      description: entry?.description ?? undefined,
      contentType: file.contentType,
      bytes: file.bytes,
    }
    world.attachments.set(attachment.id, attachment)
    return attachment
  })
}

/** Discord replaces everything in a file's name but letters, digits, dots, dashes and underscores. */
function cleanName(name: string): string {
  return name.trim().replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
}

/** The attachments that an edit keeps (all, when it does not say), followed by the new ones. */
export function attachmentsAfterEdit(
  kept: readonly AttachmentState[],
  added: readonly AttachmentState[],
  entries: readonly AttachmentEntry[] | undefined,
): AttachmentState[] {
  if (entries === undefined) return [...kept, ...added]
  const named = new Set(entries.map((entry) => String(entry.id)))
  return [...kept.filter((attachment) => named.has(attachment.id)), ...added]
}
