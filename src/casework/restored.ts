import type { Instant } from '../policy/calendar.ts'
import type { Clp, Store } from './ports.ts'

/** What is kept of a register that was put back from a backup: `npm run restore` writes the first two. */
export interface Restored {
  /** The backup's name. */
  file: string
  putBackAt: Instant
  /** When its loss was declared in the register (J3); null until the log channel has been read. */
  declaredAt: Instant | null
  /** When a person had the bot go on; until then it is paused. */
  resumedAt: Instant | null
  /** Why the loss cannot be declared yet, and which log channel was asked when that was first found. */
  trouble?: { why: RestoreTrouble; channelId: string | null } | null
  /** Time of the newest entry that was put back, and its number. */
  since?: Instant | null
  upTo?: number
  lost?: [number, number] | null
  /** Whether the last lost number is known, or only numbers were left free. */
  certain?: boolean
  /** References that the lost lines name, and how many lines name none that may be read. */
  matters?: string[]
  hidden?: number
}

/**
 * What keeps a loss from being declared. `no_channel`: no log channel is chosen in what was put back. `closed`: the bot
 * cannot read it. `another`: it shows other entries than the register has, so one of the two is not the right one.
 */
export type RestoreTrouble = 'no_channel' | 'closed' | 'another'

/**
 * Whether a CLP stands still after a restore: `undeclared` while the numbers that were lost are not known, so that no entry
 * may be written; `waiting` until a person presses *Resume*; null when it is at work.
 */
export type Pause = 'undeclared' | 'waiting' | null

/** What is kept of the restore, and whether the CLP stands still by it. */
export async function restoredOf(s: Store): Promise<{ restored: Restored; pause: Pause } | null> {
  const { restored } = await s.settings()
  if (restored === null) return null
  const pause = restored.resumedAt !== null ? null : restored.declaredAt === null ? 'undeclared' : 'waiting'
  return { restored, pause }
}

/** Whether a CLP stands still after a restore. */
export const pauseOf = async (s: Store): Promise<Pause> => (await restoredOf(s))?.pause ?? null

/**
 * The CLP as it may be used while no entry may be written, since it is not known which numbers were given out: what would
 * have been written is left out.
 */
export const unwritten = (clp: Clp): Clp => ({
  ...clp,
  transact: (work) =>
    clp.transact((s) =>
      work({
        ...s,
        entry: async (content) => ({ n: 0, c: '', h: '', salt: null, content }),
        refusal: async () => undefined,
      }),
    ),
})

/** Lane of the messages that ask people to press *Resume*. */
export const RESTORE_LANE = 'restore'

/** The lanes that go on while a CLP stands still: what asks people, and the log once it can go on. Null: all do. */
export async function lanesWhilePaused(s: Store): Promise<((lane: string) => boolean) | null> {
  const pause = await pauseOf(s)
  if (pause === null) return null
  return (lane) => lane.startsWith(RESTORE_LANE) || (pause === 'waiting' && lane === 'log')
}

/**
 * The time of which the register knows nothing any more, between the backup and the restore: what was said in it may stand
 * on Discord all the same. Null where nothing was ever put back.
 */
export async function lostTime(s: Store): Promise<{ from: Instant; to: Instant } | null> {
  const { restored } = await s.settings()
  if (!restored?.declaredAt || !restored.since) return null
  return { from: restored.since, to: restored.declaredAt }
}

/** A message has room for so many references. */
const MOST_NAMED = 40

/** The references that lost lines name, as far as they fit a message; empty for none. */
export const mattersInWords = (matters: readonly string[]): string => {
  const more = matters.length - MOST_NAMED
  const named = matters.slice(0, MOST_NAMED).join(', ')
  if (named === '') return ''
  return more > 0 ? ` They name ${named} and ${more} more.` : ` They name ${named}.`
}
