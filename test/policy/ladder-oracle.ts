import { ALL_DAYS, birthday, naiveLondonDate, numberOf } from './naive-calendar.ts'
import type { LadderIncident, LadderQuestion, LadderSanction, Outcome } from '../../src/policy/ladder.ts'

/**
 * A second, deliberately naive ladder to check the first against. It takes nothing from `src/` but types. It
 * lives through the person's history day by day, letter by letter, keeping a notebook of what counts today, and
 * takes a snapshot at each possible moment of each incident. Dates are looked up in a table, not calculated.
 */

/** One line of the notebook. */
interface Line {
  sanction: LadderSanction
  letterDay: string
  stopsOn: string
  /** The warnings that had surely been read when this ban's letter came. */
  warnedBefore: string[]
  counts: boolean
  banIsOver: boolean
}

interface Snapshot {
  outcome: Outcome
  counted: string[]
}

const RANK = ['recorded_with', 'nothing_further', 'ec_decides', 'warning', 'ban30', 'lifetime']
const rank = (outcome: Outcome) => RANK.indexOf(outcome.step)

const matters = (s: LadderSanction, q: LadderQuestion) => {
  if (s.letter === null || s.overturned || s.underReview) return false
  if (s.platform === q.platform) return true
  return s.kind === 'warning' ? q.settings.warningsCountOn === 'any_platform' : true
}

/** What the notebook says at one moment, if no later letter comes. */
function read(notebook: readonly Line[], q: LadderQuestion): Snapshot {
  let outcome: Outcome = { step: 'warning' }
  const lesser: string[] = []
  const bans: string[] = []
  for (const { sanction, counts, warnedBefore } of notebook) {
    if (!counts) continue
    if (sanction.kind === 'warning' || sanction.platform !== q.platform) lesser.push(sanction.ref)
    if (sanction.kind === 'ban30' && sanction.platform === q.platform) {
      const warned = notebook.some((line) => line.counts && warnedBefore.includes(line.sanction.ref))
      if (q.settings.lifetimeWindow === 'from_ban' || warned) bans.push(sanction.ref)
    }
  }
  if (lesser.length > 0) outcome = { step: 'ban30' }
  if (bans.length > 0) outcome = { step: 'lifetime' }
  let counted = [...lesser, ...bans]
  for (const { sanction, banIsOver } of notebook) {
    if (sanction.platform !== q.platform || sanction.kind === 'warning' || banIsOver) continue
    counted = []
    if (sanction.kind === 'lifetime' && outcome.step !== 'nothing_further') {
      outcome = { step: 'nothing_further', ref: sanction.ref }
    } else if (outcome.step !== 'nothing_further') outcome = { step: 'ec_decides' }
  }
  return { outcome, counted: outcome.step === 'warning' ? [] : counted }
}

/** Lives through the days and notes, for one incident, what each of its possible moments reaches. */
function live(incident: LadderIncident, q: LadderQuestion): Snapshot[] {
  const { time } = incident
  const letters = q.sanctions.filter((s) => matters(s, q))
  const days = letters.flatMap((s) => (s.letter === null ? [] : [numberOf(s.letter.date)]))
  const lastPossible =
    time.known === 'instant' ? naiveLondonDate(time.at) : time.known === 'date' ? time.date : time.notAfter
  const start = Math.min(numberOf(lastPossible), ...days) - 1
  const end = Math.max(numberOf(lastPossible), ...days)
  const firstPossible =
    time.known === 'unknown'
      ? time.notBefore === null
        ? start
        : numberOf(time.notBefore)
      : numberOf(lastPossible)

  const notebook: Line[] = []
  const snapshots: (Snapshot & { isFinal: boolean })[] = []
  const take = () => snapshots.push({ ...read(notebook, q), isFinal: false })

  const arrive = (s: LadderSanction, today: string) => {
    const warnedBefore = notebook
      .filter(({ sanction: w, letterDay }) => {
        if (w.kind !== 'warning') return false
        if (letterDay < today) return true
        return w.letter?.at != null && s.letter?.at != null && w.letter.at < s.letter.at
      })
      .map(({ sanction }) => sanction.ref)
    notebook.push({
      sanction: s,
      letterDay: today,
      stopsOn: birthday(today),
      warnedBefore,
      counts: true,
      banIsOver: false,
    })
    for (const snapshot of snapshots) {
      if (snapshot.isFinal) continue
      snapshot.outcome = { step: 'recorded_with', ref: s.ref }
      snapshot.counted = []
      snapshot.isFinal = true
    }
  }

  for (let n = Math.min(start, firstPossible); n <= end; n += 1) {
    const today = ALL_DAYS[n] ?? ''
    const yesterday = ALL_DAYS[n - 1] ?? ''
    for (const line of notebook) {
      if (line.stopsOn === today) line.counts = false
      const { ban } = line.sanction
      if (ban !== null && (ban.lastDay === yesterday || ban.liftedOn === yesterday)) line.banIsOver = true
    }
    // An incident without an hour may have been at the day's first moment, a letter without one at its last.
    if (time.known !== 'instant' && n >= firstPossible && today <= lastPossible) take()
    const todays = letters.filter((s) => s.letter?.date === today)
    const hourOf = (s: LadderSanction) => s.letter?.at ?? `${today}T~`
    todays.sort((a, b) =>
      hourOf(a) === hourOf(b) ? (a.ref < b.ref ? -1 : 1) : hourOf(a) < hourOf(b) ? -1 : 1,
    )
    let isTaken = time.known !== 'instant' || today !== lastPossible
    for (const s of todays) {
      if (!isTaken && time.known === 'instant' && (s.letter?.at == null || time.at <= s.letter.at)) {
        take()
        isTaken = true
      }
      arrive(s, today)
    }
    if (!isTaken) take()
  }
  return snapshots
}

/** The oracle's answer: what the case reaches, what each incident does, what counted, and what holds it back. */
export interface OracleAnswer {
  outcome: Outcome
  byIncident: Outcome[]
  counted: string[]
  blockedBy: string[]
}

/** The ladder, the slow way. */
export function oracle(q: LadderQuestion): OracleAnswer {
  const reached = q.incidents.map((incident) => {
    let best: Snapshot | undefined
    for (const snapshot of live(incident, q)) {
      if (best === undefined || rank(snapshot.outcome) < rank(best.outcome)) best = snapshot
    }
    if (best === undefined) throw new RangeError('the oracle saw no possible day')
    const held = best.counted.flatMap((ref) => appealsUnder(ref, q, []))
    return { ...best, blockedBy: [...new Set(held)].sort() }
  })
  const hardest = Math.max(...reached.map(({ outcome }) => rank(outcome)))
  const equals = reached.filter(({ outcome }) => rank(outcome) === hardest)
  const deciding = equals.find(({ blockedBy }) => blockedBy.length === 0) ?? equals[0]
  if (deciding === undefined) throw new RangeError('the oracle saw no incident')
  return {
    outcome: deciding.outcome,
    byIncident: reached.map(({ outcome }) => outcome),
    counted: deciding.counted.toSorted(),
    blockedBy: deciding.blockedBy,
  }
}

function appealsUnder(ref: string, q: LadderQuestion, seen: readonly string[]): string[] {
  if (seen.includes(ref)) return []
  const sanction = q.sanctions.find((s) => s.ref === ref)
  if (sanction === undefined) return []
  const deeper = (sanction.reliedOn ?? []).flatMap((earlier) => appealsUnder(earlier, q, [...seen, ref]))
  return sanction.appealPending ? [ref, ...deeper] : deeper
}
