import { addDays, londonDate, type CalendarDate, type Instant } from './calendar.ts'
import { type SignOffQuestion, signOff, type SignerTier } from './sign-off.ts'

/** Until which London day, that day included, a first reply after a letter is put to the signers (D8). */
export const firstReplyUntil = (letterDate: CalendarDate, days: number): CalendarDate =>
  addDays(letterDate, days)

/** Whether a first reply that arrives now is still put to the signers (D8); 0 days switches it off. */
export const isFirstReplyInTime = (letterDate: CalendarDate, days: number, now: Instant): boolean =>
  days > 0 && londonDate(now) <= firstReplyUntil(letterDate, days)

/** One answer to a late reply; of several of a person the last one counts. */
export interface SecondLookVote {
  by: string
  verdict: 'keep' | 'take_back'
  at: Instant
}

export type SecondLook =
  | { state: 'open'; tiersOpen: SignerTier[]; keep: string[]; takeBack: string[]; needsNaming: boolean }
  | { state: 'kept' | 'taken_back'; by: string[] }

/**
 * Whether the decision is kept or taken back after a first reply that came late (D8): the same people may act who could
 * sign, stand-ins come in as they do for signatures, and as many have to agree (D5, D7). Where they stay divided until
 * nobody else can come in the decision stays as it was signed.
 */
export function secondLook(
  q: Omit<SignOffQuestion, 'votes' | 'letterVersion'> & { votes: readonly SecondLookVote[] },
): SecondLook {
  const votes = q.votes.map(({ by, verdict, at }) => ({
    by,
    at,
    letterVersion: 0,
    verdict: verdict === 'keep' ? ('sign' as const) : ('dont_sign' as const),
  }))
  const result = signOff({ ...q, votes, letterVersion: 0 })
  if (result.state === 'open')
    return {
      state: 'open',
      tiersOpen: result.tiersOpen,
      keep: result.signed,
      takeBack: result.refused,
      needsNaming: result.needsNaming,
    }
  const people = new Set(q.eligible.map((e) => e.person))
  const last = new Map(
    q.votes
      .filter((v) => people.has(v.by))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map((v) => [v.by, v.verdict]),
  )
  const of = (verdict: SecondLookVote['verdict']) =>
    [...last].filter((one) => one[1] === verdict).map(([by]) => by)
  if (result.state === 'decided') return { state: 'kept', by: result.signers }
  const [keep, takeBack] = [of('keep'), of('take_back')]
  return takeBack.length > keep.length ? { state: 'taken_back', by: takeBack } : { state: 'kept', by: keep }
}
