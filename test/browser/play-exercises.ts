import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { appointSmallClp } from '../../src/practice-mode/appoint-small-clp.ts'
import { exercisesOnPage } from '../../src/practice-mode/exercises/on-page.ts'
import type { Exercises } from '../../src/practice/page/exercises.ts'
import { botProgram } from '../support/bot-program.ts'
import { type Page as PracticePage, startPage } from '../../src/practice/page/page-server.ts'
import { violations } from './axe.ts'
import { STEPS } from './exercise-steps.ts'
import type { Hands } from './hands.ts'
import { visit } from './visit.ts'

/** The practice page as `npm start` starts it, on a morning in March. */
export interface Practice {
  page: PracticePage
  exercises: Exercises
  close(): Promise<void>
}

export async function startPractice(): Promise<Practice> {
  const dataDir = mkdtempSync(join(tmpdir(), 'clp-page-'))
  let made: Exercises | undefined
  const page = await startPage({
    port: 0,
    dataDir,
    setUp: appointSmallClp,
    exercises: (session) => (made = exercisesOnPage(session)),
    start: '2026-03-02T09:30:00.000Z',
    program: botProgram('src/main.ts'),
  })
  await page.session().prepared
  return {
    page,
    exercises: made as Exercises,
    close: async () => {
      await page.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Way {
  width: number
  height: number
  hands: (page: Page) => Hands
  /** Looks for what keeps people out, in every state on the way. */
  axe: boolean
}

/** Does an exercise from start to end as its steps say, on the page, and lets the page check it. */
export async function playExercise(
  practice: Practice,
  browser: Browser,
  id: string,
  way: Way,
): Promise<void> {
  const plan = STEPS[id]
  if (plan === undefined) throw new Error(`no steps for ${id}`)
  const context = await browser.newContext({
    viewport: { width: way.width, height: way.height },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await page.goto(practice.page.url)
    await page.locator('#messages').waitFor()
    const v = visit(way.hands(page))
    const { session } = practice.page
    const room = (): string => session().discord.threads(session().clp.guild).at(-1)?.name ?? ''
    await v.startExercise(plan.title)
    for (const [n, step] of plan.steps.entries()) {
      await page.locator('#rehearsal', { hasText: `Step ${n + 1} of ${plan.steps.length}` }).waitFor()
      await step(v, { member: plan.member, room })
      await session().discord.waitFor(
        () => practice.exercises.check(id)?.points[n]?.done,
        `step ${n + 1} of ${id} on the page`,
      )
      if (way.axe) expect(await violations(page)).toEqual([])
    }
    expect(await v.checkExercise(plan.title)).toBe('Done, and as the rulebook wants it.')
    await page.locator('#rehearsal', { hasText: 'Everything is done.' }).waitFor()
    expect(practice.exercises.list().find((one) => one.id === id)?.done).toBe(true)
  } finally {
    await context.close()
  }
}
