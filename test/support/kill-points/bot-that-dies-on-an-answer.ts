import { REST } from 'discord.js'

/**
 * The bot, but a test can order its death: it names a request that is under way, and the process is killed in the line
 * after its answer has come in, before anything can be recorded of it. It answers whether it still waits for that
 * request: one that stood still for a while has given it up, and is not killed for it.
 */
const underWay: string[] = []
const ordered = new Set<string>()
process.on('message', (request: string) => {
  const waits = underWay.includes(request)
  if (waits) ordered.add(request)
  process.send?.(waits)
})

const request = REST.prototype.request
REST.prototype.request = async function dying(this: REST, options) {
  const { method, fullRoute, body } = options
  const name = `${method} ${fullRoute} ${JSON.stringify(body)}`
  underWay.push(name)
  try {
    return await request.call(this, options)
  } finally {
    if (ordered.has(name)) process.kill(process.pid, 'SIGKILL')
    underWay.splice(underWay.indexOf(name), 1)
  }
}

await import('../../../src/main.ts')
