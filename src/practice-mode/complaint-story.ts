import type { Person } from '../practice/discord/driver/person.ts'
import type { SeenMessage } from '../practice/discord/seen.ts'
import { dmWith, insist, type Part, type Stage } from './story.ts'

/** A member complains of a post; the admins decide together, the post is removed, and she is told. Begins on 2 March 2026. */
export const COMPLAINT_STORY: readonly Part[] = [
  { name: 'the complaint', begins: null, play: complaint },
  { name: 'its decision', begins: '2026-03-03T10:00:00.000Z', play: decision },
  { name: 'not satisfied', begins: '2026-03-05T10:00:00.000Z', play: review },
]

const cast = (stage: Stage) => {
  const [ada, ben] = stage.clp.admins.map((id) => stage.discord.as(id)) as [Person, Person]
  const [robin, , tess] = stage.clp.members.map((id) => stage.discord.as(id)) as [Person, Person, Person]
  return { ada, ben, robin, tess, secretary: stage.discord.as(stage.clp.secretary) }
}

/** The card of a complaint in its room, once it shows a button and says something. */
const cardOf = (
  { discord, clp }: Stage,
  ref: string,
  button: string,
  saying: RegExp = /./,
): Promise<SeenMessage> =>
  discord.waitFor(
    () =>
      discord
        .threads(clp.guild)
        .filter((t) => t.name === ref)
        .flatMap((t) => discord.messages(t.id))
        .find(
          (m) =>
            m.text.includes(`Complaint ${ref}`) &&
            saying.test(m.text) &&
            m.buttons.some((b) => b.label === button),
        ),
    `*${button}* on the card of ${ref}`,
  )

async function complaint(stage: Stage): Promise<string> {
  const { clp, tell } = stage
  const { ada, robin, tess } = cast(stage)
  const post = robin.say(
    { guild: clp.guild, channel: clp.channels.general },
    'She is a parasite on this branch.',
  )
  const form = await insist(stage, () => tess.messageMenu('Report to admins', post))
  tell('Tess, a member', 'uses the menu Report to admins on a post', form.text)
  const sent = await insist(stage, () => tess.submit(form, { what: 'It made me afraid to come again.' }))
  tell('Tess', 'sends the form', sent.text)
  const ref = /C\d{4}-\d{3}/.exec(sent.text)?.[0]
  if (ref === undefined) throw new Error(`no complaint was made: ${sent.text}`)
  const card = await cardOf(stage, ref, 'Propose outcome')
  tell('The admins', `find the card in the room of ${ref}`, card.text)
  const asked = await insist(stage, () => ada.press(card, 'Remove post'))
  const sure = asked.buttons[0]?.label
  if (sure !== undefined) {
    const removed = await insist(stage, () => ada.press(asked, sure))
    tell('Ada, an admin', 'removes the post', removed.text)
  }
  await stage.discord.waitFor(
    () => !stage.discord.messages(clp.channels.general).some((m) => m.id === post.id),
    'the post gone',
  )
  return ref
}

async function decision(stage: Stage, [ref = '']: readonly string[]): Promise<undefined> {
  const { tell } = stage
  const { ada, ben, tess } = cast(stage)
  const form = await insist(stage, async () =>
    ada.press(await cardOf(stage, ref, 'Propose outcome'), 'Propose outcome'),
  )
  const proposed = await insist(stage, () =>
    ada.submit(form, { outcome: ['content_removed'], reasons: 'It was a personal attack.' }),
  )
  tell('Ada', 'proposes the outcome', proposed.text)
  const card = await cardOf(stage, ref, 'Sign', /It was a personal attack/)
  const signed = await insist(stage, () => ben.press(card, 'Sign'))
  tell('Ben, another admin', 'presses Sign', signed.text)
  const outcome = await dmWith(stage, tess.id, 'Take it to the EC', ref)
  tell('Tess', 'is told the outcome', outcome.content)
}

async function review(stage: Stage, [ref = '']: readonly string[]): Promise<string> {
  const { discord, clp, tell } = stage
  const { tess, secretary } = cast(stage)
  const outcome = await dmWith(stage, tess.id, 'Take it to the EC', ref)
  const form = await insist(stage, () => tess.press(outcome, 'Take it to the EC'))
  const sent = await insist(stage, () =>
    tess.submit(form, { grounds: 'Removing it is not enough: it was the third time.' }),
  )
  tell('Tess', 'takes it to the EC', sent.text)
  const appeal = /A\d{4}-\d{3}/.exec(sent.text)?.[0]
  if (appeal === undefined) throw new Error(`nothing was lodged: ${sent.text}`)
  const alert = await discord.waitFor(
    () => discord.dm(secretary.id).find((m) => m.content.includes(appeal)),
    `word of ${appeal} to the Secretary`,
  )
  tell('Sheila, the Secretary', 'gets a message', alert.content)
  await discord.waitFor(
    () =>
      discord
        .threads(clp.guild)
        .filter((t) => t.name === appeal)
        .some((t) => discord.messages(t.id).some((m) => m.buttons.some((b) => b.label === 'Put to the EC'))),
    `the card of ${appeal}`,
  )
  return appeal
}
