import { sql } from 'kysely'
import type { Answer } from '../../../src/practice/discord/driver/answer.ts'
import type { FormValue } from '../../../src/practice/discord/driver/form.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../../src/practice/discord/seen.ts'
import { cardWith, insist, sign } from '../../../src/practice-mode/story.ts'
import { taskFor } from '../other-platforms.ts'
import { lodged, toTheEc } from './appeal-stories.ts'
import type { Step } from './case-stories.ts'
import { daysThatCount, type Story, type Years } from './years.ts'

const LONGEST_WINDOW = 15
const LONGEST_BAN_DAYS = 45

/** The admins of X. */
export type OnX = readonly [Person, Person]

/** A breach by somebody on X, known by a handle; somebody banned for life there does nothing any more until it is lifted. */
export async function* breachOnX(years: Years, handle: string, admins: OnX): Story {
  const { step, ref } = yield* sanctionedOnX(years, handle, admins)
  if (step === 'lifetime') while (await isBannedOnX(years, ref)) yield 30
}

/**
 * Three breaches of one handle, each after the last one's days: a lifetime ban there. It is appealed and lifted, or stays
 * until the EC is asked about it two years on (K3).
 */
export async function* lifetimeOnX(
  years: Years,
  handle: string,
  admins: OnX,
  then: 'appealed' | 'kept',
): Story {
  const { stage, clp } = years
  for (const step of ['warning', 'ban30'] as const) {
    const given = yield* sanctionedOnX(years, handle, admins)
    if (given.step !== step) throw new Error(`${given.ref} is a ${given.step} where a ${step} was due`)
    yield 3
  }
  const { ref, step } = yield* sanctionedOnX(years, handle, admins)
  if (step !== 'lifetime') throw new Error(`${ref} is a ${step} where a lifetime ban was due`)
  if (then === 'kept') {
    while (await isBannedOnX(years, ref)) yield 30
    throw new Error(`the EC keeps ${ref}, and it was lifted`)
  }
  yield 5
  const secretary = clp.as(clp.secretary)
  const form = await insist(stage, () => secretary.slash({ guild: clp.guild }, 'appeals lodge', { ref }))
  const sent = await send(years, secretary, form, {
    how: 'by e-mail, today',
    grounds: `I have been misunderstood. ${years.wordOfToday()}`,
  })
  yield* toTheEc(years, lodged(sent.text), { appellant: null, verdict: 'Does not stand' })
  const lift = await taskFor(clp, admins[0], ref, 'on X')
  await does(years, admins[0], lift)
  years.count('on X: a lifetime ban that was lifted on appeal')
}

/** Whether a ban on X is in force as the register has it, by its file or, after that, by the ban register. */
async function isBannedOnX({ file }: Years, ref: string): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from sanctions where ref = ${ref} and ban_state in ('due', 'in_force') and overturned = 0)
      + (select count(*) from ban_register where ref = ${ref}) as n`.execute(file.db())
  return (rows[0]?.n ?? 0) > 0
}

/** Everything reaches a handle by hand, and people ban and unban: from the proposal to the end of a ban of thirty days. */
async function* sanctionedOnX(years: Years, handle: string, admins: OnX): Story<{ ref: string; step: Step }> {
  const { stage, clp, dice } = years
  const [first, second] = admins
  const ref = await opensOnX(years, handle, first)
  yield dice.upTo(2) - 1
  const card = await cardWith(stage, ref, 'Agree to ask')
  await insist(stage, () => second.press(card, 'Agree to ask'))
  yield dice.upTo(2) - 1
  await gives(years, second, await taskFor(clp, second, ref, 'give the person the notice'))
  yield* daysThatCount(years, LONGEST_WINDOW)
  await sign(stage, 'An admin', first, ref)
  await sign(stage, 'An admin', second, ref)
  yield dice.upTo(3) - 1
  await gives(years, first, await taskFor(clp, first, ref, 'give the person the letter'))
  return { ref, step: yield* bansOnX(years, ref, admins) }
}

/** `/warn` about a handle, to the reference. */
export async function opensOnX(years: Years, handle: string, first: Person): Promise<string> {
  const { stage, clp } = years
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
  return ref
}

/** The tasks that a letter brings: the ban the next day, and its end on its day. */
export async function* bansOnX(years: Years, ref: string, [first, second]: OnX): Story<Step> {
  yield 1
  const ban = taskSaying(years, second, ref, /a (30-day|lifetime) ban on X/)
  const step = ban === undefined ? 'warning' : /a lifetime ban on X/.test(ban.content) ? 'lifetime' : 'ban30'
  years.count(`on X: ${step}`)
  if (ban === undefined) return 'warning'
  await does(years, second, ban)
  if (step === 'lifetime') return step
  for (let day = 0; day < LONGEST_BAN_DAYS; day++) {
    yield 1
    const lift = taskSaying(years, first, ref, /the ban on X is over/)
    if (lift === undefined) continue
    await does(years, first, lift)
    years.count('on X: a ban lifted')
    return step
  }
  throw new Error(`nobody was asked to lift ${ref}`)
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
