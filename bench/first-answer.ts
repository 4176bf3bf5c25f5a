import { BOT_RIGHTS } from '../src/practice/small-clp.ts'
import { appointSmallClp } from '../src/practice-mode/appoint-small-clp.ts'
import { alternate, type Round, type Times } from './alternate.ts'
import { parts } from './asking.ts'
import { spread, type Spread } from './numbers.ts'
import { peakMemory } from './process-cost.ts'
import { KINDS, refusalRounds, type Signable, signRounds, warnRounds } from './rounds.ts'
import { nothingToSend, onRegister } from './register-file.ts'
import { addSigningCases } from './signing-cases.ts'
import { openStage, type Stage } from './stage.ts'

export interface FirstAnswers {
  atOnce: number
  kinds: { kind: string; ours: Spread; bare: Spread }[]
  peakMemoryMiB: { ours: number | null; bare: number | null }
  /** Cases that the bot held when its memory was read. */
  cases: number
}

/** Interactions that are on their way at the same time. */
const AT_ONCE = 20
/** Rounds of each kind; the first ones only warm up and are not counted. */
const ROUNDS = 64
const WARM_UP = 4
/** Rounds of one bot in a row before the other has its turn. */
const IN_A_ROW = 4

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n)

/** Time to first answer of the bot and of the bare bot, 20 at a time, and what memory they needed for it. */
export async function measureFirstAnswers(): Promise<FirstAnswers> {
  const stage = await openStage()
  try {
    return await measure(stage)
  } finally {
    await stage.close()
  }
}

async function measure(stage: Stage): Promise<FirstAnswers> {
  const { discord } = stage
  const ours = stage.ours()
  const bare = stage.bare()
  // On a server beside, which the bot is on too: the practice Discord looks at every member of a server with every
  // message there, which Discord's machines would not make the bot wait for.
  const { id: beside } = discord.addGuild({ name: 'Everyone else', owner: ours.clp.owner })
  discord.inviteBot(beside, ours.clp.bot.id, BOT_RIGHTS)
  const people = range(ROUNDS * AT_ONCE).map((n) => {
    const { id } = discord.addUser({ username: `member-${n}` })
    discord.addMember(beside, id)
    return id
  })
  const first = ours.start()
  await first.ready()
  await appointSmallClp(discord, ours.clp)
  await first.stop()
  const cases = (ROUNDS / 2) * AT_ONCE
  const signing = await onRegister(discord, ours, async (casework) => {
    const made = await addSigningCases(discord, ours.clp, casework, people.slice(0, cases))
    await nothingToSend(casework)
    return made
  })
  const bots = { ours: ours.start(), bare: bare.start() }
  await Promise.all([bots.ours.ready(), bots.bare.ready()])

  const times = { ours: new Map() as Times, bare: new Map() as Times }
  const play = async (a: Round[], b: Round[]): Promise<void> => {
    const played = await alternate(discord, a, b, IN_A_ROW)
    for (const side of ['ours', 'bare'] as const)
      for (const [kind, measured] of played[side]) times[side].set(kind, measured.slice(WARM_UP * AT_ONCE))
  }

  const batches = parts(people.toReversed(), AT_ONCE)
  await play(warnRounds(ours, batches), warnRounds(bare, batches))
  const card = discord.messages(bare.clp.channels.rooms)[0]
  if (card === undefined) throw new Error('the bare bot has posted no card')
  const cards: { ours: Signable[]; bare: Signable[] } = {
    ours: signing,
    bare: signing.map(() => ({ card, signId: 'refuse' })),
  }
  await play(
    refusalRounds(discord, ours, cards.ours, AT_ONCE, ROUNDS),
    refusalRounds(discord, bare, cards.bare, AT_ONCE, ROUNDS),
  )
  await play(signRounds(ours, parts(cards.ours, AT_ONCE)), signRounds(bare, parts(cards.bare, AT_ONCE)))
  return {
    atOnce: AT_ONCE,
    kinds: Object.values(KINDS).map((kind) => ({
      kind,
      ours: spread(times.ours.get(kind) ?? []),
      bare: spread(times.bare.get(kind) ?? []),
    })),
    peakMemoryMiB: { ours: peakMemory(bots.ours), bare: peakMemory(bots.bare) },
    cases,
  }
}
