import { formatDate, formatDateTime, type CalendarDate } from '../policy/calendar.ts'
import { OFFICES, type Office } from '../policy/offices.ts'
import type { Entry, EntryContent } from './entry.ts'
import { shortSeal } from './seal.ts'

/** One line of the log channel, read back. */
export interface LogLine {
  n: number
  /** London date and wall-clock time of the entry; null where the content was deleted before, or the line is restricted. */
  date: CalendarDate | null
  time: string | null
  /** As shown: an officer's name and office, or only the role of anyone else. Empty for a deleted or restricted entry. */
  who: string
  line: string
  matter: string | null
  /** The first 12 digits of the entry's seal. */
  seal: string
}

/** Longest parts as they are written, in UTF-16 units; what is longer ends in `…`. A whole line stays under 1800. */
const NAME_LIMIT = 300
const LINE_LIMIT = 1200
const MATTER_LIMIT = 150

/**
 * The line that stands in the Secretary's log channel for an entry (J2):
 * `no. 12 · 1 March 2026 at 09:00 · Asha Begum, admin · Case opened · 2026-014 · 1a2b3c4d5e6f`, in London time.
 * Only officers are named; a respondent or member appears by that word alone. What people typed is shown as text (F4):
 * no mention, link, formatting or line break gets out of it, and `parseLogLine` reads it back.
 */
export function formatLogLine(entry: Entry): string {
  const { content } = entry
  const said =
    content === null
      ? [DELETED]
      : [
          formatDateTime(content.at),
          plain(actingAs(content.actor), NAME_LIMIT),
          plain(content.line, LINE_LIMIT),
          ...(content.matter === null ? [] : [plain(content.matter, MATTER_LIMIT)]),
        ]
  return [`no. ${entry.n}`, ...said, shortSeal(entry.h)].join(' · ')
}

/** What stands there instead where someone who reads the channel must not know of the matter (J4): `no. 12 · restricted entry · 1a2b3c4d5e6f`. */
export const restrictedLine = (n: number, seal: string): string => [`no. ${n}`, RESTRICTED, seal].join(' · ')

/** What stands there once the entry was deleted on its date (K1): `no. 12 · deleted on its date · 1a2b3c4d5e6f`. */
export const deletedLine = (n: number, seal: string): string => [`no. ${n}`, DELETED, seal].join(' · ')

const DELETED = 'deleted on its date'
const RESTRICTED = 'restricted entry'

/** Reads a line of the log channel back; null for anything that is none. */
export function parseLogLine(text: string): LogLine | null {
  const parts = text.split(' · ')
  const n = /^no\. ([1-9]\d{0,14})$/.exec(parts[0] ?? '')?.[1]
  const seal = parts.at(-1) ?? ''
  if (n === undefined || !/^[0-9a-f]{12}$/.test(seal)) return null
  const [when = '', who = '', line = '', matter] = parts.slice(1, -1)
  const head = { n: Number(n), seal }
  if (parts.length === 3 && (when === DELETED || when === RESTRICTED))
    return { ...head, date: null, time: null, who: '', line: '', matter: null }
  const at = parseDateTime(when)
  if (at === null || parts.length < 5 || parts.length > 6) return null
  return {
    ...head,
    ...at,
    who: unplain(who),
    line: unplain(line),
    matter: matter === undefined ? null : unplain(matter),
  }
}

/** Every line of a message of the log channel; headings and anything else are passed over. */
export function parseLogPost(text: string): LogLine[] {
  return text
    .split('\n')
    .map(parseLogLine)
    .filter((line) => line !== null)
}

const OFFICE_WORDS: Readonly<Record<Office, string>> = {
  chair: 'Chair',
  secretary: 'Secretary',
  sm_officer: 'SM Officer',
  admin: 'admin',
  moderator: 'moderator',
  ec_member: 'EC member',
  trusted_ec_officer: 'trusted EC officer',
}

/** Others who act, without their names: the log channel names officers only (J2). */
const ROLE_WORDS: Readonly<Record<string, string>> = {
  bot: 'the bot',
  respondent: 'the respondent',
  complainant: 'a complainant',
  owner: "the server's owner",
}

/** Who acted, as the log channel shows it. */
function actingAs({ name, as }: EntryContent['actor']): string {
  const office = OFFICES.find((one) => one === as)
  if (office !== undefined) return `${name}, ${OFFICE_WORDS[office]}`
  return ROLE_WORDS[as] ?? 'a member'
}

// line breaks, control characters, half surrogate pairs, and marks that turn the direction of text around
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
// what Discord would read as formatting, a link or a mention, and the marks that this format itself uses
const SPECIAL = /[\\*_~`|<[\]·⟦]|:(?=\/)/g

/** Text as text: Discord shows it as it was typed, but for characters that cannot be seen, which show as ⟦code⟧. */
function plain(text: string, limit: number): string {
  const written = text
    .replace(SPECIAL, '\\$&')
    .replace(UNSEEN, (one) => `⟦${one.codePointAt(0)?.toString(16)}⟧`)
    .replaceAll('@', '@\u200b')
  if (written.length <= limit) return written
  let short = ''
  for (const [part] of written.matchAll(/\\.|⟦[0-9a-f]+⟧|@\u200b|./gsu)) {
    if (short.length + part.length >= limit) break
    short += part
  }
  return `${short}…`
}

function unplain(text: string): string {
  return text
    .replaceAll('@\u200b', '@')
    .replace(/\\(.)|⟦([0-9a-f]+)⟧/gsu, (_, kept: string | undefined, code: string | undefined) =>
      kept === undefined ? String.fromCodePoint(Number.parseInt(code ?? '', 16)) : kept,
    )
}

const MONTHS = Array.from({ length: 12 }, (_, i) => formatDate(`2000-${two(i + 1)}-01`).split(' ')[1])

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function parseDateTime(text: string): { date: CalendarDate; time: string } | null {
  const found = /^(\d{1,2}) (\w+) (\d{4}) at (\d\d:\d\d)$/.exec(text)
  if (found === null) return null
  const [, day = '', month = '', year = '', time = ''] = found
  const number = MONTHS.indexOf(month) + 1
  return number === 0 ? null : { date: `${year}-${two(number)}-${day.padStart(2, '0')}`, time }
}
