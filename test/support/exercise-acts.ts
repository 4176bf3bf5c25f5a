import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import { daysOn } from '../../src/practice-mode/exercises/morning.ts'
import type { Clp } from './clp.ts'

/** Someone who does an exercise by hand, as its steps say. */
export interface Doing {
  clp: Clp
  /** Whom it is about. */
  member: Person
}

export type Act = (doing: Doing) => Promise<unknown>

/** The last message in the newest room that shows a button, once the person is in it. */
const inRooms = ({ clp }: Doing, who: Person, button: string): Promise<SeenMessage> =>
  clp.discord.waitFor(() => {
    const room = clp.discord.threads(clp.guild).at(-1)
    if (room === undefined || !room.members.includes(who.id)) return undefined
    return who.messages(room.id).findLast((m) => m.buttons.some((b) => b.label === button))
  }, `*${button}* in the newest room`)

/** The last message to a person that shows a button. */
const inDms = ({ clp }: Doing, who: Person, button: string): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () => clp.discord.dm(who.id).findLast((m) => m.buttons.some((b) => b.label === button)),
    `*${button}* in a direct message`,
  )

const answered = (answer: Answer): Answer => {
  if (answer.failed !== undefined) throw new Error(answer.failed)
  return answer
}

const admin =
  (n: 0 | 1 | 2) =>
  ({ clp }: Doing): Person =>
    clp.as(clp.admins[n])
const ec =
  (n: 0 | 1 | 2) =>
  ({ clp }: Doing): Person =>
    clp.as(clp.ec[n])
const [ada, ben, cleo] = [admin(0), admin(1), admin(2)]
const member = ({ member: one }: Doing): Person => one
const secretary = ({ clp }: Doing): Person => clp.as(clp.secretary)
const chair = ({ clp }: Doing): Person => clp.as(clp.chair)

type Who = (doing: Doing) => Person

const presses =
  (who: Who, button: string, values?: Record<string, string | string[]>, where = inRooms): Act =>
  async (d) => {
    const opened = answered(await who(d).press(await where(d, who(d), button), button))
    if (values === undefined) return opened
    return answered(await who(d).submit(opened, values))
  }

const writes =
  (who: Who, command: string, options: (d: Doing) => Record<string, string> = () => ({})): Act =>
  async (d) =>
    answered(await who(d).slash({ guild: d.clp.guild }, command, options(d)))

const warns: Act = async (d) => {
  const form = answered(await ada(d).slash({ guild: d.clp.guild }, 'warn', { person: d.member.id }))
  const checked = await ada(d).submit(form, {
    what: 'Called another member a liar.',
    when: 'yesterday',
    rules: ['personal-attacks'],
  })
  answered(await ada(d).press(checked, 'Put to the admins'))
}

const givesSide: Act = async (d) => {
  const said = (await presses(member, 'Give my side', { side: 'I was angry.' }, inDms)(d)) as Answer
  answered(await member(d).press(said, "That's all"))
}

/** The letter of the newest case. */
const reads: Act = async (d) => {
  const letter = await d.clp.discord.waitFor(() => {
    const ref = d.clp.discord.threads(d.clp.guild).at(-1)?.name ?? 'no room'
    return d.clp.discord
      .dm(d.member.id)
      .find((m) => m.content.includes(ref) && m.buttons.some((b) => b.label === "I've read this"))
  }, 'the letter')
  answered(await d.member.press(letter, "I've read this"))
}
const days =
  (n: number): Act =>
  ({ clp }) =>
    Promise.resolve(daysOn(clp.discord.clock, n))
const votes = (n: 0 | 1 | 2): Act => presses(ec(n), 'Does not stand', { reasons: 'It was a joke.' })

/** The appeals whose references the Secretary looks for: the first of the year. */
const looksForTheAppeal = writes(secretary, 'appeals view', ({ clp }) => ({
  ref: clp.discord.threads(clp.guild).findLast((t) => t.name.startsWith('A'))?.name ?? '',
}))

const answersTheAppeal: Act = async (d) => {
  const shown = answered(await d.member.slash({ dm: true }, 'appeal'))
  const part = await d.clp.discord.waitFor(
    () => shown.followUps.find((m) => m.buttons.some((b) => b.label === 'Answer')),
    'the appeal in the answer to /appeal',
  )
  const form = answered(await d.member.press(part, 'Answer'))
  answered(await d.member.submit(form, { text: 'He told me that he liked it.' }))
  answered(await d.member.press(part, "That's all"))
}

const asksForTheRest: Act = async (d) => {
  const shown = answered(await d.member.slash({ guild: d.clp.guild }, 'mydata'))
  const form = answered(await d.member.press(shown, 'Ask for the rest'))
  answered(await d.member.submit(form, { trusted: ['no'] }))
}

const MOST_PIECES = 20

const answersTheRequest: Act = async (d) => {
  const who = secretary(d)
  let shown = answered(await who.press(await inDms(d, who, 'Open'), 'Open'))
  for (let i = 0; i < MOST_PIECES && shown.buttons.some((b) => b.label === 'Release'); i++)
    shown = answered(await who.press(shown, 'Release'))
  const sure = answered(await who.press(shown, 'Send'))
  answered(await who.press(sure, 'Yes, send it'))
}

/** How each exercise is done, one act a step. */
export const ACTS: Record<string, Act[]> = {
  'first-warning': [
    warns,
    presses(ben, 'Agree to ask'),
    givesSide,
    presses(ada, 'Sign'),
    presses(ben, 'Sign'),
    reads,
  ],
  'both-sides': [
    presses(ben, 'Agree to ask'),
    presses(member, 'I need more time', undefined, inDms),
    givesSide,
    presses(cleo, 'Read all'),
    presses(cleo, 'Sign'),
    presses(ada, 'Sign'),
  ],
  'second-breach': [
    writes(ada, 'history', (d) => ({ person: d.member.id })),
    warns,
    presses(ben, 'Agree to ask'),
    givesSide,
    presses(ada, 'Sign'),
    presses(ben, 'Sign'),
    reads,
    days(31),
  ],
  'no-signature': [
    presses(ben, "Don't sign", { reason: 'I would try mediation first.' }),
    presses(ada, 'Sign'),
    days(8),
    presses(chair, 'Sign'),
    reads,
  ],
  'conflicted-secretary': [
    async (d) => presses(member, 'Appeal', { grounds: 'It was a joke.', trusted: [d.clp.ec[0]] }, inDms)(d),
    looksForTheAppeal,
    presses(ec(0), 'Put to the EC'),
  ],
  'banned-appeal': [
    presses(member, 'Appeal', { grounds: 'He laughed.' }, inDms),
    presses(secretary, 'Put to the EC'),
    presses(ada, 'Add a statement', { text: 'He wrote to us later.' }, inDms),
    answersTheAppeal,
    days(7),
  ],
  'ec-vote': [votes(0), votes(1), votes(2), days(8)],
  'own-data': [writes(member, 'privacy'), writes(member, 'mydata'), asksForTheRest, answersTheRequest],
}
