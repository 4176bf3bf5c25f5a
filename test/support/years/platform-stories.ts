import type { Answer } from '../../../src/practice/discord/driver/answer.ts'
import type { FormValue } from '../../../src/practice/discord/driver/form.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../../src/practice/discord/seen.ts'
import { cardWith, insist, sign } from '../../../src/practice-mode/story.ts'
import { taskFor } from '../other-platforms.ts'
import type { Story, Years } from './years.ts'

const LONGEST_WINDOW = 15
const LONGEST_BAN_DAYS = 45

/** A breach by somebody on X, known by a handle: everything reaches them by hand, and people ban and unban them. */
export async function* breachOnX(years: Years, handle: string, admins: readonly [Person, Person]): Story {
  const { stage, clp, dice } = years
  const [first, second] = admins
  const form = await insist(stage, () => first.slash({ guild: clp.guild }, 'warn', { platform: 'X', handle }))
  const checked = await send(years, first, form, {
    what: `Called the candidate names. ${years.wordOfToday()}`,
    when: 'yesterday',
    rules: ['personal-attacks'],
    evidence: 'A screenshot.',
  })
  let put = await insist(stage, () => first.press(checked, 'Put to the admins'))
  if (put.modal) put = await send(years, first, put, { finding: 'They went on after the ban as before it.' })
  const ref = /\d{4}-\d{3}/.exec(put.text)?.[0]
  if (ref === undefined) throw new Error(`no case was opened: ${put.text}`)
  yield dice.upTo(2) - 1
  const card = await cardWith(stage, ref, 'Agree to ask')
  await insist(stage, () => second.press(card, 'Agree to ask'))
  yield dice.upTo(2) - 1
  await gives(years, second, await taskFor(clp, second, ref, 'give the person the notice'))
  yield LONGEST_WINDOW
  await sign(stage, 'An admin', first, ref)
  await sign(stage, 'An admin', second, ref)
  yield dice.upTo(3) - 1
  await gives(years, first, await taskFor(clp, first, ref, 'give the person the letter'))
  yield 1
  const ban = taskSaying(years, second, ref, /a (30-day|lifetime) ban on X/)
  years.count(ban === undefined ? 'on X: a warning' : 'on X: a ban')
  if (ban === undefined) return
  await does(years, second, ban)
  for (let day = 0; day < LONGEST_BAN_DAYS; day++) {
    yield 1
    const lift = taskSaying(years, first, ref, /the ban on X is over/)
    if (lift === undefined) continue
    await does(years, first, lift)
    years.count('on X: a ban lifted')
    return
  }
}

const send = (years: Years, who: Person, form: Answer, values: Record<string, FormValue>): Promise<Answer> =>
  insist(years.stage, () => who.submit(form, values))

async function gives(years: Years, who: Person, task: SeenMessage): Promise<void> {
  const form = await insist(years.stage, () => who.press(task, 'Done'))
  await send(years, who, form, { how: 'a direct message on X', when: 'today', reached: ['yes'] })
}

async function does(years: Years, who: Person, task: SeenMessage): Promise<void> {
  const form = await insist(years.stage, () => who.press(task, 'Done'))
  await send(years, who, form, { when: 'today' })
}

const taskSaying = ({ clp }: Years, who: Person, ref: string, says: RegExp): SeenMessage | undefined =>
  clp.discord
    .dm(who.id)
    .findLast(
      (m) => m.content.includes('A task for you') && m.content.includes(`${ref}: `) && says.test(m.content),
    )
