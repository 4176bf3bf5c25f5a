/** Where a case stands: put to the admins, notice on its way, reply window, sign-off, decided, closed (D). */
export type CaseState = 'proposed' | 'asking' | 'replying' | 'signing' | 'decided' | 'closed'

/** How a case can end. */
export type CaseOutcome =
  | 'sanctioned'
  | 'words_of_advice'
  | 'no_further_action'
  | 'dropped'
  | 'not_agreed'
  | 'recorded'

/** What moves a case on. */
export type CaseCommand =
  /** Another admin pressed *Agree to ask* (D4). */
  | 'agree'
  /** The notice of allegation reached the respondent, or was deemed to (D4, F3). */
  | 'told'
  /** The reply window closed (D4). */
  | 'reply_closed'
  /** New evidence, a new incident or a harsher step was put to the respondent (D4). */
  | 'reopen'
  /** Facts, step or letter were changed: signatures are void, and a decision not yet carried out is open again (D6). */
  | 'revise'
  /** The signatures are there (D5). */
  | 'decide'
  /** The decision is carried out: letter served, or the lighter outcome told. */
  | 'complete'
  /** Tied to the end, or refused (D5). */
  | 'not_agreed'
  /** Dropped or closed with reasons before decision (D8). */
  | 'drop'
  /** Recorded without a step (E5, E6, E10). */
  | 'record'

/** A command that a case's state does not allow: `too_early`, `too_late` or `closed`, and a sentence for people. */
export interface StateRefusal {
  refused: 'too_early' | 'too_late' | 'closed'
  why: string
}

/** The one table of transitions. What is missing here is refused. */
export const TRANSITIONS: Readonly<Record<CaseState, Partial<Record<CaseCommand, CaseState>>>> = {
  proposed: { agree: 'asking', revise: 'proposed', drop: 'closed', record: 'closed' },
  asking: { told: 'replying', revise: 'asking', drop: 'closed', record: 'closed' },
  replying: {
    reply_closed: 'signing',
    reopen: 'replying',
    revise: 'replying',
    drop: 'closed',
    record: 'closed',
  },
  signing: {
    reopen: 'replying',
    revise: 'signing',
    decide: 'decided',
    not_agreed: 'closed',
    drop: 'closed',
    record: 'closed',
  },
  decided: { reopen: 'replying', revise: 'signing', complete: 'closed' },
  closed: {},
}

/** The outcomes that a command which closes a case may give it. */
export const OUTCOMES: Readonly<Partial<Record<CaseCommand, readonly CaseOutcome[]>>> = {
  complete: ['sanctioned', 'words_of_advice', 'no_further_action'],
  not_agreed: ['not_agreed'],
  drop: ['dropped'],
  record: ['recorded'],
}

const ORDER: readonly CaseState[] = ['proposed', 'asking', 'replying', 'signing', 'decided', 'closed']

const NOW: Record<CaseState, string> = {
  proposed: 'This case has been put to the admins; nobody has agreed to ask yet.',
  asking: 'The notice has not reached the person yet.',
  replying: 'The person still has time to give their side.',
  signing: "The person's side is in, and the case is waiting for signatures.",
  decided: 'This case has been decided.',
  closed: 'This case is closed.',
}

/**
 * The state that a command leads to (D), or a refusal that says what has happened since: buttons keep working
 * for as long as their matter is open, and are often pressed late.
 */
export function nextState(state: CaseState, command: CaseCommand): CaseState | StateRefusal {
  const next = TRANSITIONS[state][command]
  if (next !== undefined) return next
  if (state === 'closed') return { refused: 'closed', why: NOW.closed }
  const here = ORDER.indexOf(state)
  const isStillToCome = ORDER.some((later, n) => n > here && TRANSITIONS[later][command] !== undefined)
  return { refused: isStillToCome ? 'too_early' : 'too_late', why: NOW[state] }
}
