import type { Person } from '../../practice/discord/driver/person.ts'
import type { SeenMessage } from '../../practice/discord/seen.ts'
import { agree, cardWith, dmWith, insist, openCase, reply, roomOf, sign, type Stage } from '../story.ts'
import { daysOn } from './morning.ts'

/** What has happened before an exercise begins, played by the people of the CLP as they would. */

const admins = ({ discord, clp }: Stage) => clp.admins.map((id) => discord.as(id)) as [Person, Person, Person]

/** Ada opens a case about yesterday. Gives its reference, as all of these do. */
export async function opened(stage: Stage, member: string, what: string): Promise<string> {
  const ref = await openCase(stage, admins(stage)[0], member, { what, when: 'yesterday' })
  await cardWith(stage, ref, 'Agree to ask')
  return ref
}

/** A case in which the member was asked and has answered; sign-off is open. */
export async function heard(stage: Stage, member: string, what: string): Promise<string> {
  const ref = await opened(stage, member, what)
  const notice = await agree(stage, admins(stage)[1], member, ref)
  await reply(
    stage,
    stage.discord.as(member),
    notice,
    'I was angry that evening. It was not meant like that.',
  )
  await cardWith(stage, ref, 'Sign')
  return ref
}

/** A case whose letter has arrived and was read. */
export async function sanctioned(stage: Stage, member: string, what: string): Promise<string> {
  const ref = await heard(stage, member, what)
  const [ada, ben] = admins(stage)
  await sign(stage, 'Ada', ada, ref)
  await sign(stage, 'Ben', ben, ref)
  const letter = await dmWith(stage, member, "I've read this", ref)
  const room = await roomOf(stage, ref)
  await stage.discord.waitFor(
    () => stage.discord.messages(room.id).some((m) => m.content.includes('The letter was delivered.')),
    `word that the letter of ${ref} was delivered`,
  )
  await insist(stage, () => stage.discord.as(member).press(letter, "I've read this"))
  return ref
}

/** A warning, and ten days later a 30-day ban, which is in force. */
export async function banned(stage: Stage, member: string): Promise<string> {
  await sanctioned(stage, member, 'Called another member a liar.')
  daysOn(stage.discord.clock, 10)
  const ref = await sanctioned(stage, member, 'Called the same member a crook, by name.')
  await stage.discord.waitFor(
    () => stage.discord.bans(stage.clp.guild).some((ban) => ban.userId === member),
    'the ban',
  )
  return ref
}

/** A warning against which the member has appealed, on which the EC can vote. Gives the reference of the warning. */
export async function atTheVote(stage: Stage, member: string): Promise<string> {
  const { discord, clp } = stage
  const ref = await sanctioned(stage, member, 'Called the branch officers clowns.')
  const appellant = discord.as(member)
  const form = await insist(stage, async () =>
    appellant.press(await dmWith(stage, member, 'Appeal', ref), 'Appeal'),
  )
  const sent = await insist(stage, () =>
    appellant.submit(form, { grounds: 'It was a joke among friends, and they laughed.' }),
  )
  const appeal = /A\d{4}-\d{3}/.exec(sent.text)?.[0]
  if (appeal === undefined) throw new Error(`nothing was lodged: ${sent.text}`)
  const card = await inRoom(stage, appeal, 'Put to the EC')
  await insist(stage, () => discord.as(clp.secretary).press(card, 'Put to the EC'))
  daysOn(discord.clock, 4)
  await inRoom(stage, appeal, 'Stands')
  await discord.waitFor(
    () =>
      discord
        .threads(clp.guild)
        .some((t) => t.name === appeal && clp.ec.every((id) => t.members.includes(id))),
    'the EC in the room',
  )
  return ref
}

const inRoom = ({ discord, clp }: Stage, ref: string, button: string): Promise<SeenMessage> =>
  discord.waitFor(
    () =>
      discord
        .threads(clp.guild)
        .filter((t) => t.name === ref)
        .flatMap((t) => discord.messages(t.id))
        .find((m) => m.buttons.some((b) => b.label === button)),
    `*${button}* in the room of ${ref}`,
  )
