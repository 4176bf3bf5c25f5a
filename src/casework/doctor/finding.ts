/** One thing that was looked at and is not as it should be. */
export interface Finding {
  /** `wrong`: something cannot work, or is not safe. `note`: it works, and somebody should know. */
  level: 'wrong' | 'note'
  /** What is so, one sentence. */
  what: string
  /** How to mend it, one sentence; empty for a note that asks for nothing. */
  mend: string
}

export const wrong = (what: string, mend: string): Finding => ({ level: 'wrong', what, mend })
export const note = (what: string, mend = ''): Finding => ({ level: 'note', what, mend })

/** A finding in one line. */
export const inOneLine = ({ what, mend }: Finding): string => (mend === '' ? what : `${what} ${mend}`)

/** A list of names as people write it. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
