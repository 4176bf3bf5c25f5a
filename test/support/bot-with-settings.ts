import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * The bot, with some lines of `policy.yaml` changed as a CLP would change them: `CHANGED_SETTINGS` holds pairs of a line as
 * it stands and as it is to be, as JSON.
 */
const changes = JSON.parse(process.env['CHANGED_SETTINGS'] ?? '[]') as [string, string][]
const read = fs.readFileSync

fs.readFileSync = ((path: fs.PathOrFileDescriptor, ...more: [BufferEncoding]) => {
  const text = read(path, ...more)
  if (!String(path).endsWith('policy.yaml')) return text
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`policy.yaml has no line "${from}"`)
    return changed.replace(from, to)
  }, String(text))
}) as typeof fs.readFileSync
syncBuiltinESMExports()

await import('../../src/main.ts')
