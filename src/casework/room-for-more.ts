import type { KeptFile } from './matter-records.ts'
import type { Sent } from './keep-files.ts'
import type { Clp } from './ports.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'

/** So many parts of one person a matter takes: a book's worth, and still to be read by people who decide. */
export const MOST_PARTS = 40
/** So many files of one person, and so many MiB of them together, since each is kept with its bytes (C8). */
export const MOST_FILES = 30
export const MOST_MIB = 100

const MIB = 1024 * 1024

/** What somebody has added to a matter so far. */
export interface SoFar {
  parts: number
  /** Files of the matter; those of others do not count. */
  files: readonly KeptFile[]
  by: string
}

const mineOf = ({ files, by }: SoFar): KeptFile[] =>
  files.filter((f) => f.addedBy === by && (f.state === 'kept' || f.state === 'waiting'))

/** The first of some files, as many as a matter still takes of whoever sends them. */
export function filesThatFit(soFar: SoFar, files: readonly Sent[]): Sent[] {
  const mine = mineOf(soFar)
  let count = mine.length
  let bytes = mine.reduce((sum, f) => sum + f.size, 0)
  return files.filter(({ size }) => {
    if (count >= MOST_FILES || bytes + size > MOST_MIB * MIB) return false
    count += 1
    bytes += size
    return true
  })
}

/** Why no part can be added to a matter any more by this person, or null. What they have sent stays (C9). */
export const noRoomForParts = (clp: Clp, ref: string, parts: number): Refusal | null =>
  parts < MOST_PARTS
    ? null
    : {
        why: 'not_now',
        because: `You have added ${MOST_PARTS} parts to ${ref}: that is as many as the bot takes from one person in one matter. All of them are kept and read. If something important is still missing, send it in one text, with the reference ${ref}, to ${clp.config.policy.contact}.`,
      }

/**
 * Whether there is room for what somebody adds to a matter. Where there is none for the files nothing is taken, so that the
 * words can be sent again without them; the form gives everything typed back.
 */
export function roomForMore(clp: Clp, ref: string, soFar: SoFar, files: readonly Sent[]): Result {
  const none = noRoomForParts(clp, ref, soFar.parts)
  if (none !== null) return refuse(none)
  const fit = filesThatFit(soFar, files).length
  if (fit === files.length) return { ok: true }
  const left =
    fit === 0
      ? 'There is no room for any of these'
      : `There is room for ${fit} of these ${files.length}, as they are`
  return refuse({
    why: 'input',
    problems: [
      `The bot keeps ${MOST_FILES} files of one person in one matter, ${MOST_MIB} MiB together. ${left}. Send your words without the files, or with fewer, and give the others, with the reference ${ref}, to ${clp.config.policy.contact}.`,
    ],
  })
}
