import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../../src/practice/discord/seen.ts'
import { dmWith, insist } from '../../../src/practice-mode/story.ts'
import { endsOffice } from './officer-stories.ts'
import { daysThatCount, type Story, type Years } from './years.ts'

/** The card of a matter in its room, once it shows a button, and once someone is in the room. */
export const cardIn = (years: Years, ref: string, button: string, person?: string): Promise<SeenMessage> => {
  const { discord, guild } = years.clp
  return discord.waitFor(
    () =>
      discord
        .threads(guild)
        .filter((t) => t.name === ref && (person === undefined || t.members.includes(person)))
        .flatMap((t) => discord.messages(t.id))
        .findLast((m) => m.text.includes(ref) && m.buttons.some((b) => b.label === button)),
    `*${button}* on the card of ${ref}`,
  )
}

/** An appeal from a letter to its outcome: the days for statements pass, and all of the EC vote. */
export async function* appealStory(years: Years, who: Person, about: string): Story {
  const { stage } = years
  const letter = await dmWith(stage, who.id, 'Appeal', about)
  const form = await insist(stage, () => who.press(letter, 'Appeal'))
  const sent = await insist(stage, () =>
    who.submit(form, { grounds: `It was a joke that everybody understood. ${years.wordOfToday()}` }),
  )
  yield* toTheEc(years, lodged(sent.text), { appellant: who.id })
}

export function lodged(text: string): string {
  const ref = /A\d{4}-\d{3}/.exec(text)?.[0]
  if (ref === undefined) throw new Error(`nothing was lodged: ${text}`)
  return ref
}

/** Who leaves the EC in the middle of a vote, once in so many. */
const LEAVES = 10
const VERDICTS = ['Stands', 'Does not stand'] as const

/** What was lodged goes to the EC, which decides, one way if it is said which; the appellant hears how, where they can be written to. */
export async function* toTheEc(
  years: Years,
  ref: string,
  { appellant, verdict }: { appellant: string | null; verdict?: (typeof VERDICTS)[number] },
): Story {
  const { stage, clp, dice } = years
  years.count('an appeal')
  const roll = [...years.ec]
  yield dice.upTo(3)
  const handler = clp.as(clp.secretary)
  const card = await cardIn(years, ref, 'Put to the EC')
  await insist(stage, () => handler.press(card, 'Put to the EC'))
  yield* daysThatCount(years, 5)
  for (const id of dice.draw(roll, roll.length)) {
    if (!years.ec.includes(id)) continue
    const member = clp.as(id)
    const says = verdict ?? (dice.onceIn(3) ? 'Does not stand' : 'Stands')
    const open = await cardIn(years, ref, says, id)
    const form = await insist(stage, () => member.press(open, says))
    await insist(stage, () => member.submit(form, { reasons: `I read it all, and think: ${says}.` }))
    // the trusted EC officer, who is the first of them, is needed for other things
    if (dice.onceIn(LEAVES) && id !== clp.ec[0] && years.ec.length === clp.ec.length && id !== roll.at(-1)) {
      await endsOffice(years, id, { office: 'ec_member' })
      years.count('an EC member left in the middle of a vote')
    }
    if (dice.onceIn(4)) yield 1
  }
  years.count(`an appeal: ${(await outcomeOf(years, ref, appellant)).toLowerCase()}`)
}

/** What came of an appeal, as the appellant is told or, where nobody can write to them, as its card shows. */
async function outcomeOf({ clp }: Years, ref: string, appellant: string | null): Promise<string> {
  const told = () =>
    appellant === null
      ? clp.discord
          .threads(clp.guild)
          .filter((t) => t.name === ref)
          .flatMap((t) => clp.discord.messages(t.id))
          .map((m) => m.text)
          .find((text) => text.includes(ref) && /closed: the decision/.test(text))
      : clp.discord
          .dm(appellant)
          .find((m) => m.content.includes(ref) && /stands?\b/i.test(m.content) && m.files.length > 0)?.content
  const text = await clp.discord.waitFor(told, `the outcome of ${ref}`)
  return VERDICTS.findLast((one) => text.toLowerCase().includes(one.toLowerCase())) ?? 'Stands'
}
