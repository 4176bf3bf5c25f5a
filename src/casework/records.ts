import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { CaseOutcome, CaseState } from '../policy/case-state.ts'
import type { IncidentTime, Step } from '../policy/ladder.ts'
import type { Pause } from '../policy/pause.ts'
import type { ReplyEvent } from '../policy/reply-window.ts'
import type { LetterDraft } from '../letters/draft.ts'

/**
 * The nouns of casework as they are kept. Instants are UTC, calendar dates are Europe/London. People are Discord
 * user ids on the platform `discord` and handles elsewhere (B3).
 */

/** The lighter choices that D3 leaves to people. */
export type Lighter = 'warning' | 'ban30' | 'words_of_advice' | 'no_further_action'

/** One case: one person on one platform (D2). */
export interface CaseRecord {
  ref: string
  platform: string
  respondent: string
  respondentName: string
  state: CaseState
  outcome: CaseOutcome | null
  proposer: string
  openedAt: Instant
  agreedBy: string | null
  agreedAt: Instant | null
  signOpenedAt: Instant | null
  decidedAt: Instant | null
  closedAt: Instant | null
  closeReason: string | null
  /** What the ladder gives today; null when it gives no sanction. */
  step: Step | null
  /** The step that the respondent was last told of, so that a harsher one is put to them (D4). */
  toldStep: Step | null
  explanation: string
  /** References of sanctions under appeal on which the step relies (E9). */
  blockedBy: string[]
  lighter: { outcome: Lighter; reasons: string } | null
  finding: string | null
  /** When it was last written on the case itself. */
  findingAt?: Instant | null
  letterExtra: string | null
  letter: LetterDraft | null
  letterVersion: number
  threadId: string | null
  cardMessageId: string | null
  /** Someone with a conflict could open its room, so it has none (A7). */
  sealed: boolean
  /** Whom the bot has put into the room. */
  roomPeople: string[]
  /** Safeguarding or police are asked about it: no notice goes out while it is raised (C6). Null where nobody asked. */
  safeguarding: 'raised' | 'advised' | null
  /** The complaint that it came from. */
  complaintRef: string | null
  /** Since when its signers look again, after a first reply that came late (D8); null while they do not. */
  reconsideringSince?: Instant | null
  /** Whom the bot sent the notice to, where that was not the respondent's own identity (B3). */
  noticeTo?: string | null
}

export interface Incident {
  id: number
  at: Instant
  what: string
  time: IncidentTime
  rules: string[]
  oldReason: string | null
  addedBy: string
  /** False for an incident that E6 recorded with this case: it counts for nothing by itself. */
  ownStep: boolean
}

export interface Evidence {
  id: number
  at: Instant
  text: string
  author: string | null
  link: string | null
  postedAt: Instant | null
  addedBy: string
}

/** How a reply came that was not given by the buttons, and who wrote it down. */
export interface AnotherWay {
  means: string
  day: CalendarDate
  by: string
}

export type ReplyRecord = ReplyEvent & { text: string | null; otherwise?: AnotherWay }

export interface VoteRecord {
  by: string
  verdict: 'sign' | 'dont_sign'
  reason: string | null
  at: Instant
  letterVersion: number
}

export interface Involvement {
  person: string
  kind: 'declared' | 'complainant' | 'witness'
  reason: string
  at: Instant
}

export interface ServiceAttempt {
  at: Instant
  what: 'notice' | 'letter'
  means: string
  day: CalendarDate
  reached: boolean
  by: string
}

/** Where the letter of a sanction stands (F3). `held`: an earlier sanction is still to be served (D3), or nobody can ban yet (G2). */
export type LetterState = 'held' | 'queued' | 'delivered' | 'failed' | 'served' | 'deemed'

/** Where the ban itself stands: nothing to ban, to be carried out, in force, over. */
export type BanState = 'none' | 'due' | 'in_force' | 'ended'

export interface SanctionRecord {
  ref: string
  kind: Step
  platform: string
  respondent: string
  decidedAt: Instant
  letterState: LetterState
  letterDate: CalendarDate | null
  letterAt: Instant | null
  readAt: Instant | null
  dmChannelId: string | null
  dmMessageId: string | null
  /** The message as it was sent, so that it can be edited to say more later (G4). */
  dmBody: string | null
  /** Whom the bot sent the letter to, where that was not the respondent's own identity (B3). */
  letterTo?: string | null
  firstDay: CalendarDate | null
  lastDay: CalendarDate | null
  banState: BanState
  liftedOn: CalendarDate | null
  /** References of the sanctions that its step counted when it was decided (E9, H9). */
  reliedOn: string[]
  overturned: boolean
  underReview: boolean
  appealPending: boolean
  /** It stands in the ban register alone: its file has gone, and the EC has minuted to keep the ban (K3). */
  kept?: true
}

/** Everything of one case, read in one go. */
export interface CaseFile extends CaseRecord {
  incidents: Incident[]
  evidence: Evidence[]
  replies: ReplyRecord[]
  votes: VoteRecord[]
  involvements: Involvement[]
  namedSigners: string[]
  notes: { at: Instant; by: string; text: string }[]
  attempts: ServiceAttempt[]
  sanction: SanctionRecord | null
  /** The pauses of the CLP: their days count for nothing that runs in it (D9). */
  pauses?: readonly Pause[]
  /** Everyone of the CLP who is several identities, with all of these (B3). */
  people: string[][]
  /** How linked identities were called when they were linked. */
  identityNames: Record<string, string>
}

export interface Draft {
  id: string
  owner: string
  kind: string
  body: Record<string, unknown>
  updatedAt: Instant
  /** The reference that the draft became, once it was used: a second submit finds it here. */
  usedFor: string | null
}

export type TaskKind =
  | 'serve_notice'
  | 'serve_letter'
  | 'ban_by_hand'
  | 'ban_trouble'
  | 'ec_decides'
  | 'name_signers'
  | 'open_case'
  | 'choose_handler'
  | 'to_national'
  | 'undelivered'
  | 'tell_returned'
  | 'tell_appellant'
  | 'objection'
  | 'crisis'
  | 'relied_on'
  | 'keep_file'
  | 'safeguarding'
  | 'post_trouble'
  /** The passwords of a platform, after an AGM or a change of office (L2). */
  | 'change_passwords'
  /** Why something is still open after so long (D9). */
  | 'reason_needed'
  /** Somebody asks about their data; and an answer that Discord did not deliver (N1, N2). */
  | 'data_request'
  | 'data_answer'
  /** A hold to be reviewed (K4), a lifetime ban whose file goes (K3), a deletion that did not come about (K2). */
  | 'hold_review'
  | 'keep_ban'
  | 'lift_unkept'
  | 'purge_trouble'
  | 'restored'
  /** New material that is to be put to someone to whom the bot cannot write (D4). */
  | 'serve_new'
  /** Banning someone on a platform other than this server, and lifting that (G6). */
  | 'platform_ban'
  | 'platform_lift'
  /** That two identities are one person, or that this be undone, waits for a second admin; and what people say against it (B3). */
  | 'link_identities'
  | 'part_identities'
  | 'identity_challenge'

export interface Task {
  id: number
  kind: TaskKind
  matter: string | null
  offices: string[]
  platform: string | null
  subject: string | null
  text: string
  raisedAt: Instant
  doneAt: Instant | null
  doneBy: string | null
  doneHow: string | null
  /** Whom it does not wait for though they hold one of its offices. */
  notFor?: string[]
  /** The London day on which it falls due (G6); null where it has none. */
  dueOn?: CalendarDate | null
  /** What more it is about than its matter says, as its kind reads it. */
  about?: string | null
  /** When the alarm was raised because it is overdue (G6). */
  alarmedAt?: Instant | null
}

export interface PlatformRecord {
  name: string
  kind: string
  address: string
  owner: string | null
  registeredAt: Instant
  /** Nothing new is opened on it from then on; what is open there is finished (B1). */
  retiredAt?: Instant | null
  /** The branch that it belongs to; null for the CLP's own (B4). */
  branch?: string | null
}

/** A ban made or lifted by hand that people were asked about (G5). */
export interface HandBan {
  id: number
  userId: string
  kind: 'made' | 'lifted' | 'baseline'
  seenAt: Instant
  by: string | null
  answer: string | null
  reason: string | null
  answeredBy: string | null
  answeredAt: Instant | null
}
