/** The listening side of the practice Discord: REST, gateway, attachments and the clock on one loopback port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClockReading } from '../clock.ts'
import type { Gateway } from './gateway.ts'
import { serveRest, type RestParts } from './rest.ts'
import type { World } from './world.ts'

export interface Listening {
  port: number
  /** While true every request to REST and gateway has its connection reset; the clock stays within reach. */
  setOutage(out: boolean): void
  close(): Promise<void>
}

/** Starts to listen on 127.0.0.1; port 0 takes any. */
export async function listen(
  parts: RestParts,
  gateway: Gateway,
  port: number,
  onBug: (error: unknown) => void,
): Promise<Listening> {
  const { world } = parts
  const streams = new Set<ServerResponse>()
  let outage = false

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.sendDate = false
    response.setHeader('date', world.clock.now().toUTCString())
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (path.startsWith('/practice/clock')) return serveClock(world, streams, path, response)
    if (outage) return void request.socket.resetAndDestroy()
    if (path.startsWith('/attachments/')) return serveAttachment(world, request, response)
    await serveRest(parts, request, response)
  }

  const server: Server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      onBug(error)
      response
        .writeHead(500, { 'content-type': 'application/json' })
        .end('{"message":"500: Internal Server Error","code":0}')
    })
  })
  server.on('upgrade', (request, socket, head) => {
    if (outage) socket.destroy()
    else gateway.upgrade(request, socket, head)
  })
  const stopFollowing = world.clock.onChange((reading) => {
    for (const stream of streams) stream.write(event(reading))
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })

  return {
    port: (server.address() as AddressInfo).port,
    setOutage: (out) => {
      outage = out
      if (out) gateway.drop()
    },
    close: async () => {
      stopFollowing()
      gateway.shutDown()
      for (const stream of streams) stream.end()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const event = (reading: ClockReading): string => `data: ${JSON.stringify(reading)}\n\n`

function serveClock(
  world: World,
  streams: Set<ServerResponse>,
  path: string,
  response: ServerResponse,
): void {
  const reading = world.clock.reading()
  if (path === '/practice/clock') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reading))
  } else if (path === '/practice/clock/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(event(reading))
    streams.add(response)
    response.on('close', () => streams.delete(response))
  } else {
    response.writeHead(404).end()
  }
}

/** Files are there for whoever holds a link that has not run out, as on Discord's CDN. */
function serveAttachment(world: World, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const id = url.pathname.split('/')[3] ?? ''
  const attachment = world.attachments.get(id)
  const expires = Number.parseInt(url.searchParams.get('ex') ?? '0', 16) * 1000
  if (attachment === undefined || expires < world.clock.now().getTime()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.')
    return
  }
  response.writeHead(200, {
    'content-type': attachment.contentType ?? 'application/octet-stream',
    'content-length': attachment.bytes.byteLength,
  })
  response.end(attachment.bytes)
}
