import { expect } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import type { Clp } from './clp.ts'
import { cast, daysOn, letterOf } from './stories.ts'

/** What the appellants of these tests write. */
export const GROUNDS = 'It was a quotation from a song, so it should be taken back.'

/** The card of an appeal in its room, once it shows a button. */
export const appealCard = (clp: Clp, ref: string, button = 'Read all'): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () =>
      inRoomOf(clp, ref).find(
        (m) => m.text.includes(`Appeal ${ref}`) && m.buttons.some((b) => b.label === button),
      ),
    `the card of ${ref} with *${button}*`,
  )

/** Waits until the card of an appeal says something. */
export const appealSays = (clp: Clp, ref: string, text: string | RegExp): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () => inRoomOf(clp, ref).find((m) => m.text.includes(`Appeal ${ref}`) && m.text.search(text) !== -1),
    `“${String(text)}” on the card of ${ref}`,
  )

/** Every message in the room of a matter, oldest first. */
export const inRoomOf = (clp: Clp, ref: string): SeenMessage[] =>
  clp.discord
    .threads(clp.guild)
    .filter((t) => t.name === ref)
    .flatMap((t) => clp.discord.messages(t.id))

/** They press *Appeal* in the letter of a case, and send the form. */
export async function appeals(
  clp: Clp,
  who: Person,
  about: string,
  words: Record<string, string | string[]> = {},
): Promise<string> {
  const form = await who.press(await letterOf(clp, who, about), 'Appeal')
  const done = await who.submit(form, { grounds: GROUNDS, ...words })
  const ref = /A\d{4}-\d{3}/.exec(done.text)?.[0]
  if (ref === undefined) throw new Error(`no appeal was lodged: ${done.text}`)
  return ref
}

/** The Secretary puts it to the EC, and the days for statements go by. */
export async function putToVote(
  clp: Clp,
  ref: string,
  by: Person = cast(clp).secretary,
): Promise<SeenMessage> {
  const put = await by.press(await appealCard(clp, ref, 'Put to the EC'), 'Put to the EC')
  expect(put.failed).toBeUndefined()
  daysOn(clp, 4)
  await inTheRoom(clp, ref, clp.ec[1])
  return appealCard(clp, ref, 'Stands')
}

/** The last message of the case file, which carries the buttons of the vote. */
export const endOfFile = (clp: Clp, ref: string): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () => inRoomOf(clp, ref).find((m) => m.content.includes('The answer to that')),
    `the end of the case file of ${ref}`,
  )

/** The letter with the outcome of an appeal, once they can read it. */
export const outcomeOf = (clp: Clp, who: Person, ref: string, saying = ''): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () =>
      clp.discord
        .dm(who.id)
        .find((m) => m.content.startsWith(`**Your appeal** · ${ref}`) && m.content.includes(saying)),
    `the outcome of ${ref}`,
  )

/** Waits until someone is in the room of a matter. */
export const inTheRoom = (clp: Clp, ref: string, person: string): Promise<boolean> =>
  clp.discord.waitFor(
    () => clp.discord.threads(clp.guild).some((t) => t.name === ref && t.members.includes(person)),
    `somebody in the room of ${ref}`,
  )

/** An appeal that the EC is voting on. */
export async function atTheVote(
  clp: Clp,
  who: Person,
  about: string,
  words: Record<string, string> = {},
): Promise<string> {
  const ref = await appeals(clp, who, about, words)
  await putToVote(clp, ref)
  return ref
}

/** *Stands* or *Does not stand* with reasons, on the card as it stands. */
export async function votes(
  clp: Clp,
  who: Person,
  ref: string,
  verdict: string,
  reasons = `Because I think so: ${verdict}.`,
): Promise<Answer> {
  await inTheRoom(clp, ref, who.id)
  const form = await who.press(await appealCard(clp, ref, verdict), verdict)
  if (form.modal === undefined) return form
  return who.submit(form, { reasons })
}
