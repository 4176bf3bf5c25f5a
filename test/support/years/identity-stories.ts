import type { Person } from '../../../src/practice/discord/driver/person.ts'
import { cardWith, dmWith, insist, sign } from '../../../src/practice-mode/story.ts'
import { told } from '../stories.ts'
import { sanctioned, stepIn, theirSide, untilBack } from './case-stories.ts'
import { type OnX, bansOnX, opensOnX } from './platform-stories.ts'
import { taskMessage } from './task-work.ts'
import { openTasks } from './file.ts'
import { deciders, type Story, type Years } from './years.ts'

/**
 * A handle on X turns out to be a member's (B3): linked before anything was decided, or after a warning on the server,
 * which then counts on X. What comes of a breach on X goes to the member; later the two may prove to be two people.
 */
export async function* linkedStory(years: Years, member: string, handle: string, admins: OnX): Story {
  const { stage, clp, dice } = years
  const person = clp.as(member)
  const warnedBefore = dice.onceIn(2)
  if (warnedBefore) {
    const { step } = yield* sanctioned(years, member)
    yield 3
    // who is banned for what they did before is asked by hand about X: that is told elsewhere
    if (step !== 'warning') return void (yield* untilBack(years, person, step))
  }
  yield* saysOfTwo(years, 'link', member, handle)
  years.count(warnedBefore ? 'linked after a sanction' : 'linked before any sanction')
  const [first, second] = admins
  const ref = await opensOnX(years, handle, first)
  yield dice.upTo(2) - 1
  const card = await cardWith(stage, ref, 'Agree to ask')
  await insist(stage, () => second.press(card, 'Agree to ask'))
  const notice = await dmWith(stage, member, 'Give my side', ref)
  yield dice.upTo(2)
  yield* theirSide(years, person, notice)
  await sign(stage, 'An admin', first, ref)
  await sign(stage, 'An admin', second, ref)
  const letter = await dmWith(stage, member, 'Appeal', ref)
  const step = stepIn(letter)
  if (warnedBefore && step === 'warning')
    throw new Error(`${ref} is a warning, though a warning to the same person counts`)
  await insist(stage, async () => person.press(letter, "I've read this"))
  if (dice.onceIn(3)) {
    years.linked.add(handle)
    return void (yield* bansOnX(years, ref, admins))
  }
  yield 2
  yield* saysOfTwo(years, 'unlink', member, handle)
  years.count('parted after a sanction')
  await told(clp, person, new RegExp(`${ref}[^]*it was not about you`))
  // what the EC decides, and what people then do on X, come as tasks
  while ((await openTasks(years.file)).some((t) => t.matter === ref)) yield 3
}

/** One officer says so of two identities, another confirms it a day later. */
async function* saysOfTwo(years: Years, what: 'link' | 'unlink', member: string, handle: string): Story {
  const { stage, clp } = years
  const [one] = deciders(years, years.admins, 1) as [Person]
  const pair = { person: member, handle, platform: 'X', reason: 'They said so in a reply.' }
  const said = await insist(stage, () => one.slash({ guild: clp.guild }, `person ${what}`, pair))
  if (!said.text.includes('proposed')) throw new Error(`not proposed: ${said.text}`)
  yield 1
  const kind = what === 'link' ? 'link_identities' : 'part_identities'
  const task = (await openTasks(years.file)).findLast((t) => t.kind === kind)
  if (task === undefined) throw new Error(`nobody is asked to confirm: ${what} ${handle}`)
  const [other] = deciders(
    years,
    years.admins.filter((id) => id !== one.id && taskMessage(years, task.id, [id]) !== null),
    1,
  )
  if (other === undefined) throw new Error(`no other admin was told of task no. ${task.id}`)
  const asked = taskMessage(years, task.id, [other.id])
  if (asked === null) throw new Error(`no message about task no. ${task.id}`)
  const read = await insist(stage, () => other.press(asked.message, 'Read'))
  await insist(stage, () => other.press(read, 'Confirm'))
}
