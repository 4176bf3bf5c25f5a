import type { Clp } from '../clp.ts'
import { withX } from '../other-platforms.ts'
import { breach } from './case-stories.ts'
import { complaint } from './complaint-stories.ts'
import { dailyProblems } from './daily.ts'
import { heldCase } from './hold-story.ts'
import { linkedStory } from './identity-stories.ts'
import { appoints, joinsEc } from './officer-stories.ts'
import { pause } from './pause-story.ts'
import { breachOnX, lifetimeOnX, type OnX } from './platform-stories.ts'
import { type Backup, backUp, putBack } from './put-back.ts'
import { quiet } from './quiet.ts'
import { workOnTasks } from './task-work.ts'
import { startYears, type Story, type Years } from './years.ts'

/** What is looked at only now and then, since it asks Discord for the whole log. */
const WHOLE_EVERY_DAYS = 30
/** Something new on one day in so many. */
const BREACH = 2
const COMPLAINT = 3
const OFFICERS = 40
const ON_X = 6
const LINKED = 12
const PAUSED = 70
const DISCORD_AWAY = 60
const MACHINE_BROKEN = 120
const HANDLES = Array.from({ length: 12 }, (_, i) => `@rose_${i}`)

interface Plan {
  seed: number
  days: number
  members: number
  /** New matters come so many times less often; what happens to machines and officers comes as often. */
  slower?: number
}

/**
 * Lets a CLP live for so many days, with everything that people do there, and looks every day whether all holds that
 * must; ends at the first day on which something does not.
 */
export async function playYears(clp: Clp, plan: Plan): Promise<{ problems: string[]; summary: string }> {
  const { seed, days } = plan
  const years = startYears(clp, { seed, mortal: process.env['YEARS_KILL'] !== '0' })
  const admins = await people(clp, years, plan.members)
  const begins = beginnings(years, admins, plan.slower ?? 1)
  const started = Date.now()
  let problems: string[] = []
  let backup: Backup | null = null
  while (years.day < days && problems.length === 0) {
    const morning = async () => {
      if (backup !== null) {
        await putBack(years, backup)
        backup = null
        await quiet(clp, years.file)
      }
      await workOnTasks(years, admins)
      begins()
    }
    const whole = years.day % WHOLE_EVERY_DAYS === 0 || years.day === days
    problems = await years.nextDay(morning).then(
      () => lasting(() => dailyProblems(years, whole)),
      (error: unknown) => [String(error)],
    )
    if (years.dice.onceIn(MACHINE_BROKEN)) backup = await backUp(years)
    else if (years.dice.onceIn(DISCORD_AWAY)) {
      years.tonightAway()
      years.count('Discord away for a night')
    }
    if (process.env['YEARS_PROGRESS'] !== undefined && years.day % 10 === 0)
      console.log(
        `day ${years.day}, ${years.open()} stories open, ${years.kills} kills, ${Math.round((Date.now() - started) / 1000)} s`,
      )
  }
  problems = problems.map((problem) => `day ${years.day}: ${problem}`)
  await years.file.close()
  const counts = [...years.counts].map(([what, n]) => `${what}: ${n}`)
  return {
    problems,
    summary: [`${years.day} days, seed ${seed}, ${years.kills} kills`, ...counts.sort()].join('\n  '),
  }
}

/** The members that the CLP has besides, and the two who look after X. */
async function people(clp: Clp, years: Years, members: number): Promise<OnX> {
  for (let i = 0; i < members; i++) {
    const { id } = clp.discord.addUser({ username: `member${i}`, name: `Member No${i}` })
    clp.discord.addMember(clp.guild, id)
    clp.members.push(id)
  }
  const { bryn, cora } = await withX(clp)
  for (const { id } of [bryn, cora]) years.busy.add(id)
  return [bryn, cora]
}

/** What begins on a day. */
function beginnings(years: Years, admins: OnX, slower: number): () => void {
  const { clp, dice } = years
  const free = () => {
    const here = new Set(clp.discord.members(clp.guild))
    return clp.members.filter((id) => here.has(id) && !years.busy.has(id) && !years.left.has(id))
  }
  const freeHandle = () => {
    const handle = dice.oneOf(HANDLES)
    return years.busy.has(handle) || years.linked.has(handle) ? [] : [handle]
  }
  const alone = (name: string, story: () => Story) => {
    if (!years.busy.has(name)) years.begin(name, [name], story())
  }
  return () => {
    if (years.day === 2) {
      const [held] = free()
      if (held !== undefined) years.begin('a case to be held', [held], heldCase(years, held))
      for (const [handle, then] of [
        ['@thorn_a', 'appealed'],
        ['@thorn_k', 'kept'],
      ] as const)
        years.begin(`a lifetime ban on X, ${then}`, [handle], lifetimeOnX(years, handle, admins, then))
    }
    // trouble is made by few: every second breach is by one of the first dozen
    const here = free()
    const known = here.filter((id) => clp.members.indexOf(id) < 12)
    if (dice.onceIn(BREACH * slower) && here.length > 2)
      for (const id of dice.draw(dice.onceIn(2) && known.length > 0 ? known : here, 1))
        years.begin('a breach', [id], breach(years, id))
    if (dice.onceIn(COMPLAINT * slower)) {
      const [from, about] = dice.draw(free(), 2)
      if (from !== undefined && about !== undefined)
        years.begin('a complaint', [from, about], complaint(years, from, about))
    }
    if (dice.onceIn(ON_X * slower))
      for (const handle of freeHandle())
        years.begin('a breach on X', [handle], breachOnX(years, handle, admins))
    if (dice.onceIn(LINKED * slower))
      for (const handle of freeHandle())
        for (const id of dice.draw(free(), 1))
          years.begin('a handle that is a member', [handle, id], linkedStory(years, id, handle, admins))
    if (dice.onceIn(PAUSED)) alone('a pause', () => pause(years))
    if (dice.onceIn(OFFICERS) && free().length > 0)
      alone('admins change', () => appoints(years, dice.oneOf(free())))
    if (years.ec.length < clp.ec.length && dice.onceIn(10) && free().length > 0)
      alone('a new EC member', () => joinsEc(years, dice.oneOf(free())))
  }
}

const LASTS_MS = 15_000
const LOOKS_APART_MS = 200

/** What is still so after some seconds: a busy machine may be slow, but it gets there. */
async function lasting(find: () => Promise<string[]>): Promise<string[]> {
  const until = Date.now() + LASTS_MS
  for (;;) {
    const found = await find()
    if (found.length === 0 || Date.now() > until) return found
    await new Promise((over) => setTimeout(over, LOOKS_APART_MS))
  }
}
