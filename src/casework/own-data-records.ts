import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { ReplyEvent } from '../policy/reply-window.ts'
import type { EntryContent } from '../register/entry.ts'
import type { KeptFile, MatterText, Objection } from './matter-records.ts'

/** The nouns of a person's own data (N1, N2). Instants are UTC, calendar dates are Europe/London. */

/** A message as somebody read it: its text, and the text files that hung on it. */
export interface ToldBody {
  content: string
  files: { name: string; text: string }[]
}

/** A copy of what the bot, or an officer by hand, told somebody about their own matter: this was put to them. */
export interface ToldMessage {
  /** Discord user id, or the handle that it was served to by hand. */
  person: string
  at: Instant
  /** Which kind of message it was: the effect's name, or `served`. */
  what: string
  matter: string | null
  body: ToldBody
  /** The message on Discord that said it; none where it was said by hand, or in a message that said more. */
  where?: { channelId: string; messageId: string }
}

/** `rest`: what `/mydata` did not give at once; `correction` and `deletion` as N2 has them. */
export type DataRequestKind = 'rest' | 'correction' | 'deletion'

/** A piece that was released, as the person gets it. */
export interface ReleasedPiece {
  title: string
  at: Instant
  text: string
  /** A file whose bytes they may fetch. */
  file?: { id: number; name: string; sha256: string | null }
}

export interface DataRequest {
  /** `D2026-003`, for officers and the register, which does not say who asked. */
  ref: string
  kind: DataRequestKind
  person: string
  personName: string
  at: Instant
  /** One calendar month later: the last day on which to answer. */
  dueOn: CalendarDate
  /** What should be corrected or deleted, in their words. */
  words: string | null
  /** The matter that it is about, where they named one. */
  about: string | null
  /** Null: the Secretary deals with it. `yes`: she is involved. Else the EC officer whom they trust. */
  trusted: string | null
  outcome: 'answered' | 'granted' | 'refused' | null
  /** What they were told, where people wrote it. */
  answer: string | null
  released: ReleasedPiece[] | null
  answeredAt: Instant | null
  answeredBy: string | null
  /** How the answer reached them. */
  reached: 'dm' | 'by_hand' | null
  /** Which reminders have gone out. */
  reminded: string[]
}

/** What the handler decided about one piece of what is held. */
export interface DataChoice {
  piece: string
  at: Instant
  release: boolean
  reason: string | null
  by: string
}

/** Something that the person concerned said in a case: by the buttons, or another way and written down by an officer. */
export interface OwnReply {
  ref: string
  at: Instant
  kind: ReplyEvent['kind']
  text: string | null
  means: string | null
  cameOn: CalendarDate | null
}

/** What storage does for a person's own data. `people` are the identities of one person. */
export interface OwnDataStore {
  /** Gives its number. */
  addTold(t: ToldMessage): Promise<number>
  /** Oldest first. */
  toldTo(people: string[]): Promise<ToldMessage[]>
  /** What was told in some matters, oldest first. */
  toldAbout(matters: string[]): Promise<{ id: number; told: ToldMessage }[]>
  told(id: number): Promise<ToldMessage | undefined>
  /** Something in it is not to be kept (C8). */
  changeTold(id: number, body: ToldBody): Promise<void>
  repliesOf(people: string[]): Promise<OwnReply[]>
  /** What they wrote in complaints and appeals as the person concerned; not what they wrote as officers. */
  textsBy(people: string[]): Promise<(MatterText & { matter: string })[]>
  filesBy(people: string[]): Promise<KeptFile[]>
  objectionsBy(people: string[]): Promise<Objection[]>
  /** References of the complaints that are about them, oldest first. */
  complaintsAbout(people: string[]): Promise<string[]>
  /** What the register still says about them, oldest first; not what they did themselves. */
  entriesAbout(people: string[]): Promise<{ n: number; content: EntryContent }[]>

  nextDataRequestRef(year: number): Promise<{ ref: string; seq: number }>
  addDataRequest(r: DataRequest, seq: number): Promise<void>
  updateDataRequest(ref: string, change: Partial<Omit<DataRequest, 'ref'>>): Promise<void>
  dataRequest(ref: string): Promise<DataRequest | undefined>
  /** Oldest first. */
  dataRequests(filter: { people?: string[]; open?: boolean }): Promise<DataRequest[]>
  chooseForPiece(request: string, choice: DataChoice): Promise<void>
  dataChoices(request: string): Promise<DataChoice[]>
  lastCopy(person: string): Promise<Instant | null>
  addCopy(person: string, at: Instant): Promise<void>
}
