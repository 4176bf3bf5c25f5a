import { rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { actRoutes, refusalOf } from './acts.ts'
import { clientFiles } from './client-files.ts'
import { controlRoutes } from './controls.ts'
import type { Exercises } from './exercises.ts'
import { fileRoutes } from './files.ts'
import { sameOrigin } from './guard.ts'
import { createLive } from './live.ts'
import { type Session, type SessionParts, startSession } from './session.ts'
import { viewCommands } from './view-commands.ts'

/** A file of ten megabytes in base64, ten of them in a form. */
const LARGEST_BODY = 150 * 1024 * 1024

export interface PageOptions extends SessionParts {
  /** Where a folder is made for the data of this page's bot, named by the port; it goes when the page is closed. */
  dataDir: string
  /** Loopback port; 0 takes any. */
  port: number
  /** The rehearsals, made for whichever session is on; none when not said. */
  exercises?: (session: () => Session, startOver: () => Promise<void>) => Exercises
  /** Hears of mistakes in the page, which are answered with 500. */
  onBug?: (error: unknown) => void
}

export interface Page {
  readonly url: string
  session(): Session
  /** A new practice Discord, a new CLP, a new register. Resolves once it is set up. */
  startOver(): Promise<void>
  close(): Promise<void>
}

/** Starts the practice page on 127.0.0.1, and the first session. The page is there before the bot is. */
export async function startPage(options: PageOptions): Promise<Page> {
  // The port first: no two programs have the same one, so the folder of that name is nobody else's.
  const opened = Promise.withResolvers<Hono>()
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const made = serve(
      {
        fetch: async (request, env) => (await opened.promise).fetch(request, env),
        port: options.port,
        hostname: '127.0.0.1',
      },
      () => resolve(made),
    )
    made.once('error', reject)
  })
  const { port } = server.address() as AddressInfo
  const parts: SessionParts = { ...options, dataDir: join(options.dataDir, String(port)) }
  let session = await startSession(parts)
  let starting: Promise<void> | null = null
  const now = (): Session => session
  const live = createLive(now)

  const replace = async (): Promise<void> => {
    await session.close()
    session = await startSession(parts)
    live.replaced()
    await session.prepared
  }
  const startOver = (): Promise<void> => {
    starting ??= replace().finally(() => {
      starting = null
    })
    return starting
  }

  const app = new Hono()
  app.use(sameOrigin)
  app.use(bodyLimit({ maxSize: LARGEST_BODY }))
  app.route('/', clientFiles())
  app.route('/api', live.routes)
  app.route('/api', fileRoutes(now))
  app.get('/api/commands', (c) => {
    try {
      return c.json(
        viewCommands(session.discord.world, c.req.query('as') ?? '', c.req.query('channel') ?? ''),
      )
    } catch (error) {
      const problem = refusalOf(error)
      if (problem === undefined) throw error
      return c.json({ problem }, 409)
    }
  })
  app.route('/api', actRoutes(now))
  app.route('/api', controlRoutes(now, startOver, options.exercises?.(now, startOver) ?? null))
  app.notFound((c) => c.json({ problem: 'There is nothing here.' }, 404))
  app.onError((error, c) => {
    options.onBug?.(error)
    return c.json({ problem: 'Something went wrong in the practice page.' }, 500)
  })

  opened.resolve(app)
  return {
    url: `http://127.0.0.1:${port}`,
    session: now,
    startOver,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await session.close()
      rmSync(parts.dataDir, { recursive: true, force: true })
      await closed
    },
  }
}
