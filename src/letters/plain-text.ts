/** What stands where a name has nothing in it that can be seen. */
const noName = '(no name)'

/** Joiners carry meaning between letters of these scripts (Persian, Hindi …) and nowhere else outside emoji. */
const joined =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}' +
  '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}' +
  '\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{M}]'
const joinerInWord = new RegExp(`(?<=${joined})[\\u200c\\u200d](?=${joined})`, 'u')

/**
 * One pass over a text: emoji and joiners inside words are kept as they are (groups 1 and 2),
 * everything else that cannot be seen, or that turns the direction of the line, is taken out.
 */
const invisible = new RegExp(
  `(\\p{RGI_Emoji})|(${joinerInWord.source})|[\\p{Default_Ignorable_Code_Point}\\p{Co}\\ufff9-\\ufffb]|(?!\\n)\\p{Cc}`,
  'gv',
)

/**
 * A person's text without what cannot be seen: control and bidi characters, zero-width tricks, private-use
 * characters (the letters' own slot marks are among them, so nobody can write one), stacks of accents.
 * Odd spaces become spaces, every kind of line end `\n`, at most one blank line in a row. Many lines stay many.
 * It is safe in plain text (an attached file, a form's field); a message needs `plain` (F4).
 */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/[\t\u2800]/g, ' ')
    .replace(/[^]?[^\n -~][^]*$/, (rest) => rest.replace(invisible, '$1$2'))
    .replace(/\p{Zs}/gu, ' ')
    .replace(/ {4,}/g, '   ')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replace(/ +$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '')
}

/** Whether there is nothing to be read in a text: a reason of characters that cannot be seen is none. */
export function isBlank(text: string): boolean {
  return clean(text).trim() === ''
}

/** As `clean`, on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

/** The first `max` code points of a text at most, the last of them "…" when something was left out. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text
  if (max <= 0) return ''
  // a code point is two units at most, so that no more of a long text need be looked at
  const points = Array.from(text.slice(0, 2 * max + 1))
  if (points.length <= max) return text
  const kept = points
    .slice(0, max - 1)
    .join('')
    .replace(/[\s\p{Default_Ignorable_Code_Point}]+$/u, '')
  return `${kept}…`
}

/**
 * What a person wrote, for the text of a Discord message: shown as they wrote it, while no mention fires and no
 * formatting, link, invitation, emoji code or timestamp comes alive (F4). `max` is the longest result, in the
 * UTF-16 units that Discord's limits are safely counted in; what is left out is marked with "…".
 */
export function plain(text: string, max = Number.POSITIVE_INFINITY): string {
  return fit(clean(text), max, escape)
}

/** As `plain`, on one line. */
export function plainLine(text: string, max = Number.POSITIVE_INFINITY): string {
  return fit(cleanLine(text), max, escape)
}

/** A person's or a server's name for the text of a message: one line, 80 characters at most, never empty (F4). */
export function plainName(name: string): string {
  return plainLine(name, 80) || noName
}

/** A name for plain text (a file, a button, a choice): one line, 80 characters at most, never empty (F4). */
export function cleanName(name: string): string {
  return truncate(cleanLine(name), 80) || noName
}

/** What a person wrote as a Discord block quote, every line of it inside (F4). `max` as for `plain`. */
export function quote(text: string, max = Number.POSITIVE_INFINITY): string {
  return fit(clean(text), max, (part) => quoteLines(escape(part)))
}

/** What a person wrote, for plain text: every line begins with "> ", so that none can pass for ours (F4). */
export function quoteInFile(text: string): string {
  return quoteLines(clean(text))
}

function quoteLines(text: string): string {
  return text.replace(/^/gm, '> ')
}

/**
 * Discord shows a backslash followed by a sign as that sign. A colon is taken for the beginning of an emoji code or of
 * an address, a slash after a domain for an invitation, even without `https`: only there are they touched. A mention is found in the raw text as well, where
 * backslashes were long ignored and a zero-width space is no help: the at sign of everyone, here or an id is
 * therefore replaced by its full-width form, which nothing takes for a mention.
 */
function escape(text: string): string {
  return text
    .replace(/@(?=everyone|here|[!&]?\d)/gi, '＠')
    .replace(/[\\`*_~|<>[\]]/g, '\\$&')
    .replace(/:(?=\/\/|[^\s:]+:)/g, '\\:')
    .replace(/:(?=[\w+-]+$)(?!\d+$)/, '\\:')
    .replace(/(?<=\.\p{L}{2,12})\/(?=\S)/gu, '\\/')
    .replace(/^( *)([-+#])/gm, '$1\\$2')
    .replace(/^( *\d+)\./gm, '$1\\.')
}

/** The longest beginning of `text` whose rendering, which is never shorter than the text, is no longer than `max`. */
function fit(text: string, max: number, render: (part: string) => string): string {
  if (text.length <= max) {
    const whole = render(text)
    if (whole.length <= max) return whole
  }
  let best = ''
  let low = 1
  let high = Math.min(Array.from(text.slice(0, 2 * max + 2)).length - 1, max)
  // most texts hold nothing to render: the longest beginning is tried first
  let middle = high
  while (low <= high) {
    const candidate = render(truncate(text, middle))
    if (candidate.length <= max) {
      best = candidate
      low = middle + 1
    } else {
      high = middle - 1
    }
    middle = Math.floor((low + high) / 2)
  }
  return best
}
