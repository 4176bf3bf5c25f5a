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
  /** References of rooms that are there and whose matters are not known any more. */
  rooms?: string[]
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

/** Whether there is anything that people have to go through after a restore. */
export const isSomethingLost = ({ lost, rooms = [] }: Restored): boolean => Boolean(lost) || rooms.length > 0

/** A message has room for so many references of lines, and of rooms. */
const MOST_NAMED = 40
const MOST_ROOMS = 20

const named = (refs: readonly string[], most: number): string => {
  const more = refs.length - most
  return `${refs.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** The references that lost lines name, as far as they fit a message; empty for none. */
export const mattersInWords = (matters: readonly string[]): string =>
  matters.length === 0 ? '' : ` They name ${named(matters, MOST_NAMED)}.`

/** What people have to do about rooms whose matters are lost (A7, A8), by reference alone; empty for none. */
export const roomsInWords = (rooms: readonly string[]): string =>
  rooms.length === 0
    ? ''
    : ` Rooms that were opened in that time belong to no matter any more: ${named(rooms, MOST_ROOMS)}. The bot puts nobody out of them, whoever leaves office or has a part in the matter. Have the owner of the server or an administrator delete them as soon as what is needed of them is written down again; the bot does so only after two years.`
