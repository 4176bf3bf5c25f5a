import { mayAct } from '../policy/authority.ts'
import type { Entry, EntryContent } from '../register/entry.ts'
import { isGathered } from '../register/log-post.ts'
import type { ReadMessages } from '../register/posted.ts'
import { referencesIn } from '../register/restricted.ts'
import type { EntryPage, EntrySearch } from '../register/search.ts'
import type { Actor } from './actor.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { conflictIn, type Matter, matterOf } from './matter.ts'
import type { Clp, RegisterCheck, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'

/** What someone looks for in the register (J6). */
export type RegisterSearch = Omit<EntrySearch, 'before' | 'limit'>

/** As many as one answer shows. */
const PAGE = 10
/** Read ahead, so that entries which are left out cost no round of their own. */
const AHEAD = 50
/** One log message shows far fewer lines; a forged range costs no more than this. */
const MOST_DETAILS = 500

/**
 * `/register search`, one page, newest first; `before` is the `next` of the page before. Entries of a matter in which
 * the asker has a conflict are left out as if they did not exist (A5, A6).
 */
export const searchRegister = async (
  clp: Clp,
  actor: Actor,
  search: RegisterSearch,
  before: number | null,
): Promise<Result<{ page: EntryPage }>> => {
  const may = await clp.transact((s) => authorise(clp, s, actor, 'register.search'))
  if (!may.ok) return may
  const entries: EntryPage['entries'] = []
  let next = before
  for (;;) {
    const found = await clp.register.search({
      ...search,
      ...(next === null ? {} : { before: next }),
      limit: AHEAD,
    })
    const visible = await clp.transact((s) => withoutConflict(clp, s, actor, found.entries))
    entries.push(...visible)
    next = found.next
    if (entries.length > PAGE) break
    if (next === null) return { ok: true, page: { entries, next: null } }
  }
  const shown = entries.slice(0, PAGE)
  return { ok: true, page: { entries: shown, next: shown.at(-1)?.n ?? null } }
}

/**
 * *Details* of log lines, by the numbers of the first and last (J2): the entries of that message which this person may
 * see. Where there is none, the answer is that of numbers which do not exist (A6).
 */
export const entryDetails = (
  clp: Clp,
  actor: Actor,
  first: number,
  last: number,
): Promise<Result<{ entries: Entry[] }>> =>
  clp.transact(async (s): Promise<Result<{ entries: Entry[] }>> => {
    const inRange = Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 1 && first <= last
    const all = inRange
      ? (await s.entriesAfter(first - 1, Math.min(last - first + 1, MOST_DETAILS))).filter((e) => e.n <= last)
      : []
    // a message shows either gathered entries or the others between them (J2)
    const gathered = isGathered(all[0]?.content?.action ?? '')
    const ofMessage = all.filter((e) => isGathered(e.content?.action ?? '') === gathered)
    const holdings = await s.holdings()
    const now = clp.clock.now()
    const matters = await mattersOf(clp, s, ofMessage)
    const entries = (await withoutConflict(clp, s, actor, ofMessage)).filter((entry) => {
      const matter = matters.get(entry.content?.matter ?? '')
      return mayAct('register.details', {
        actor: { id: actor.id, isServerOwner: false },
        holdings,
        now,
        ...(matter ? { platform: matter.platform } : {}),
        standIn: matter?.standsIn(actor.id) === true,
      }).allowed
    })
    if (entries.length > 0) return { ok: true, entries }
    const refusal = { why: 'no_such_matter' as const }
    await refuseAndRecord(clp, s, actor, 'register.details', `no. ${first} to ${last}`, refusal)
    return refuse(refusal)
  })

/** `/register verify` (J3): outside any transaction, since it reads everything. That it was done is an entry itself. */
export const verifyRegister = async (
  clp: Clp,
  actor: Actor,
  read: ReadMessages,
): Promise<Result<{ check: RegisterCheck }>> => {
  const may = await clp.transact((s) => authorise(clp, s, actor, 'register.verify'))
  if (!may.ok) return may
  let unread: unknown
  const noting: ReadMessages = async (channelId, after) => {
    try {
      return await read(channelId, after)
    } catch (error) {
      unread = error
      throw error
    }
  }
  const check = await clp.register.verify(noting).catch((error: unknown): RegisterCheck => {
    if (error !== unread) throw error
    return {
      ok: false,
      problem: 'log_unread',
      message: 'Discord did not let the bot read the log channel back, so nothing was verified. Try again.',
    }
  })
  const outcome = check.ok
    ? 'it is in order'
    : 'message' in check
      ? 'it could not be done'
      : `it is not in order from entry ${check.firstBad} on`
  await clp.transact((s) =>
    record(clp, s, {
      actor,
      as: may.as,
      action: 'register.verified',
      line: `Verified the register: ${outcome}`,
      details: check.ok
        ? { entries: check.entries }
        : { what: 'message' in check ? check.message : check.what },
    }),
  )
  return { ok: true, check }
}

/** References that an entry names anywhere: its matter, and those that its words mention. */
const named = (content: EntryContent | null): string[] =>
  content === null ? [] : referencesIn(JSON.stringify(content))

async function mattersOf(clp: Clp, s: Store, entries: Entry[]): Promise<Map<string, Matter>> {
  const refs = [...new Set(entries.flatMap((e) => named(e.content)))]
  const found = await Promise.all(refs.map((ref) => matterOf(clp, s, ref)))
  return new Map(found.filter((m) => m !== undefined).map((m) => [m.ref, m]))
}

/** Entries without those that touch a matter in which someone has a conflict, or that are about themselves (A5). */
async function withoutConflict<T extends Entry>(
  clp: Clp,
  s: Store,
  actor: Actor,
  entries: T[],
): Promise<T[]> {
  const matters = await mattersOf(clp, s, entries)
  return entries.filter(({ content }) => {
    if (content === null) return true
    if (content.subject === actor.id && !content.action.startsWith('officer.')) return false
    return !named(content).some((ref) => {
      const matter = matters.get(ref)
      return matter !== undefined && conflictIn(actor.id, matter) !== undefined
    })
  })
}
