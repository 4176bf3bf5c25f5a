import { addDays, londonDate } from '../policy/calendar.ts'
import type { Entry } from '../register/entry.ts'
import { formatGathered, formatLog, isGathered, type LogMessage } from '../register/log-post.ts'
import type { Clp, Store } from './ports.ts'

const CHUNK = 200

/**
 * Turns entries that no log effect carries yet into log effects, in order, each once (J2): what has been taken and
 * the effects are written in one transaction. Refusals and deliveries wait for their day's gathered post. Without a
 * log channel everything waits (J5). Returns true when there may be more.
 */
export async function gatherLog(clp: Clp, s: Store): Promise<boolean> {
  const settings = await s.settings()
  if (settings.logChannelId === null) return false
  const entries = await s.entriesAfter(settings.loggedUpTo, CHUNK)
  const last = entries.at(-1)
  if (last) {
    await queueLog(clp, s, formatLog(entries.filter((e) => !e.content || !isGathered(e.content.action))))
    await s.set('loggedUpTo', last.n)
  }
  await gatherDays(clp, s, settings.gatheredUpTo, last?.n ?? settings.loggedUpTo)
  return entries.length === CHUNK
}

/** The gathered posts of London days that are over. */
async function gatherDays(clp: Clp, s: Store, after: number, loggedUpTo: number): Promise<void> {
  const today = londonDate(clp.clock.now())
  // asked after every change, and on all but the first of a day there is nothing to do
  const [next] = await s.entriesAfter(after, 1)
  if (!next || (next.content && londonDate(next.content.at) >= today)) return
  let day: string | null = null
  let waiting: Entry[] = []
  let done = after
  const flush = async () => {
    if (day !== null && waiting.length > 0) await queueLog(clp, s, formatGathered(day, waiting))
    waiting = []
  }
  for (;;) {
    const entries = (await s.entriesAfter(done, CHUNK)).filter((e) => e.n <= loggedUpTo)
    if (entries.length === 0) break
    for (const entry of entries) {
      const date: string = entry.content ? londonDate(entry.content.at) : (day ?? addDays(today, -1))
      if (date >= today) {
        await flush()
        if (done > after) await s.set('gatheredUpTo', done)
        return
      }
      if (date !== day) await flush()
      day = date
      if (entry.content && isGathered(entry.content.action)) waiting.push(entry)
      done = entry.n
    }
  }
  await flush()
  if (done > after) await s.set('gatheredUpTo', done)
}

async function queueLog(clp: Clp, s: Store, messages: LogMessage[]): Promise<void> {
  const now = clp.clock.now()
  for (const message of messages)
    await s.addEffect({ name: 'log', lane: 'log', target: 'log', payload: { ...message } }, now, now)
}

/**
 * After a restore: what is still to be posted is posted, but for what the log channel shows already, since it was posted in
 * the time that is lost (J2). Everything that is here counts as taken from then on.
 */
export async function queueUnseen(clp: Clp, s: Store, shown: ReadonlySet<number>): Promise<void> {
  const { loggedUpTo, gatheredUpTo } = await s.settings()
  const open = await s.openEffects({ name: 'log' })
  const waited = open.map((e) => e.payload as { first: number; last: number })
  await s.finishEffects(
    open.map((e) => e.id),
    'done',
  )
  const first = Math.min(loggedUpTo + 1, gatheredUpTo + 1, ...waited.map((x) => x.first))
  const lines: Entry[] = []
  const days = new Map<string, Entry[]>()
  let last = loggedUpTo
  for (let after = first - 1; ;) {
    const entries = await s.entriesAfter(after, CHUNK)
    const end = entries.at(-1)
    if (end === undefined) break
    for (const entry of entries) {
      if (shown.has(entry.n)) continue
      const gathered = entry.content !== null && isGathered(entry.content.action)
      const taken = entry.n <= (gathered ? gatheredUpTo : loggedUpTo)
      if (taken && !waited.some((x) => x.first <= entry.n && entry.n <= x.last)) continue
      if (!gathered || entry.content === null) lines.push(entry)
      else {
        const day = londonDate(entry.content.at)
        days.set(day, [...(days.get(day) ?? []), entry])
      }
    }
    last = end.n
    after = end.n
  }
  await queueLog(clp, s, formatLog(lines))
  for (const [day, entries] of days) await queueLog(clp, s, formatGathered(day, entries))
  await s.set('loggedUpTo', last)
  await s.set('gatheredUpTo', last)
}
