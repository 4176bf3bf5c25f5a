import { deletedLine, parseLogLine, restrictedLine } from './log-line.ts'

/** The numbers of the entries that a message of the log channel shows. */
export const linesIn = (text: string): number[] =>
  text.split('\n').flatMap((line) => parseLogLine(line)?.n ?? [])

/**
 * A message of the log channel without the words of the lines in `blank`: their numbers and seals stay (K1, J3). Those
 * that were restricted before stay as they are.
 */
export const withoutLines = (text: string, blank: ReadonlySet<number>): string =>
  text
    .split('\n')
    .map((line) => {
      const read = parseLogLine(line)
      if (read === null || !blank.has(read.n) || line === restrictedLine(read.n, read.seal)) return line
      return deletedLine(read.n, read.seal)
    })
    .join('\n')
