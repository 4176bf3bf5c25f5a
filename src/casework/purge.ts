import {
  type CalendarDate,
  type Instant,
  londonDate,
  plusDays,
  plusHours,
  plusMinutes,
} from '../policy/calendar.ts'
import { clocksAgree, dueOn, missedRuns, runDueFor } from '../policy/retention.ts'
import { BOT } from './actor.ts'
import { certify, tellOfTrouble } from './certificate.ts'
import { closeOverdue } from './close-overdue.ts'
import { queueForget } from './forget.ts'
import { heldRefs, remindOfHolds } from './holds.ts'
import { askAboutBans, liftUnkept, sanctionGoes } from './kept-bans.ts'
import { deleteOldLinks } from './old-links.ts'
import type { Clp, Store, Transact } from './ports.ts'
import { record } from './record.ts'
import type { PurgeQuestion } from './retention-records.ts'
import { tellOffices } from './tell-officers.ts'

/** Entries blanked in one step. */
const ENTRIES = 60
/** After a run that failed it is tried again no sooner, in minutes. */
const AGAIN_MINUTES = 10
/** Clocks that do not agree are written down and told again no sooner, in hours. */
const CLOCK_TOLD_HOURS = 24

/** What Discord says the time is; null while it does not answer. */
export type DiscordTime = () => Promise<Instant | null>

export type PurgeResult = 'not_due' | 'no_answer' | 'clock' | 'stopped' | 'done'

/**
 * The daily deletion (K1, K2): everything personal whose own date has come goes, in short steps each of which is a
 * transaction, so that a process that ends at any line goes on where it was; then it is proved that nothing is left, and
 * a certificate is posted. Nothing is deleted unless the system's time is within five minutes of Discord's own (K5).
 */
export async function runPurge(
  clp: Clp,
  discordTime: DiscordTime,
  stopped: () => boolean = () => false,
): Promise<PurgeResult> {
  const run = runDueFor(clp.clock.now(), clp.config.policy.retention.time)
  const last = await clp.transact(async (s) => {
    const { purgedOn } = await s.settings()
    if (purgedOn !== null || (await s.lastEntryNumber()) > 0) return purgedOn
    // a register in which nothing has happened yet has nothing to be asked after
    await s.set('purgedOn', run)
    return run
  })
  if (last !== null && last >= run) return 'not_due'
  const discord = await discordTime()
  if (discord === null) return 'no_answer'
  if (!clocksAgree(clp.clock.now(), discord)) {
    await clp.transact((s) => tellOfClock(clp, s))
    return 'clock'
  }
  await clp.transact(async (s) => {
    const settings = await s.settings()
    if (settings.clockTroubleSince !== null) await s.set('clockTroubleSince', null)
    if (settings.purgeRun?.run !== run) await s.set('purgeRun', { run, gone: {} })
  })
  return clp.upkeep.beside(async (step) => {
    if (!(await purgeAll(clp, run, stopped, step))) return 'stopped'
    await proveAndCertify(clp, run, last)
    return 'done'
  })
}

/** The end of a run: what hung on what has gone, old copies, the proof that nothing is left, and the certificate (K2). */
async function proveAndCertify(clp: Clp, run: CalendarDate, last: CalendarDate | null): Promise<void> {
  await clp.transact(async (s) => count(s, run, { identity_links: await deleteOldLinks(clp, s) }))
  const { keepDays, folder } = clp.config.policy.backup
  const now = clp.clock.now()
  const copies = await clp.upkeep.dropCopies(plusDays(now, -keepDays), folder)
  const q = await clp.transact((s) => question(clp, s))
  const gone = await clp.transact(async (s) => (await s.settings()).purgeRun?.gone ?? {})
  const proof = await clp.upkeep.prove(
    q,
    Object.values(gone).some((n) => n > 0),
  )
  await clp.transact((s) =>
    certify(clp, s, {
      run,
      missed: last === null ? null : missedRuns(last, run),
      gone,
      copies,
      proof,
      held: q.held,
    }),
  )
}

/** What is due at this moment, but for what is on hold. */
async function question(clp: Clp, s: Store): Promise<PurgeQuestion> {
  const at = clp.clock.now()
  return { due: dueOn(londonDate(at)), held: await heldRefs(s), at }
}

/** Everything that is due, kind by kind; false where it was told to stop in between. */
async function purgeAll(
  clp: Clp,
  run: CalendarDate,
  stopped: () => boolean,
  step: Transact,
): Promise<boolean> {
  const until = async (
    transact: Transact,
    work: (s: Store, q: PurgeQuestion) => Promise<{ gone: Record<string, number>; more: boolean }>,
  ): Promise<boolean> => {
    for (let more = true; more;) {
      if (stopped()) return false
      more = await transact(async (s) => {
        const done = await work(s, await question(clp, s))
        await count(s, run, done.gone)
        return done.more
      })
    }
    return true
  }
  await clp.transact(async (s) => {
    await remindOfHolds(clp, s)
    await askAboutBans(clp, s)
    await liftUnkept(clp, s)
    await closeOverdue(clp, s, await question(clp, s))
  })
  // these may lift bans, which must not come undone
  const sanctions = await until(clp.transact, async (s, q) => {
    const some = await s.dueSanctions(q)
    for (const sanction of some) await sanctionGoes(clp, s, sanction)
    return { gone: { sanctions: some.length }, more: some.length > 0 }
  })
  if (!sanctions) return false
  for (const name of clp.upkeep.kinds) {
    let after = 0
    const through = await until(step, async (s, q) => {
      const done = await s.purgeStep(name, q, after)
      // after each step: what is drawn after an earlier one shows what goes with this; those that wait are drawn once
      for (const ref of done.matters)
        await s.addEffect({ name: 'card', lane: `room:${ref}`, target: ref, payload: {} }, q.at, q.at)
      if (Object.values(done.gone).some((n) => n > 0)) await queueForget(clp, s)
      after = done.after ?? after
      return { gone: done.gone, more: done.after !== null }
    })
    if (!through) return false
  }
  return until(step, async (s, q) => {
    const n = await s.purgeEntries({ at: q.at, upTo: q.due.today, except: q.held, limit: ENTRIES })
    if (n > 0) await queueForget(clp, s)
    return { gone: { entries: n }, more: n === ENTRIES }
  })
}

async function count(s: Store, run: CalendarDate, gone: Record<string, number>): Promise<void> {
  const some = Object.entries(gone).filter(([, n]) => n > 0)
  if (some.length === 0) return
  const sum = { ...(await s.settings()).purgeRun?.gone }
  for (const [kind, n] of some) sum[kind] = (sum[kind] ?? 0) + n
  await s.set('purgeRun', { run, gone: sum })
}

/** The clock of this machine and Discord's do not agree: nothing is deleted, and people are told once (K5). */
async function tellOfClock(clp: Clp, s: Store): Promise<void> {
  const now = clp.clock.now()
  const { clockTroubleSince } = await s.settings()
  if (
    clockTroubleSince !== null &&
    now >= clockTroubleSince &&
    now < plusHours(clockTroubleSince, CLOCK_TOLD_HOURS)
  )
    return
  await s.set('clockTroubleSince', now)
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'register.purge_waits',
    line: 'Nothing was deleted today: the clock of this computer and Discord’s are more than five minutes apart',
  })
  await tellOffices(
    clp,
    s,
    ['secretary', 'chair'],
    null,
    '**Nothing is deleted for the time being.** The clock of the computer that the bot runs on and Discord’s own are more than five minutes apart, and nothing may go before its date. Please ask whoever runs the bot to set its clock right; the deletion is then made up for by itself.',
  )
}

export interface Purger {
  /** Makes the run that is due, if any; the same run is never made twice at a time. */
  run(): Promise<void>
  /** Lets the step under way end, and waits for it. */
  stop(): Promise<void>
}

/** The daily deletion of one CLP, asked every minute and beside everything else that falls due. */
export function purger(clp: Clp, discordTime: DiscordTime, onTrouble: (error: unknown) => void): Purger {
  let stopping = false
  let notBefore: Instant = ''
  let running: Promise<void> | null = null
  const once = async () => {
    const now = clp.clock.now()
    // a clock that was set back does not keep it waiting
    if (now < notBefore && plusMinutes(now, AGAIN_MINUTES) >= notBefore) return
    try {
      await runPurge(clp, discordTime, () => stopping)
    } catch (error) {
      notBefore = plusMinutes(clp.clock.now(), AGAIN_MINUTES)
      onTrouble(error)
      await clp.transact((s) => tellOfTrouble(clp, s, 'it could not be finished')).catch(onTrouble)
    }
  }
  return {
    run: () => (stopping ? Promise.resolve() : (running ??= once().finally(() => (running = null)))),
    async stop() {
      stopping = true
      await running
    },
  }
}
