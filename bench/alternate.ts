import type { Answer } from '../src/practice/discord/driver/answer.ts'
import type { PracticeDiscord } from '../src/practice/discord/practice-discord.ts'
import { type Ask, askAtOnce, parts, quiet } from './asking.ts'

/** Interactions of one kind that start at the same moment. */
export interface Round {
  kind: string
  /** Made when the round begins, so that it can go on from what was answered before. */
  asks: () => Ask[]
  after?: (answers: Answer[]) => void
}

/** Milliseconds to the first answer, by kind, in the order in which they were measured. */
export type Times = Map<string, number[]>

/**
 * Plays two lists of rounds in blocks, now the one bot first and now the other, so that drift of the machine hits both
 * alike. Within a block a bot gets no rest: what it does after its answers competes with its next ones, as in earnest.
 */
export async function alternate(
  discord: PracticeDiscord,
  ours: readonly Round[],
  bare: readonly Round[],
  inARow: number,
): Promise<{ ours: Times; bare: Times }> {
  const times = { ours: new Map() as Times, bare: new Map() as Times }
  const play = async (block: readonly Round[], into: Times): Promise<void> => {
    for (const round of block) {
      const asked = await askAtOnce(discord, round.asks())
      round.after?.(asked.answers)
      into.set(round.kind, [...(into.get(round.kind) ?? []), ...asked.times])
    }
    await quiet(discord)
  }
  const blocks = { ours: parts(ours, inARow), bare: parts(bare, inARow) }
  for (const n of blocks.ours.keys())
    for (const side of n % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const))
      await play(blocks[side][n] ?? [], times[side])
  return times
}
