import { fillLetter } from '../letters/fill.ts'
import {
  addDays,
  addMonths,
  type CalendarDate,
  type Instant,
  plusDays,
  startOfLondonDay,
} from '../policy/calendar.ts'
import { KEPT_MONTHS } from '../register/entry.ts'
import type { Clp, Store } from './ports.ts'
import { toServe } from './to-serve.ts'

/** The small print below a message: the CLP's name and the word by which the bot finds the message again. */
const FOOT = /\n-# (?:[^\n]* · )?[a-z0-9]{10}$/

/**
 * Keeps a copy of what somebody was told about their own matter, in the transaction that notes that it reached them (G1).
 * `/mydata` shows this and nothing else of what others wrote, so that it can never run ahead of what was put to them (N1).
 */
export const keepTold = (
  s: Store,
  t: {
    person: string
    at: Instant
    what: string
    matter: string | null
    body: { content?: string; files?: { name: string; text: string }[] }
  },
): Promise<void> =>
  s.addTold({
    ...t,
    body: { content: (t.body.content ?? '').replace(FOOT, ''), files: t.body.files ?? [] },
  })

/**
 * The same for what people took to somebody whom the bot cannot reach (F3), as it read on that London day. Called before
 * the case moves on, since what is to be served is worked out from where it stands. A day counts from its end, or from now
 * where that is earlier.
 */
export async function keepServed(
  clp: Clp,
  s: Store,
  ref: string,
  what: 'notice' | 'letter',
  day: CalendarDate,
): Promise<void> {
  const file = await s.caseFile(ref)
  if (!file) return
  const found =
    what === 'letter' ? file.letter && { draft: file.letter, replyDays: 0 } : await toServe(clp, s, file)
  if (!found) return
  const end = startOfLondonDay(addDays(day, 1))
  const now = clp.clock.now()
  const at = end < now ? end : now
  const { message, file: whole } = fillLetter(found.draft, {
    date: day,
    deletedOn: addMonths(day, KEPT_MONTHS),
    firstDay: file.sanction?.firstDay ?? undefined,
    lastDay: file.sanction?.lastDay ?? undefined,
    closesAt: plusDays(at, found.replyDays),
  })
  await keepTold(s, {
    person: file.respondent,
    at,
    what: 'served',
    matter: ref,
    body: { content: message, files: [whole] },
  })
}
