import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Session } from './session.ts'
import { viewState } from './view.ts'

/** Changes that come together go out together. */
const GATHER_MS = 8

/** What someone sees now, and the one connection over which they hear of every change. */
export interface Live {
  routes: Hono
  /** The session was replaced: everyone is shown the new one. */
  replaced(): void
}

export function createLive(session: () => Session): Live {
  const streams = new Set<() => void>()
  let unwatch: () => void = () => undefined
  const follow = (): void => {
    unwatch()
    unwatch = session().watch(() => {
      for (const stir of streams) stir()
    })
  }
  follow()

  /** Who looks, at which channel, and how many of its messages to `show`; a person of another session is nobody, and the first of the cast stands in. */
  const stateFor = ({ as, channel, show }: Record<string, string>) => {
    const now = session()
    const me = now.cast.find(({ id }) => id === as)?.id ?? now.cast[0]?.id ?? ''
    const state = viewState(now, me, channel ?? null, Number(show) || 0)
    if (state.channel !== null) now.unread.read(me, state.channel)
    return state
  }

  const routes = new Hono()
  routes.get('/state', (c) => c.json(stateFor(c.req.query())))
  routes.get('/events', (c) => {
    const asked = c.req.query()
    return streamSSE(c, async (stream) => {
      let last = ''
      let stirred = true
      let wake: () => void = () => undefined
      const stir = (): void => {
        stirred = true
        wake()
      }
      streams.add(stir)
      stream.onAbort(() => {
        streams.delete(stir)
        wake()
      })
      while (!stream.aborted) {
        if (stirred) {
          stirred = false
          const data = JSON.stringify(stateFor(asked))
          // The clock always runs; by itself that is nothing new.
          const compared = data.replace(/"now":"[^"]*"/, '')
          if (compared !== last) await stream.writeSSE({ data })
          last = compared
        }
        await new Promise<void>((resolve) => {
          wake = resolve
          if (stirred || stream.aborted) resolve()
        })
        await stream.sleep(GATHER_MS)
      }
    })
  })
  return {
    routes,
    replaced: () => {
      follow()
      for (const stir of streams) stir()
    },
  }
}
