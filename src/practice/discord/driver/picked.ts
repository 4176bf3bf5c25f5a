/** Files that people attach to commands, forms and messages. */
import type { AttachmentState } from '../state.ts'
import type { World } from '../world.ts'
import type { PickedFile } from './form.ts'

/** The bytes of a picked file; text is UTF-8. */
export function bytesOf(file: PickedFile): Uint8Array {
  return typeof file.data === 'string' ? new TextEncoder().encode(file.data) : file.data
}

/** Uploads a file outside any message, as commands and forms do; its link works like any attachment's. */
export function storeFile(world: World, file: PickedFile): AttachmentState {
  const attachment: AttachmentState = {
    id: world.nextId(),
    channelId: world.nextId(),
    filename: file.name,
    description: undefined,
    contentType: file.contentType,
    bytes: bytesOf(file),
  }
  world.attachments.set(attachment.id, attachment)
  return attachment
}
