import { addDays, formatDate } from './calendar.ts'
import { countsFor, isAfterLetter, isOver, lastDayOf, stands, stopsCounting, type When } from './counting.ts'
import type {
  CountedSanction,
  IncidentTime,
  LadderQuestion,
  LadderSanction,
  Outcome,
  Step,
} from './ladder.ts'

const NAMES: Record<Step, string> = { warning: 'warning', ban30: '30-day ban', lifetime: 'lifetime ban' }

/** How a platform is called in a sentence. */
const named = (platform: string): string => (platform === 'discord' ? 'Discord' : platform)

/** What `explain` tells: the outcome and what it rests on. */
export interface Reasons {
  outcome: Outcome
  when: When
  time: IncidentTime
  counted: readonly CountedSanction[]
  blockedBy: readonly string[]
  /** Those of `blockedBy` that are of an identity in doubt (B3). */
  doubted: readonly string[]
  platform: string
  /** How many incidents the case holds. */
  incidents: number
}

/** Why the ladder gives what it gives, in plain English for the admins (D3). */
export function explain(r: Reasons): string {
  const sentences = [outcomeSentence(r)]
  if (r.incidents > 1 && r.counted.length > 0) {
    sentences.push(`Of the ${r.incidents} incidents this one reaches the harshest step by itself.`)
  }
  const appealed = r.blockedBy.filter((ref) => !r.doubted.includes(ref))
  if (appealed.length > 0) {
    sentences.push(
      `It cannot be issued while an appeal is pending (${list(appealed)}); the case can be heard.`,
    )
  }
  if (r.doubted.length > 0) {
    sentences.push(
      `It cannot be issued until it is answered whether the identity behind ${list(r.doubted)} is theirs; the case can be heard.`,
    )
  }
  return sentences.join(' ')
}

function outcomeSentence(r: Reasons): string {
  const { outcome, platform } = r
  switch (outcome.step) {
    case 'warning':
      return `A warning: no earlier sanction counts for an incident on ${named(platform)} ${day(r)}.`
    case 'ban30':
      return `A 30-day ban from ${named(platform)}: the incident ${day(r)} came after ${list(r.counted.map(counts))}.`
    case 'lifetime':
      return `A lifetime ban from ${named(platform)}: the incident ${day(r)} came after ${list(r.counted.map(counts))}; the thirty days on ${named(platform)} were over.`
    case 'ec_decides':
      return `No automatic step: ${day(r)} a 30-day ban on ${named(platform)} had not ended, so this was not after it. The EC decides: recorded, words of advice, or National.`
    case 'recorded_with':
      return `No new step: the incident ${day(r)} was not after the letter of ${outcome.ref}, so there had been no notice. It is recorded with that case.`
    case 'nothing_further':
      return `No further step: a lifetime ban on ${named(platform)} already stands (${outcome.ref}).`
    default:
      return outcome satisfies never
  }
}

/** Why a sanction was left out, as a sentence for people (E). */
export function whyNotCounted(s: LadderSanction, when: When, outcome: Outcome, q: LadderQuestion): string {
  if (s.overturned) return 'It was overturned.'
  if (s.underReview) return 'It is under review.'
  if (!stands(s)) return 'Its letter has not been delivered or served.'
  if (s.apart === true)
    return `It is on ${named(s.platform)}, and what happens on a branch's platforms is counted apart.`
  if (!countsFor(s, q))
    return `It is a warning on ${named(s.platform)}, and warnings count on their own platform only.`
  if (!isAfterLetter(when, s)) return `The incident was not after its letter of ${formatDate(s.letter.date)}.`
  const here = s.platform === q.platform
  if (here && s.kind === 'lifetime')
    return isOver(s, when) ? 'It was lifted.' : 'Nothing comes after a lifetime ban.'
  if (here && s.kind === 'ban30' && !isOver(s, when)) {
    const last = lastDayOf(s)
    return last === null
      ? 'Its thirty days had not begun.'
      : `With ${formatDate(last)} as its last day it had not ended.`
  }
  const stops = stopsCounting(s)
  if (when.date >= stops) return `It stopped counting on ${formatDate(stops)}.`
  if (outcome.step !== 'warning' && outcome.step !== 'ban30')
    return 'It counts, but nothing new follows from this incident.'
  return 'It leads to a lifetime ban only within twelve months of the warning before it.'
}

function counts({ kind, ref, platform, letterDate, stopsCounting: stops }: CountedSanction): string {
  return `the ${NAMES[kind]} ${ref} of ${formatDate(letterDate)} on ${named(platform)}, which counts until ${formatDate(addDays(stops, -1))}`
}

function day({ time, when }: Reasons): string {
  if (time.known !== 'unknown') return `on ${formatDate(when.date)}`
  const best = 'on the most favourable day that it can have happened'
  return time.notBefore === null ? best : `${best}, ${formatDate(when.date)},`
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')} and ${parts.at(-1)}`
}
