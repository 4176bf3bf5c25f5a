import type { Answer } from '../practice/discord/driver/answer.ts'
import type { Person } from '../practice/discord/driver/person.ts'
import type { PracticeDiscord } from '../practice/discord/practice-discord.ts'
import type { SeenMessage } from '../practice/discord/seen.ts'
import type { SmallClp } from '../practice/small-clp.ts'

/** What the teller of a story is told: who sees what, in the order in which it happens. */
export type Tell = (who: string, does: string, sees: string) => void

export interface Stage {
  discord: PracticeDiscord
  clp: SmallClp
  tell: Tell
  /** Waits until the bot is there again, for stories in which it is ended on the way. */
  botBack: () => Promise<void>
}

/** One part of a story: the clock is moved on to its beginning, then it is played. `refs` are the matters so far. */
export interface Part {
  name: string
  /** UTC instant; the first part begins where the clock stands. */
  begins: string | null
  /** Gives the reference of the matter that it opened, if it did. */
  play(stage: Stage, refs: readonly string[]): Promise<string | undefined>
}

/** Plays the parts of a story one after the other; gives the references of the matters that were opened. */
export async function playParts(stage: Stage, parts: readonly Part[]): Promise<string[]> {
  const refs: string[] = []
  for (const part of parts) {
    if (part.begins !== null) stage.discord.clock.advanceTo(part.begins)
    const ref = await part.play(stage, refs)
    if (ref !== undefined) refs.push(ref)
  }
  return refs
}

const TRIES = 40

/** A press or command by someone who tries again when the application did not respond, or thinks for ever, as people do. */
export async function insist(stage: Stage, act: () => Promise<Answer>): Promise<Answer> {
  for (let i = 0; i < TRIES; i++) {
    const answer = await act()
    if (answer.failed === undefined && !answer.deferred) return answer
    await stage.botBack()
  }
  throw new Error('the bot does not answer any more')
}

/** The room of a case, once it is there. */
export const roomOf = (stage: Stage, ref: string) =>
  stage.discord.waitFor(
    () => stage.discord.threads(stage.clp.guild).find((t) => t.name === ref),
    `the room of ${ref}`,
  )

/** The card of a case, once it shows a button. */
export async function cardWith(stage: Stage, ref: string, button: string): Promise<SeenMessage> {
  const room = await roomOf(stage, ref)
  return stage.discord.waitFor(
    () =>
      stage.discord
        .messages(room.id)
        .find((m) => m.buttons.some((b) => b.label === button) && m.text.includes(`Case ${ref}`)),
    `*${button}* on the card of ${ref}`,
  )
}

/** The message to a person that shows a button and a text, once it is there. */
export const dmWith = (stage: Stage, person: string, button: string, text: string): Promise<SeenMessage> =>
  stage.discord.waitFor(
    () =>
      stage.discord
        .dm(person)
        .find((m) => m.content.includes(text) && m.buttons.some((b) => b.label === button)),
    `a message with *${button}* and "${text}"`,
  )

/** What an admin writes down about an incident. */
export interface Incident {
  what: string
  when: string
  finding?: string
}

/** `/warn`, the form, and *Put to the admins*. Gives the reference. */
export async function openCase(
  stage: Stage,
  admin: Person,
  about: string,
  incident: Incident,
): Promise<string> {
  const { clp, tell } = stage
  const opened = await insist(stage, () => admin.slash({ guild: clp.guild }, 'warn', { person: about }))
  const checked = await insist(stage, () =>
    admin.submit(opened, {
      what: incident.what,
      when: incident.when,
      rules: ['personal-attacks'],
      evidence: 'A screenshot was seen by two members.',
    }),
  )
  tell('Ada, an admin', `uses /warn about Robin: “${incident.what}”`, checked.text)
  let put = await insist(stage, () => admin.press(checked, 'Put to the admins'))
  if (put.modal !== undefined) {
    const form = put
    put = await insist(stage, () => admin.submit(form, { finding: incident.finding ?? '' }))
  }
  tell('Ada', 'presses Put to the admins', put.text)
  const ref = /\d{4}-\d{3}/.exec(put.text)?.[0]
  if (ref === undefined) throw new Error(`no case was opened: ${put.text}`)
  return ref
}

/** *Agree to ask*; gives the notice that the person gets. */
export async function agree(stage: Stage, admin: Person, about: string, ref: string): Promise<SeenMessage> {
  const card = await cardWith(stage, ref, 'Agree to ask')
  stage.tell('The admins', `find the card in the room of ${ref}`, card.text)
  const agreed = await insist(stage, () => admin.press(card, 'Agree to ask'))
  stage.tell('Ben, another admin', 'presses Agree to ask', agreed.text)
  const notice = await dmWith(stage, about, 'Give my side', ref)
  stage.tell('Robin', 'gets a message', notice.content)
  return notice
}

/** The person gives their side and says that this is all. */
export async function reply(stage: Stage, person: Person, notice: SeenMessage, side: string): Promise<void> {
  const form = await insist(stage, () => person.press(notice, 'Give my side'))
  const said = await insist(stage, () => person.submit(form, { side }))
  stage.tell('Robin', `gives their side: “${side}”`, said.text)
  const all = await insist(stage, () => person.press(said, "That's all"))
  stage.tell('Robin', "presses That's all", all.text)
}

/** *Sign* by one admin. */
export async function sign(stage: Stage, name: string, admin: Person, ref: string): Promise<void> {
  const card = await cardWith(stage, ref, 'Sign')
  const signed = await insist(stage, () => admin.press(card, 'Sign'))
  stage.tell(name, 'presses Sign', signed.text)
}

/** *Don't sign*, with a reason. */
export async function dontSign(
  stage: Stage,
  name: string,
  admin: Person,
  ref: string,
  reason: string,
): Promise<void> {
  const card = await cardWith(stage, ref, "Don't sign")
  const form = await insist(stage, () => admin.press(card, "Don't sign"))
  const done = await insist(stage, () => admin.submit(form, { reason }))
  stage.tell(name, `presses Don't sign: “${reason}”`, done.text)
}

/** The Secretary has the register verified by `/register verify`; throws where it is not in order. */
export async function verifyByCommand(stage: Stage): Promise<void> {
  const secretary = stage.discord.as(stage.clp.secretary)
  const verified = await insist(stage, () => secretary.slash({ guild: stage.clp.guild }, 'register verify'))
  await stage.discord.waitFor(() => !verified.deferred, 'the verification')
  stage.tell('Sheila, the Secretary', 'uses /register verify', verified.text)
  if (!/verifies|in order/i.test(verified.text))
    throw new Error(`the register does not verify: ${verified.text}`)
}
