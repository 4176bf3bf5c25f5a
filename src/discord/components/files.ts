import { filesFor, showFile } from '../../casework/show-file.ts'
import { matterRef } from '../custom-id.ts'
import type { Component } from '../handler.ts'
import { filesMessage } from '../render/files.ts'
import { refused } from '../render/refused.ts'

/** **Show image** and **Show file**: the bytes, to whoever pressed alone (C8). */
export const show: Component = {
  name: 'show-file',
  slow: true,
  async run(c, [ref, id]) {
    const shown = await showFile(c.clp, c.actor, matterRef(ref) ?? '', Number(c.values.texts('')[0] ?? id))
    if (!shown.ok) return refused(shown.refusal)
    return {
      content: 'Keep it confidential and do not pass it on.',
      shown: [{ name: shown.name, bytes: shown.bytes }],
    }
  },
}

/** **See the files** below a notice: what stands against the person concerned, for them alone (F5). */
export const list: Component = {
  name: 'list-files',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const found = await filesFor(c.clp, c.actor, ref)
    if (!found.ok) return refused(found.refusal)
    return filesMessage(c.clp.serverId, ref, found.files) ?? { content: 'There are no files any more.' }
  },
}
