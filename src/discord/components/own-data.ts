import { ownFile, ownFiles } from '../../casework/own-data.ts'
import { myData } from '../commands/mydata.ts'
import type { Component } from '../handler.ts'
import { filesFrom } from '../render/own-data.ts'
import { refused } from '../render/refused.ts'

/** *My data* in the DM menu. */
export const dmData: Component = {
  name: 'dm-data',
  slow: true,
  run: (c) => myData(c, 1),
}

/** A further part of a copy that is too long for one message. */
export const dataPart: Component = {
  name: 'data-part',
  slow: true,
  run: (c, [part]) => myData(c, Number(part)),
}

/** A file that they sent, or that was released to them. */
export const dataFile: Component = {
  name: 'data-file',
  slow: true,
  async run(c, [id]) {
    const found = await ownFile(c.clp, c.actor, c.values.texts('')[0] ?? id ?? '')
    if (!found.ok) return refused(found.refusal)
    return { content: 'Here it is, as it was kept.', shown: [{ name: found.name, bytes: found.bytes }] }
  },
}

/** *More files*. */
export const dataFiles: Component = {
  name: 'data-files',
  async run(c, [from]) {
    return filesFrom(c.clp.serverId, await ownFiles(c.clp, c.actor), Number(from))
  },
}
