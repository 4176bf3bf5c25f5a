import { referredInWords } from '../../casework/complaint-words.ts'
import type { ComplaintOutcome, ComplaintRecord, Proposal } from '../../casework/matter-records.ts'

/** Outcomes in words, in the middle of a sentence. */
export const OUTCOMES: Record<ComplaintOutcome, string> = {
  content_removed: 'content removed',
  words_of_advice: 'words of advice',
  mediation: 'mediation',
  case_opened: 'a case is opened',
  no_breach: 'no breach of the rules',
  not_taken_further: 'not taken further',
  referred: 'referred',
  stopped: 'stopped by whoever complained',
}

/** What is proposed, in words. */
export const proposalInWords = (p: Proposal): string =>
  p.outcome === 'referred' ? `referred to ${referredInWords(p.referredTo)}` : OUTCOMES[p.outcome]

/** Where a complaint stands, in words. */
export function complaintInWords({ state, outcome }: Pick<ComplaintRecord, 'state' | 'outcome'>): string {
  switch (state) {
    case 'open':
      return outcome === 'case_opened' ? 'decided: a case is to be opened' : 'open'
    case 'mediating':
      return 'being mediated'
    case 'with_case':
      return 'with a case'
    case 'closed':
      return outcome === null ? 'closed' : `closed: ${OUTCOMES[outcome]}`
  }
}
