import type { Due } from '../policy/retention.ts'
import { RETENTION } from './retention-map.ts'
import { at, type OwnDate, type TableRule } from './retention-rules.ts'

/**
 * The retention map as SQL, for the purge and for the proof after it, so that both mean the same. Dates of a run are
 * written out: they are the bot's own. What is on hold comes as one parameter, a JSON array of references.
 */

const isDue = (date: OwnDate, { before, lastDay }: Due): string =>
  'at' in date ? `${date.at} < '${before}'` : `${date.day} <= '${lastDay}'`

const column = (date: OwnDate): string => ('at' in date ? date.at : date.day)

/** The row's own date, the last of those that are set, has come by; a row without one is not due. */
export function dueWhere(by: readonly OwnDate[], due: Due): string {
  const each = by.map((date) => `(${column(date)} is null or ${isDue(date, due)})`)
  const some =
    by.length === 1
      ? `${column(by[0] as OwnDate)} is not null`
      : `coalesce(${by.map(column).join(', ')}) is not null`
  return [...each, some].join(' and ')
}

/**
 * The date of words in the frame of a matter has come by. Words whose own date was never set, such as the draft of a letter
 * that was never decided, go two years after the matter was opened.
 */
export const wordDue = (date: OwnDate, due: Due): string => dueWhere([at('opened_at'), date], due)

/** It belongs to no matter on hold (K4); takes the held references as a parameter where the table has any matter. */
export const freeWhere = ({ matter }: TableRule): string =>
  matter === undefined
    ? '? is not null'
    : `(${matter} is null or ${matter} not in (select value from json_each(?)))`

/** The column still holds words. */
export const wordsWhere = (columns: readonly string[]): string =>
  `(${columns.map((c) => `coalesce(${c}, '') != ''`).join(' or ')})`

/** Tables whose rows are parts of a matter: its frame stands while one of them does. */
const NO_PART = new Set([
  'tasks',
  'effects',
  'drafts',
  'told_messages',
  'data_requests',
  'posted_messages',
  'ban_reviews',
])
export const PARTS = Object.entries(RETENTION).filter(
  ([name, { goes, matter }]) =>
    matter !== undefined && !NO_PART.has(name) && (goes.how === 'own_date' || goes.how === 'words'),
)

/** Frames of matters. Appeals first: what they are about stands as long as they do. */
export const FRAMES = ['appeals', 'complaints', 'cases'] as const

/** Nothing of the matter is left but its frame, and who had which part in it. */
export function bareWhere(frame: (typeof FRAMES)[number], due: Due): string {
  const none = PARTS.map(([name, rule]) => {
    const later = rule.goes.how === 'words' ? ` and not (${dueWhere(rule.goes.by, due)})` : ''
    return `not exists (select 1 from ${name} p where p.${rule.matter} = ${frame}.ref${later})`
  })
  if (frame !== 'appeals') none.push(`not exists (select 1 from appeals p where p.about = ${frame}.ref)`)
  return none.join(' and ')
}
