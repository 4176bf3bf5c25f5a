import type { Clp } from '../clp.ts'
import { dailyProblems } from './daily.ts'
import { breach } from './case-stories.ts'
import { complaint } from './complaint-stories.ts'
import { appoints } from './officer-stories.ts'
import { withX } from '../other-platforms.ts'
import { breachOnX } from './platform-stories.ts'
import { startYears } from './years.ts'

/** What is looked at only now and then, since it reads everything. */
const WHOLE_EVERY_DAYS = 30
/** A new breach, complaint or change of officers on one day in so many. */
const BREACH = 2
const COMPLAINT = 3
const OFFICERS = 60
const ON_X = 6
const HANDLES = Array.from({ length: 12 }, (_, i) => `@rose_${i}`)

/**
 * Lets a CLP live for so many days, with everything that people do there, and looks every day whether all holds that
 * must; ends at the first day on which something does not.
 */
export async function playYears(
  clp: Clp,
  { seed, days, members }: { seed: number; days: number; members: number },
): Promise<{ problems: string[]; summary: string }> {
  const years = startYears(clp, { seed, mortal: process.env['YEARS_KILL'] !== '0' })
  const { dice } = years
  for (let i = 0; i < members; i++) {
    const { id } = clp.discord.addUser({ username: `member${i}`, name: `Member No${i}` })
    clp.discord.addMember(clp.guild, id)
    clp.members.push(id)
  }
  const free = () => {
    const here = new Set(clp.discord.members(clp.guild))
    return clp.members.filter((id) => here.has(id) && !years.busy.has(id) && !years.admins.includes(id))
  }
  const { bryn, cora } = await withX(clp)
  for (const { id } of [bryn, cora]) years.busy.add(id)
  const started = Date.now()
  let problems: string[] = []
  while (years.day < days && problems.length === 0) {
    await years.nextDay(() => {
      // trouble is made by few: every second breach is by one of the first dozen
      const people = free()
      const known = people.filter((id) => clp.members.indexOf(id) < 12)
      if (dice.onceIn(BREACH) && people.length > 2)
        for (const id of dice.draw(dice.onceIn(2) && known.length > 0 ? known : people, 1))
          years.begin('a breach', [id], breach(years, id))
      if (dice.onceIn(COMPLAINT)) {
        const [from, about] = dice.draw(free(), 2)
        if (from !== undefined && about !== undefined)
          years.begin('a complaint', [from, about], complaint(years, from, about))
      }
      const handle = dice.oneOf(HANDLES)
      if (dice.onceIn(ON_X) && !years.busy.has(handle))
        years.begin('a breach on X', [handle], breachOnX(years, handle, [bryn, cora]))
      if (dice.onceIn(OFFICERS)) years.begin('officers change', [], appoints(years, dice.oneOf(free())))
    })
    const whole = years.day % WHOLE_EVERY_DAYS === 0 || years.day === days
    problems = (await lasting(() => dailyProblems(years, whole))).map(
      (problem) => `day ${years.day}: ${problem}`,
    )
    if (process.env['YEARS_PROGRESS'] !== undefined && years.day % 10 === 0)
      console.log(
        `day ${years.day}, ${years.open()} stories open, ${years.kills} kills, ${Math.round((Date.now() - started) / 1000)} s`,
      )
  }
  const counts = [...years.counts].map(([what, n]) => `${what}: ${n}`)
  return {
    problems,
    summary: [`${years.day} days, seed ${seed}, ${years.kills} kills`, ...counts.sort()].join('\n  '),
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
