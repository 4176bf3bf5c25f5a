import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { AppealState, AppealVerdict } from '../policy/appeal.ts'
import type { Step } from '../policy/ladder.ts'
import type { Pause } from '../policy/pause.ts'
import type { Involvement } from './records.ts'

/** The nouns of complaints and appeals as they are kept. Instants are UTC, calendar dates are Europe/London. */

/** The private thread of a matter, as the bot knows it. */
export interface Room {
  threadId: string | null
  cardMessageId: string | null
  /** Someone with a conflict could open its room, so it has none (A7). */
  sealed: boolean
  /** Whom the bot has put into the room. */
  roomPeople: string[]
}

/** The post that was reported, as it stood then (C8). Nothing of it but the link where it may be illegal. */
export interface ReportedPost {
  link: string
  channelId: string
  messageId: string
  author: { id: string; name: string }
  /** Null where it may be illegal: then nothing is copied. */
  text: string | null
  postedAt: Instant
}

export type ComplaintState = 'open' | 'mediating' | 'with_case' | 'closed'

/** How a complaint can end (C3); `stopped`: every complainant stopped it. */
export type ComplaintOutcome =
  | 'content_removed'
  | 'words_of_advice'
  | 'mediation'
  | 'case_opened'
  | 'no_breach'
  | 'not_taken_further'
  | 'referred'
  | 'stopped'

/** What an admin proposes to decide; signatures are given on one version of it (D6). */
export interface Proposal {
  outcome: Exclude<ComplaintOutcome, 'stopped' | 'mediation'>
  /** Sent to the complainant, and to the respondent if they had been told (C4). */
  reasons: string
  /** What is sent to the respondent where the outcome is words of advice. */
  advice: string | null
  /** Where it is referred to: police, safeguarding, National. */
  referredTo: string | null
  by: string
  at: Instant
}

/** A mediation between complainant and respondent (C5); the other is asked only after the complainant's yes. */
export interface Mediation {
  state: 'asking_complainant' | 'asking_respondent' | 'running' | 'agreed' | 'not_agreed' | 'declined'
  mediator: string
  complainant: string
  about: string
  startedAt: Instant
  /** Whether the other has been asked, and so knows of the complaint. */
  otherAsked: boolean
  note: string | null
}

export interface ComplaintRecord extends Room {
  ref: string
  platform: string
  state: ComplaintState
  outcome: ComplaintOutcome | null
  reasons: string | null
  openedAt: Instant
  closedAt: Instant | null
  respondent: string | null
  respondentName: string | null
  post: ReportedPost | null
  /** Channel and message of the post, so that reports of the same post are one complaint. */
  postKey: string | null
  illegal: boolean
  /** C6: clocks stop and nobody is written to while it is raised, until the contact has said how. */
  safeguarding: 'none' | 'raised' | 'advised'
  advice: string | null
  proposal: Proposal | null
  proposalVersion: number
  mediation: Mediation | null
  /** *Remove post*: who pressed, when, and what became of it. */
  removal: { by: string; at: Instant; state: 'asked' | 'removed' | 'gone' | 'failed' } | null
  caseRef: string | null
  namedSigners: string[]
  /** When a proposal opened the sign-off (D5). */
  signOpenedAt: Instant | null
  /** When the complainants are next told that it is still open (C2). */
  tellAt: Instant | null
}

export interface Complainant {
  person: string
  name: string
  at: Instant
  /** Reported as an officer on duty, which makes nobody a complainant (A5). */
  onDuty: boolean
  stoppedAt: Instant | null
}

/** Something written in a matter. `kind`: grounds, more, statement, answer, objection, note, moderation … */
export interface MatterText {
  at: Instant
  by: string
  side: 'complainant' | 'appellant' | 'admins' | 'officer' | 'respondent'
  kind: string
  text: string
}

/** A vote or a signature. `question`: `proposal`, `sanction`, or the reference of a dependent sanction (H9). */
export interface MatterVote {
  at: Instant
  by: string
  question: string
  verdict: string
  reasons: string | null
  version: number
}

/** A file that someone sent with a matter; its bytes are kept in chunks beside it (C8). */
export interface KeptFile {
  id: number
  matter: string
  at: Instant
  name: string
  contentType: string | null
  /** Bytes. */
  size: number
  url: string
  /** Hexadecimal SHA-256 of the bytes; null until they are here. */
  sha256: string | null
  state: 'waiting' | 'kept' | 'too_large' | 'gone'
  addedBy: string
  purpose: 'report' | 'more' | 'appeal' | 'answer' | 'reply'
}

/** Everything of one complaint, read in one go. */
export interface ComplaintFile extends ComplaintRecord {
  /** The pauses of the CLP: their days count for nothing that runs in it (D9). */
  pauses?: readonly Pause[]
  /** Everyone of the CLP who is several identities, with all of these (B3). */
  people: string[][]
  complainants: Complainant[]
  texts: MatterText[]
  votes: MatterVote[]
  involvements: Involvement[]
  files: KeptFile[]
}

export type AppealOutcome = 'stands' | 'does_not_stand' | 'withdrawn'

/** The EC's decision in a meeting, as the handler recorded it (H5). */
export interface Meeting {
  date: CalendarDate
  minute: string
  present: string[]
  votesFor: number
  votesAgainst: number
  recordedBy: string
}

/** A sanction that relied on the one under appeal: what is to become of it, listed beforehand and voted on (H9). */
export interface Dependent {
  ref: string
  kind: Step
  /** What the ladder gives without the overturned one; null when nothing. */
  without: Step | null
  decision: 'replace' | 'falls' | null
  /** Why, as the appellant and the admins read it (H7). */
  reasons?: string
}

export interface AppealRecord extends Room {
  ref: string
  /** Of a sanction, or of how a complaint was decided (C7). */
  kind: 'sanction' | 'complaint'
  /** Reference of the case or complaint. */
  about: string
  platform: string
  appellant: string
  appellantName: string
  state: AppealState
  outcome: AppealOutcome | null
  reasons: string | null
  openedAt: Instant
  closedAt: Instant | null
  lodgedBy: string
  /** How it arrived, where an officer lodged it on behalf (H1). */
  receivedHow: string | null
  secretaryInvolved: boolean
  /** The EC officer whom the appellant trusts (H2). */
  trustedOfficer: string | null
  /** The last resort of D7: the one whom unconflicted EC members chose, or a trusted officer who acted after five idle days. */
  chosenHandler: string | null
  /** Those who were told that it is theirs to handle, so that only a change is told (H3). */
  toldHandlers: string[]
  /** When a handler last did something with it (H3). */
  handledAt: Instant
  /** The voters, fixed when it is lodged (H5); `person` is null for EC members registered by name only. */
  roll: { person: string | null; name: string }[]
  statementsUntil: Instant | null
  answerUntil: Instant | null
  votingOpenedAt: Instant | null
  votingClosesAt: Instant | null
  /** Since when the time that runs now counts, so that a pause can be left out of it (D9). */
  countsFrom: Instant | null
  decidedAt: Instant | null
  decidedBy: 'vote' | 'meeting' | 'national' | null
  meeting: Meeting | null
  /** The ban is suspended when the handler and one EC member have both asked for it (H8). */
  suspension: { by: string[]; since: Instant | null } | null
  dependents: Dependent[]
  /** What became of telling the appellant the outcome (H10). */
  told: 'dm' | 'letter_edited' | 'by_hand' | null
}

export interface AppealFile extends AppealRecord {
  /** The pauses of the CLP: their days count for nothing that runs in it (D9). */
  pauses?: readonly Pause[]
  texts: MatterText[]
  votes: (MatterVote & { verdict: AppealVerdict | string })[]
  involvements: Involvement[]
  files: KeptFile[]
}

/** A matter that was taken to the National Complaints team (I2). */
export interface NationalRecord {
  matter: string
  at: Instant
  by: string
  outcome: 'stands' | 'does_not_stand' | 'declined' | 'no_answer' | null
  outcomeAt: Instant | null
  outcomeBy: string | null
  note: string | null
}

/** A first reply after the letter, put to the signers again (D8). */
export interface Reconsideration {
  caseRef: string
  at: Instant
  text: string
  votes: { by: string; verdict: 'keep' | 'take_back'; reasons: string; at: Instant }[]
  outcome: 'kept' | 'taken_back' | null
  decidedAt: Instant | null
}

/** Someone heard in a matter asks that someone not decide it (A5). `upheldFor` is null until it is answered. */
export interface Objection {
  matter: string
  at: Instant
  by: string
  text: string
  taskId: number
  upheldFor: string[] | null
  reasons: string | null
  answeredBy: string | null
  answeredAt: Instant | null
}

/** A timeout of posting on Discord (D11). */
export interface PostingPause {
  id: number
  matter: string
  person: string
  at: Instant
  by: string
  untilAt: Instant
  renewedBy: string | null
  endedAt: Instant | null
}
