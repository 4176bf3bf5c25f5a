import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../../src/practice/discord/seen.ts'
import { dmWith, insist } from '../../../src/practice-mode/story.ts'
import type { Story, Years } from './years.ts'

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
  yield* toTheEc(years, who, lodged(sent.text))
}

export function lodged(text: string): string {
  const ref = /A\d{4}-\d{3}/.exec(text)?.[0]
  if (ref === undefined) throw new Error(`nothing was lodged: ${text}`)
  return ref
}

/** What was lodged goes to the EC, which decides; the person hears how. */
export async function* toTheEc(years: Years, who: Person, ref: string): Story {
  const { stage, clp, dice } = years
  years.count('an appeal')
  yield dice.upTo(3)
  const handler = clp.as(clp.secretary)
  const card = await cardIn(years, ref, 'Put to the EC')
  await insist(stage, () => handler.press(card, 'Put to the EC'))
  yield 5
  for (const id of dice.draw(clp.ec, clp.ec.length)) {
    const member = clp.as(id)
    const verdict = dice.onceIn(3) ? 'Does not stand' : 'Stands'
    const open = await cardIn(years, ref, verdict, id)
    const form = await insist(stage, () => member.press(open, verdict))
    await insist(stage, () => member.submit(form, { reasons: `I read it all, and think: ${verdict}.` }))
    if (dice.onceIn(4)) yield 1
  }
  const outcome = await clp.discord.waitFor(
    () =>
      clp.discord
        .dm(who.id)
        .find((m) => m.content.includes(ref) && /stands?\b/i.test(m.content) && m.files.length > 0),
    `the outcome of ${ref}`,
  )
  years.count(/does not stand/i.test(outcome.content) ? 'an appeal: does not stand' : 'an appeal: stands')
}
