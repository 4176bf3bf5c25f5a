import { Hono } from 'hono'
import { z } from 'zod'
import type { Exercises } from './exercises.ts'
import type { Session } from './session.ts'
import type { Arrival } from './time-travel.ts'

const journey = z.union([
  z.object({ days: z.union([z.literal(1), z.literal(7), z.literal(30)]) }),
  z.object({ date: z.iso.date() }),
  z.object({ next: z.literal(true) }),
])
const onOff = z.object({ on: z.boolean() })

const PROBLEMS: Readonly<Record<(Arrival & { ok: false })['problem'], string>> = {
  past: 'The clock only moves on: choose a later date. To go back, start over.',
  'too-far': 'That is more than three years away. Go there in two steps.',
  'not-a-date': 'That is not a date.',
  moving: 'The clock is moving already.',
}

const NOTHING_COMES =
  'Nothing comes while the bot is switched off or cut off. Bring it back first, or move the clock by days.'

/** What only the page can do: move the clock, pull the plug, cut Discord off, start over, the exercises. */
export function controlRoutes(
  session: () => Session,
  startOver: () => Promise<void>,
  exercises: Exercises | null,
): Hono {
  const routes = new Hono()

  routes.post('/clock', async (c) => {
    const parsed = journey.safeParse(await c.req.json().catch(() => undefined))
    if (!parsed.success) return c.json({ problem: PROBLEMS['not-a-date'] }, 400)
    const { running, outage, time } = session()
    if ('next' in parsed.data && (!running() || outage())) return c.json({ problem: NOTHING_COMES }, 409)
    const arrival = await time.go(parsed.data)
    return arrival.ok ? c.json({ came: arrival.came }) : c.json({ problem: PROBLEMS[arrival.problem] }, 409)
  })
  const turns = (path: string, turn: (on: boolean) => unknown): void => {
    routes.post(path, async (c) => {
      const parsed = onOff.safeParse(await c.req.json().catch(() => undefined))
      if (!parsed.success) return c.json({ problem: 'That is no request of this page.' }, 400)
      await turn(parsed.data.on)
      return c.json({})
    })
  }
  turns('/plug', (on) => (on ? session().putPlugIn() : session().pullPlug()))
  turns('/outage', (on) => session().setOutage(on))
  routes.post('/start-over', async (c) => {
    await startOver()
    return c.json({})
  })

  routes.get('/exercises', (c) => c.json({ exercises: exercises?.list() ?? [] }))
  routes.get('/rehearsal', (c) => c.json({ rehearsal: exercises?.current() ?? null }))
  routes.post('/rehearsal/put-away', (c) => {
    exercises?.putAway()
    session().changed()
    return c.json({})
  })
  routes.post('/exercises/:id/:what{start|check|hint}', async (c) => {
    const { id, what } = c.req.param()
    const answer = exercises === null ? null : await exercises[what as 'start' | 'check' | 'hint'](id)
    return answer === null ? c.json({ problem: 'There is no such exercise.' }, 404) : c.json(answer)
  })
  return routes
}
