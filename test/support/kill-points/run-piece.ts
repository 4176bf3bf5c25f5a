import type { Part } from '../../../src/practice-mode/story.ts'
import { startPracticeDiscord } from '../../../src/practice/discord/practice-discord.ts'
import { appointSmallClp } from '../../../src/practice-mode/appoint-small-clp.ts'
import { makeSmallClp, type SmallClp } from '../../../src/practice/small-clp.ts'
import { checkExchange } from '../openapi.ts'
import { type Boundary, MOMENTS, type Moment } from './boundary.ts'
import { type Facts, factsOf, untilQuiet, wrongInRegister } from './facts.ts'
import { differences, type Outcome, outcomeOf } from './outcome.ts'
import { discard, restore, type Saved, save, scratch } from './saved-world.ts'
import { type Later, type Met, startMortal } from './stage.ts'
import { whatDoesNotHold } from './what-holds.ts'
import { within } from './within.ts'

const INVALID_JSON = 50109
/** Every wait in a run has its own limit and says what it waits for; this one is for what has none. */
const RUN_MS = 15 * 60_000
const CLOSE_MS = 30_000

/** One boundary of a piece of the story and the moment at it. `nth` counts the boundaries of that name, from 1. */
export interface Point extends Boundary {
  piece: number
  nth: number
  moment: Moment
}

/** Some parts of the story that are ready to be played from their beginning, as often as one likes. */
export interface Piece {
  parts: readonly Part[]
  refs: readonly string[]
  from: Saved
  /** What an undisturbed run leaves behind. */
  outcome: Outcome
  /** The same, with no regard to days. */
  outcomeOnAnyDay: Outcome
}

export interface Prepared {
  clp: SmallClp
  pieces: Piece[]
  /** The whole story in one piece. */
  whole: Piece
  points: Point[]
  discard(): void
}

/**
 * Plays the story once, undisturbed, piece by piece, keeps the state before each piece, and notes every boundary on
 * the way.
 */
export async function prepare(split: readonly (readonly Part[])[]): Promise<Prepared> {
  const clp = await setUp()
  const pieces: Piece[] = []
  const points: Point[] = []
  let { from, refs } = { from: clp.from, refs: [] as string[] }
  for (const parts of split) {
    const seen = new Map<string, number>()
    const note = ({ kind, name, moment }: Met) => {
      if (moment !== 'before') return null
      const nth = (seen.get(name) ?? 0) + 1
      seen.set(name, nth)
      for (const each of kind === 'answer' ? (['before', 'done'] as const) : MOMENTS)
        points.push({ piece: pieces.length, kind, name, nth, moment: each })
      return null
    }
    const played = await play(clp.clp, { parts, refs, from }, note)
    if (played.problems.length > 0) throw new Error(`undisturbed, but:\n${played.problems.join('\n')}`)
    const left = (anyDay: boolean) => outcomeOf(played.discord, clp.clp, played.facts, { anyDay })
    pieces.push({ parts, refs, from, outcome: left(false), outcomeOnAnyDay: left(true) })
    refs = played.refs
    from = save(played.discord, played.dataDir)
    await played.close()
  }
  discard(from.dataDir)
  const last = pieces.at(-1) as Piece
  return {
    clp: clp.clp,
    pieces,
    whole: { ...last, parts: split.flat(), refs: [], from: clp.from },
    points,
    discard: () => pieces.forEach((p) => discard(p.from.dataDir)),
  }
}

/** The small CLP with its officers appointed, and nothing else. */
async function setUp(): Promise<{ clp: SmallClp; from: Saved }> {
  const discord = await startPracticeDiscord({ start: '2026-03-02T09:30:00.000Z' })
  const clp = makeSmallClp(discord)
  const dataDir = scratch()
  const bot = await startMortal(discord, clp, dataDir, () => null)
  await appointSmallClp(discord, clp)
  await untilQuiet(dataDir, clp, discord.clock.now)
  await bot.stop()
  const from = save(discord, dataDir)
  await discord.close()
  discard(dataDir)
  return { clp, from }
}

/** Plays a piece from its beginning, waits until all is delivered, stops the bot and looks at what holds. */
async function play(
  clp: SmallClp,
  piece: Pick<Piece, 'parts' | 'refs' | 'from'>,
  dies: (met: Met) => { later: Later } | null,
) {
  const { discord, dataDir } = await restore(piece.from)
  const close = async () => {
    await within(CLOSE_MS, 'the practice Discord to close', discord.close())
    discard(dataDir)
  }
  const problems: string[] = []
  discord.onExchange((request, { status, body }) => {
    // a request that death cut off in the middle
    if ((body as { code?: number } | undefined)?.code === INVALID_JSON) return
    problems.push(
      ...checkExchange({
        method: request.method,
        path: request.url,
        requestBody: request.body,
        requestFiles: request.files.length,
        status,
        responseBody: body,
      }),
    )
  })
  const mortal = await startMortal(discord, clp, dataDir, dies)
  const refs = [...piece.refs]
  const playParts = async () => {
    for (const part of piece.parts) {
      await untilQuiet(dataDir, clp, discord.clock.now)
      if (part.begins !== null) discord.clock.advanceTo(part.begins)
      const ref = await part.play(mortal.stage, refs)
      if (ref !== undefined) refs.push(ref)
    }
    await untilQuiet(dataDir, clp, discord.clock.now)
    await mortal.stop()
  }
  try {
    await within(RUN_MS, 'the end of the run', playParts())
    const facts: Facts = await factsOf(dataDir, clp)
    problems.push(...whatDoesNotHold(discord, clp, facts))
    const wrong = await wrongInRegister(discord, clp, dataDir)
    if (wrong !== null) problems.push(`the register does not verify: ${wrong}`)
    return { refs, facts, problems, discord, dataDir, kills: mortal.deaths().length, close }
  } catch (error) {
    await mortal.end()
    const left = await factsOf(dataDir, clp).then((f) => f.open.join('\n'))
    const said = mortal.output().replaceAll('The bot is ready.\n', '')
    await close()
    throw new Failed(
      mortal.deaths().length,
      [
        `killed ${mortal.deaths().length} times, last at ${mortal.deaths().at(-1)}: ${String(error)}`,
        left,
        said.slice(-2000),
      ]
        .filter((x) => x !== '')
        .join('\n'),
      { cause: error },
    )
  }
}

class Failed extends Error {
  readonly kills: number

  constructor(kills: number, message: string, options: ErrorOptions) {
    super(message, options)
    this.kills = kills
  }
}

export interface Run {
  kills: number
  problems: string[]
  /** When the respondent was sent their notices and letters: UTC instants. */
  sent: string[]
}

/** Plays a piece with the bot killed where `dies` says so, and compares what it leaves behind with an undisturbed run. */
export async function playKilled(
  clp: SmallClp,
  piece: Piece,
  dies: (met: Met) => { later: Later } | null,
  { anyDay = false } = {},
): Promise<Run> {
  try {
    const { problems, facts, discord, kills, close } = await play(clp, piece, dies)
    const found = outcomeOf(discord, clp, facts, { anyDay })
    problems.push(...differences(anyDay ? piece.outcomeOnAnyDay : piece.outcome, found))
    const sent = discord
      .dm(clp.members[0] as string)
      .filter((m) => m.files.length > 0)
      .map((m) => m.sentAt.toISOString())
      .filter((time) => time > piece.from.now)
    await close()
    return { kills, problems, sent }
  } catch (error) {
    if (error instanceof Failed) return { kills: error.kills, problems: [error.message], sent: [] }
    throw error
  }
}
