import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { FormValue } from '../../src/practice/discord/driver/form.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import type { Clp } from './clp.ts'

const refIn = (text: string): string => {
  const ref = /C\d{4}-\d{3}/.exec(text)?.[0]
  if (ref === undefined) throw new Error(`no complaint was made: ${text}`)
  return ref
}

/** Someone writes something in the general channel. */
export const posts = (clp: Clp, who: Person, text: string): SeenMessage =>
  who.say({ guild: clp.guild, channel: clp.channels.general }, text)

/** The menu *Report to admins* on a message, and its form. */
export async function reports(
  who: Person,
  post: SeenMessage,
  values: Record<string, FormValue> = {},
): Promise<{ ref: string; answer: Answer }> {
  const form = await who.messageMenu('Report to admins', post)
  const answer = await who.submit(form, values)
  return { ref: refIn(answer.text), answer }
}

/** `/complain` and its form, also for someone who has complained before. */
export async function complains(
  clp: Clp,
  who: Person,
  values: Record<string, FormValue>,
): Promise<{ ref: string; answer: Answer }> {
  const first = await who.slash({ guild: clp.guild }, 'complain')
  const form = first.modal ? first : await who.press(first, 'Make a complaint')
  const answer = await who.submit(form, values)
  return { ref: refIn(answer.text), answer }
}

/** The card of a complaint in its room, once it shows a button or says something. */
export const complaintCardWith = (clp: Clp, ref: string, button: string | RegExp): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () =>
      clp.discord
        .threads(clp.guild)
        .filter((t) => t.name === ref)
        .flatMap((t) => clp.discord.messages(t.id))
        .find(
          (m) =>
            m.text.includes(`Complaint ${ref}`) &&
            (typeof button === 'string'
              ? m.buttons.some((b) => b.label === button)
              : m.text.search(button) !== -1),
        ),
    `“${String(button)}” on the card of ${ref}`,
  )

/** *Propose outcome* by someone. */
export async function proposes(
  clp: Clp,
  who: Person,
  ref: string,
  values: Record<string, FormValue>,
): Promise<Answer> {
  const card = await complaintCardWith(clp, ref, 'Propose outcome')
  const done = await who.submit(await who.press(card, 'Propose outcome'), values)
  // the version to sign stands on the card once it is drawn
  if (/signatures? (is|are) needed/.test(done.text))
    await complaintCardWith(clp, ref, new RegExp(String(values['reasons'])))
  return done
}

/** *Sign* by someone, on the card as it stands. */
export const signsComplaint = async (clp: Clp, who: Person, ref: string): Promise<Answer> =>
  who.press(await complaintCardWith(clp, ref, 'Sign'), 'Sign')
