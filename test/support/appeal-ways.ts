import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { Clp } from './clp.ts'
import { letterOf } from './stories.ts'

/** The DM with the bot. */
export const DM = { dm: true } as const

/** Sends the form of an appeal that is open; gives the answer, and the reference in it. */
export async function sendAppeal(
  who: Person,
  form: Answer,
  words: Record<string, string | string[]>,
): Promise<{ answer: Answer; appeal: string }> {
  const answer = await who.submit(form, words)
  return { answer, appeal: /A\d{4}-\d{3}/.exec(answer.content)?.[0] ?? answer.text }
}

/** Someone appeals by the button in the letter of a case; gives the appeal's reference. */
export async function appealsByLetter(
  clp: Clp,
  who: Person,
  ref: string,
  words: Record<string, string | string[]>,
): Promise<string> {
  const form = await who.press(await letterOf(clp, who, ref), 'Appeal')
  return (await sendAppeal(who, form, words)).appeal
}

/** Waits until an answer, or what follows it, says something. */
export const showsIn = (clp: Clp, answer: Answer, text: string): Promise<boolean> =>
  clp.discord.waitFor(() => answer.text.includes(text), `“${text}” in the answer`)

/** Who is in a room besides the bot, by Discord's own list. */
export const inRoom = (clp: Clp, ref: string): string[] =>
  clp.discord
    .threads(clp.guild)
    .filter((t) => t.name === ref)
    .flatMap((t) => [...t.members])
    .filter((id) => id !== clp.bot.id)
