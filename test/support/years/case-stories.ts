import type { SeenMessage } from '../../../src/practice/discord/seen.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import {
  agree,
  cardWith,
  dmWith,
  dontSign,
  insist,
  openCase,
  reply,
  sign,
} from '../../../src/practice-mode/story.ts'
import { appealStory } from './appeal-stories.ts'
import { endsOffice } from './officer-stories.ts'
import { daysThatCount, deciders, type Story, type Years } from './years.ts'

export type Step = 'warning' | 'ban30' | 'lifetime'

/** The days that someone has for their side, and one more, by what the notice says is possible. */
const WINDOWS: [RegExp, number][] = [
  [/lifetime/i, 15],
  [/30-day/i, 8],
  [/warning/i, 4],
]

/** A breach: proposed, asked, heard or not, signed, written, read or not, appealed or not; a ban to its end. */
export async function* breach(years: Years, about: string): Story {
  const { stage, clp, dice } = years
  const person = clp.as(about)
  const { ref, letter, step } = yield* sanctioned(years, about)
  yield dice.upTo(3)
  await insist(stage, async () => person.press(letter, "I've read this"))
  if (dice.onceIn(4)) {
    yield dice.upTo(10)
    yield* appealStory(years, person, ref)
  }
  yield* untilBack(years, person, step)
}

/** From the proposal to the letter. */
export async function* sanctioned(
  years: Years,
  about: string,
): Story<{ ref: string; letter: SeenMessage; step: Step }> {
  const { stage, clp, dice } = years
  const person = clp.as(about)
  const then = [...years.admins]
  const [first] = deciders(years, then, 1) as [Person]
  const ref = await openCase(stage, first, about, {
    what: `${dice.oneOf(WORDS)} ${years.wordOfToday()}`,
    when: 'yesterday',
    finding: 'They went on after the ban as before it.',
  })
  yield dice.upTo(2) - 1
  const others = then.filter((id) => id !== first.id)
  const [second] = deciders(years, others, 1) as [Person]
  const notice = await agree(stage, second, about, ref)
  yield dice.upTo(2)
  yield* theirSide(years, person, notice)
  await cardWith(stage, ref, 'Sign')
  const signers = deciders(years, then, 3)
  // whoever signs and leaves office before it is decided has not signed (A8)
  if (dice.onceIn(10) && years.admins.length > 4 && signers.length === 3) {
    const [leaves] = signers.splice(0, 1) as [Person]
    await sign(stage, 'An admin', leaves, ref)
    await endsOffice(years, leaves.id, { office: 'admin', platform: 'discord' })
    years.count('an admin left in the middle of a case')
    yield dice.upTo(3) - 1
  }
  const [against] = dice.onceIn(6) && signers.length === 3 ? signers.splice(2) : []
  if (against) await dontSign(stage, 'An admin', against, ref, 'It was said in anger.')
  for (const signer of signers.slice(0, 2)) await sign(stage, 'An admin', signer, ref)
  const letter = await dmWith(stage, about, 'Appeal', ref)
  const step = stepIn(letter)
  years.count(`a sanction: ${step}`)
  return { ref, letter, step }
}

/** The step that a letter says. */
export const stepIn = ({ content }: SeenMessage): Step =>
  /\*\*A lifetime ban/.test(content) ? 'lifetime' : /\*\*A 30-day ban/.test(content) ? 'ban30' : 'warning'

/** They answer, say that they won't, or let the days pass. */
export async function* theirSide(years: Years, person: Person, notice: SeenMessage): Story {
  const { stage, dice } = years
  const how = dice.upTo(3)
  years.count(['an answer', 'no wish to reply', 'silence'][how - 1] as string)
  if (how === 1) await reply(stage, person, notice, `I was angry, and I am sorry. ${years.wordOfToday()}`)
  if (how === 2) {
    const sure = await insist(stage, () => person.press(notice, "I don't want to reply"))
    if (sure.buttons.length > 0) await insist(stage, () => person.press(sure, "I don't want to reply"))
  }
  if (how < 3) return
  const days = WINDOWS.find(([word]) => word.test(notice.content))?.[1]
  if (days === undefined) throw new Error(`the notice says no possible step: ${notice.content}`)
  yield* daysThatCount(years, days)
}

/** Waits while someone is banned; they come back when they can, and behave for some days. */
export async function* untilBack(years: Years, person: Person, step: Step): Story {
  const { clp, dice } = years
  const banned = () => clp.discord.bans(clp.guild).some((b) => b.userId === person.id)
  if (step === 'lifetime') {
    while (banned()) yield 30
  }
  while (banned()) {
    yield 1
    if (!banned() && years.paused.has(years.day)) years.count('a ban that ended in a pause')
  }
  yield 1
  if (!clp.discord.members(clp.guild).includes(person.id)) person.join(clp.guild)
  yield 3 + dice.upTo(40)
}

const WORDS = [
  'Called another member a liar, twice.',
  'Wrote that a member should be ashamed to be seen.',
  'Posted a picture that mocks a member.',
  'Told a new member to go home.',
  'Shared a post that calls members traitors.',
]
