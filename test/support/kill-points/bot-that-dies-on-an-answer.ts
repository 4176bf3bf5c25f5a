import { REST } from 'discord.js'

/**
 * The bot, but a test can order its death: it names a request that is under way, and the process is killed in the line
 * after its answer has come in, before anything can be recorded of it.
 */
const ordered = new Set<string>()
process.on('message', (request: string) => {
  ordered.add(request)
  process.send?.(request)
})

const request = REST.prototype.request
REST.prototype.request = async function dying(this: REST, options) {
  try {
    return await request.call(this, options)
  } finally {
    const { method, fullRoute, body } = options
    if (ordered.has(`${method} ${fullRoute} ${JSON.stringify(body)}`)) process.kill(process.pid, 'SIGKILL')
  }
}

await import('../../../src/main.ts')
