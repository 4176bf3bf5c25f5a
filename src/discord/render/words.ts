import { formatDate } from '../../policy/calendar.ts'
import type { CaseState } from '../../policy/case-state.ts'
import { discordUser } from '../../policy/identity.ts'
import type { Step } from '../../policy/ladder.ts'
import type { CaseRecord, Lighter, SanctionRecord } from '../../casework/records.ts'

const STEPS: Record<Step | Lighter, string> = {
  warning: 'a warning',
  ban30: 'a 30-day ban',
  lifetime: 'a lifetime ban',
  words_of_advice: 'words of advice',
  no_further_action: 'no further action',
}

/** A step or a lighter outcome in words. */
export const stepInWords = (step: Step | Lighter): string => STEPS[step]

/** The same at the beginning of a sentence or as a label. */
export const stepLabel = (step: Step | Lighter): string => {
  const words = STEPS[step].replace(/^a /, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const STATES: Record<CaseState, string> = {
  proposed: 'waiting for another admin to agree to ask',
  asking: 'the notice has not reached them yet',
  replying: 'the person has time to reply',
  signing: 'waiting for signatures',
  decided: 'decided; the letter has not reached them yet',
  closed: 'closed',
}

/** A state as a choice in a list. */
export const STATE_LABELS: Record<CaseState, string> = {
  proposed: 'Waiting for another admin to agree to ask',
  asking: 'The notice has not reached them yet',
  replying: 'The person has time to reply',
  signing: 'Waiting for signatures',
  decided: 'Decided, the letter has not reached them yet',
  closed: 'Closed',
}

const OUTCOMES: Record<string, string> = {
  sanctioned: 'closed with a sanction',
  words_of_advice: 'closed with words of advice',
  no_further_action: 'closed with no further action',
  dropped: 'dropped',
  not_agreed: 'closed: the signers did not agree',
  recorded: 'recorded; it makes no step by itself',
}

/** Where a case stands, in words. */
export const stateInWords = (c: Pick<CaseRecord, 'state' | 'outcome'>): string =>
  c.state === 'closed' && c.outcome ? (OUTCOMES[c.outcome] ?? 'closed') : STATES[c.state]

const LETTERS: Record<SanctionRecord['letterState'], string> = {
  held: 'waits its turn',
  queued: 'on its way',
  delivered: 'delivered',
  failed: 'could not be delivered by Discord; to be served another way',
  served: 'served another way',
  deemed: 'deemed served',
}

/** What became of a sanction: its letter, its ban. */
export function sanctionInWords(s: SanctionRecord): string {
  const parts = [
    `Letter: ${s.letterState === 'failed' && discordUser(s.respondent) === null ? 'to be given to them by hand' : LETTERS[s.letterState]}${s.letterDate ? `, dated ${formatDate(s.letterDate)}` : ''}`,
  ]
  if (s.readAt !== null) parts.push('they pressed that they have read it')
  if (s.kind !== 'warning') {
    const until = s.lastDay
      ? `from ${formatDate(s.firstDay ?? s.lastDay)} to ${formatDate(s.lastDay)}`
      : 'with no end'
    const ban = {
      none: '',
      due: s.underReview ? 'not banned at the moment' : 'the ban follows the letter',
      in_force: s.letterDate ? `banned ${until}` : 'banned by hand; the letter follows',
      ended: 'the ban has ended',
    }[s.banState]
    if (ban) parts.push(ban)
  }
  if (s.underReview) parts.push('does not count until the EC has decided on it anew')
  if (s.overturned) parts.push('overturned')
  return parts.join('; ')
}
