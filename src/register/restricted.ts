import { createHash } from 'node:crypto'
import { parseLogLine, restrictedLine } from './log-line.ts'

const REFERENCE = /\b[CA]?\d{4}-\d{3,6}\b/g

/** Every reference of a case, a complaint or an appeal that a text names. */
export const referencesIn = (text: string): string[] => text.match(REFERENCE) ?? []

/**
 * A message of the log channel as someone may read it who has a conflict in these matters (J4): a line that names one of
 * them, as its own matter or anywhere in its words, says only that there is an entry. Its number and seal stay, so that
 * the register can still be verified by them.
 */
export const restrictLines = (text: string, matters: ReadonlySet<string>): string =>
  text
    .split('\n')
    .map((line) => {
      const read = parseLogLine(line)
      return read !== null && referencesIn(line).some((ref) => matters.has(ref))
        ? restrictedLine(read.n, read.seal)
        : line
    })
    .join('\n')

/** What the bot notes of its own edit, so that `verify` knows that edit from any other: SHA-256 of the text, in hexadecimal. */
export const textHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
