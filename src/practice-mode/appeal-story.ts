import type { Person } from '../practice/discord/driver/person.ts'
import type { SeenMessage } from '../practice/discord/seen.ts'
import { agree, dmWith, insist, openCase, type Part, reply, roomOf, sign, type Stage } from './story.ts'

/**
 * A member is warned, then banned for 30 days, and appeals against the ban from the letter; both sides are before the
 * EC, which decides that the ban does not stand. Begins on 2 March 2026.
 */
export const APPEAL_STORY: readonly Part[] = [
  { name: 'the warning', begins: null, play: (stage) => sanction(stage, 'Called another member a liar.') },
  {
    name: 'the ban',
    begins: '2026-03-09T10:00:00.000Z',
    play: (stage) => sanction(stage, 'Sang a song about the same member, with his name in it.'),
  },
  { name: 'the appeal', begins: '2026-03-10T10:00:00.000Z', play: appeal },
  { name: 'both sides', begins: '2026-03-11T10:00:00.000Z', play: bothSides },
  // a day after it can open at the earliest: put to the EC some hours late, it opens some hours late
  { name: 'the vote', begins: '2026-03-14T10:05:00.000Z', play: vote },
]

const cast = (stage: Stage) => {
  const [ada, ben] = stage.clp.admins.map((id) => stage.discord.as(id)) as [Person, Person]
  return {
    ada,
    ben,
    robin: stage.discord.as(stage.clp.members[0] as string),
    secretary: stage.discord.as(stage.clp.secretary),
    ec: stage.clp.ec.map((id) => stage.discord.as(id)),
  }
}

async function sanction(stage: Stage, what: string): Promise<string> {
  const { ada, ben, robin } = cast(stage)
  const ref = await openCase(stage, ada, robin.id, { what, when: 'yesterday' })
  const notice = await agree(stage, ben, robin.id, ref)
  await reply(stage, robin, notice, 'It was a song that everybody knows.')
  await sign(stage, 'Ada', ada, ref)
  await sign(stage, 'Ben', ben, ref)
  const letter = await dmWith(stage, robin.id, 'Appeal', ref)
  stage.tell('Robin', 'gets the letter', letter.content)
  const room = await roomOf(stage, ref)
  await stage.discord.waitFor(
    () => stage.discord.messages(room.id).some((m) => m.content.includes('The letter was delivered.')),
    `word that the letter of ${ref} was delivered`,
  )
  return ref
}

async function appeal(stage: Stage, [, about = '']: readonly string[]): Promise<string> {
  const { discord, clp, tell } = stage
  const { robin } = cast(stage)
  await discord.waitFor(() => discord.bans(clp.guild).some((b) => b.userId === robin.id), 'the ban')
  const letter = await dmWith(stage, robin.id, 'Appeal', about)
  const form = await insist(stage, () => robin.press(letter, 'Appeal'))
  tell('Robin, who is banned', 'presses Appeal in the letter', form.text)
  const sent = await insist(stage, () =>
    robin.submit(form, { grounds: 'Nobody asked the member. He laughed, and sang with us.' }),
  )
  tell('Robin', 'sends the form', sent.text)
  const ref = /A\d{4}-\d{3}/.exec(sent.text)?.[0]
  if (ref === undefined) throw new Error(`nothing was lodged: ${sent.text}`)
  const { secretary, ada } = cast(stage)
  const card = await cardOf(stage, ref, 'Put to the EC')
  tell('Sheila, the Secretary', `finds the card in the room of ${ref}`, card.text)
  const put = await insist(stage, () => secretary.press(card, 'Put to the EC'))
  tell('Sheila', 'presses Put to the EC', put.text)
  const asked = await dmWith(stage, ada.id, 'Add a statement', about)
  tell('Ada', 'gets a message', asked.content)
  return ref
}

async function bothSides(stage: Stage, [, about = '', ref = '']: readonly string[]): Promise<undefined> {
  const { tell } = stage
  const { ada, robin } = cast(stage)
  const asked = await dmWith(stage, ada.id, 'Add a statement', about)
  const form = await insist(stage, () => ada.press(asked, 'Add a statement'))
  const added = await insist(stage, () =>
    ada.submit(form, { text: 'The member wrote to us that he had felt he must laugh.' }),
  )
  tell('Ada', 'adds to the statement of the admins', added.text)
  // banned, they share no server with the bot, which can write to them no more: they have added the app
  robin.addAppToAccount()
  const part = await ownAppeal(stage, robin, ref)
  tell('Robin', 'uses /appeal in the DM', part.text)
  const answer = await insist(stage, () => robin.press(part, 'Answer'))
  const sent = await insist(stage, () => robin.submit(answer, { text: 'He told me that he had liked it.' }))
  tell('Robin', 'answers', sent.text)
  const all = await insist(stage, () => robin.press(part, "That's all"))
  tell('Robin', "presses That's all", all.text)
}

const WHOLE_WITHIN_MS = 5_000
const TRIES = 5

/** Someone's appeal as `/appeal` shows it; asked again where the answer was cut off, as it says. */
async function ownAppeal(stage: Stage, person: Person, ref: string): Promise<SeenMessage> {
  for (let i = 0; i < TRIES; i++) {
    const shown = await insist(stage, () => person.slash({ dm: true }, 'appeal'))
    const part = await stage.discord
      .waitFor(
        () => shown.followUps.find((m) => m.text.includes(ref)),
        `${ref} in the answer to /appeal`,
        WHOLE_WITHIN_MS,
      )
      .catch(() => null)
    if (part !== null) return part
  }
  throw new Error(`/appeal does not show ${ref}`)
}

const REASONS = [
  'The member was not asked.',
  'A song that everybody knows is no attack.',
  'Both say that he laughed.',
  'He has said it before.',
  'The warning was clear enough.',
]

async function vote(stage: Stage, [, , ref = '']: readonly string[]): Promise<undefined> {
  const { discord, clp, tell } = stage
  // the days for statements are over, the answer is in, and the vote has opened by itself
  const { robin, ec } = cast(stage)
  await discord.waitFor(
    () => inRoomOf(stage, ref).some((m) => m.content.includes('The answer to that')),
    'the end of the case file',
  )
  for (const [n, member] of ec.entries()) {
    const card = await cardOf(stage, ref, 'Stands', member.id)
    if (n === 0) tell('The EC', `reads the file in the room of ${ref}`, card.text)
    const verdict = n < 3 ? 'Does not stand' : 'Stands'
    const form = await insist(stage, () => member.press(card, verdict))
    const voted = await insist(stage, () => member.submit(form, { reasons: REASONS[n] ?? '' }))
    tell(`EC member no. ${n + 1}`, `votes ${verdict}`, voted.text)
  }
  await discord.waitFor(
    () => !discord.bans(clp.guild).some((b) => b.userId === robin.id),
    'the end of the ban',
  )
  const outcome = await discord.waitFor(
    () => discord.dm(robin.id).find((m) => m.content.includes(ref) && /does not stand/i.test(m.content)),
    'the outcome',
  )
  tell('Robin', 'reads the outcome', outcome.content)
}

/** What stands in the room of a matter, oldest first. */
const inRoomOf = ({ discord, clp }: Stage, ref: string): SeenMessage[] =>
  discord
    .threads(clp.guild)
    .filter((t) => t.name === ref)
    .flatMap((t) => discord.messages(t.id))

/** The card of an appeal once it shows a button, and once someone is in the room. */
const cardOf = (
  { discord, clp }: Stage,
  ref: string,
  button: string,
  person?: string,
): Promise<SeenMessage> =>
  discord.waitFor(
    () =>
      discord
        .threads(clp.guild)
        .filter((t) => t.name === ref && (person === undefined || t.members.includes(person)))
        .flatMap((t) => discord.messages(t.id))
        .find((m) => m.text.includes(`Appeal ${ref}`) && m.buttons.some((b) => b.label === button)),
    `*${button}* on the card of ${ref}`,
  )
