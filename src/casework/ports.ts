import type { Config } from '../runtime/config.ts'
import type { CalendarDate, Instant } from '../policy/calendar.ts'
import type { Office, OfficeHolding } from '../policy/offices.ts'
import type { Entry, EntryContent } from '../register/entry.ts'
import type { LogPost, LogRead, ReadMessages } from '../register/posted.ts'
import type { EntryPage, EntrySearch } from '../register/search.ts'
import type { Verification } from '../register/verify.ts'
import type { Effect, EffectName, EffectRequest } from './effects.ts'
import type { BackupNote, FileCondition } from './file-condition.ts'
import type { RetentionStore } from './retention-ports.ts'
import type { PurgeRun, Upkeep } from './retention-records.ts'
import type { IdentityChallenge, IdentityLink } from './identity-records.ts'
import type { MatterStore } from './matter-ports.ts'
import type { OwnDataStore } from './own-data-records.ts'
import type { PauseStore } from './pause-records.ts'
import type {
  CaseFile,
  CaseRecord,
  Draft,
  Evidence,
  HandBan,
  Incident,
  Involvement,
  PlatformRecord,
  ReplyRecord,
  SanctionRecord,
  ServiceAttempt,
  Task,
  VoteRecord,
} from './records.ts'
import type { Restored } from './restored.ts'

/** What is kept about the server itself. */
export interface Settings {
  logChannelId: string | null
  roomsChannelId: string | null
  /** When both Secretary and Chair were found gone and the officers were told (A3). */
  noticeOfNoOfficersAt: Instant | null
  /** Since when the log channel cannot be written to (J5); null while it can. */
  logTroubleSince: Instant | null
  /** The day of the last AGM that was written down (L2). */
  lastAgm: CalendarDate | null
  /** When the bans from before `/setup` were taken as the baseline (G5). */
  baselineAt: Instant | null
  /** The last entry number that stands in a log effect (J2). */
  loggedUpTo: number
  /** The date of the last gathered post of refusals and deliveries (J2). */
  gatheredUpTo: number
  /** The backup that was last written into the register, by its time; null before the first. */
  backupNotedAt: Instant | null
  /** The date of the last nightly backup, whatever became of it; null before the first. */
  backedUpOn: CalendarDate | null
  /** What is kept of the last restore from a backup; null where nothing was ever put back. */
  restored: Restored | null
  /** The highest number of a kind and year (`2026`, `C2026`) that may have been given out before a restore. */
  referencesUsed: Record<string, number>
  /** The date of the last daily run of the purge that was finished (K1); null before the first. */
  purgedOn: CalendarDate | null
  /** The run that is under way. */
  purgeRun: PurgeRun | null
  /** Since when nothing is deleted because the clock cannot be trusted (K5); null while it can. */
  clockTroubleSince: Instant | null
}

/** All storage of one CLP, bound to one transaction. Implemented in `storage`; casework knows nothing of SQL. */
export interface Store extends MatterStore, OwnDataStore, PauseStore, RetentionStore {
  settings(): Promise<Settings>
  set<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void>

  /** Appends to the register, in this transaction; numbers have no gaps (J1). */
  entry(content: EntryContent): Promise<Entry>
  /** Appends the entry that declares what a restore lost: its number follows `lastLost` (J3). */
  restoredEntry(content: EntryContent, lastLost: number): Promise<Entry>
  /** Leaves so many ids free in every table that counts them: buttons from the lost time may carry them. */
  leaveIdsFree(count: number): Promise<void>
  /** Writes a refusal; equal ones within an hour are counted in one entry (A6). */
  refusal(content: EntryContent): Promise<void>
  entriesAfter(n: number, limit: number): Promise<Entry[]>
  lastEntryNumber(): Promise<number>
  /** Ends the hours of counted refusals that are over (A6). */
  closeRefusals(now: Instant): Promise<void>

  holdings(): Promise<OfficeHolding[]>
  appoint(h: {
    office: Office
    platform: string | null
    person: string | null
    name: string
    at: Instant
    minute: string | null
  }): Promise<number>
  endOffice(id: number, at: Instant, minute: string | null): Promise<void>

  platforms(): Promise<PlatformRecord[]>
  addPlatform(p: PlatformRecord): Promise<void>
  updatePlatform(name: string, change: Partial<Omit<PlatformRecord, 'name' | 'registeredAt'>>): Promise<void>

  /** The next free reference of a year, `2026-014`. */
  nextCaseRef(year: number): Promise<{ ref: string; seq: number }>
  addCase(c: CaseRecord, seq: number): Promise<void>
  updateCase(ref: string, change: Partial<Omit<CaseRecord, 'ref'>>): Promise<void>
  caseFile(ref: string): Promise<CaseFile | undefined>
  /** Several at once, in the order of `refs`; those that do not exist are left out. */
  caseFiles(refs: string[]): Promise<CaseFile[]>
  cases(filter: {
    states?: CaseRecord['state'][]
    /** One identity, or all of one person (B3). */
    respondent?: string | string[]
    /** Part of a reference or of the respondent's name. */
    search?: string
    limit?: number
  }): Promise<CaseRecord[]>
  addIncident(ref: string, i: Omit<Incident, 'id'>): Promise<number>
  addEvidence(ref: string, e: Omit<Evidence, 'id'>): Promise<void>
  /** False when this form was already stored: the same submit twice is one (architecture: draft ids). */
  addReply(ref: string, r: ReplyRecord, form: string | null): Promise<boolean>
  /** Takes away what is kept of the reply to a case: it was asked of somebody else (B3). */
  forgetReplies(ref: string): Promise<void>
  addVote(ref: string, v: VoteRecord): Promise<void>
  addInvolvement(ref: string, i: Involvement): Promise<void>
  addNote(ref: string, note: { at: Instant; by: string; text: string }): Promise<void>
  nameSigner(ref: string, person: string, by: string, at: Instant): Promise<void>
  addAttempt(ref: string, a: ServiceAttempt): Promise<void>

  addSanction(s: SanctionRecord): Promise<void>
  /** Takes back a decision that was not yet told to anyone (D3). */
  deleteSanction(ref: string): Promise<void>
  updateSanction(ref: string, change: Partial<Omit<SanctionRecord, 'ref'>>): Promise<void>
  sanctions(filter: {
    /** One identity, or all of one person (B3). */
    respondent?: string | string[]
    banStates?: SanctionRecord['banState'][]
    letterStates?: SanctionRecord['letterState'][]
  }): Promise<SanctionRecord[]>

  saveDraft(d: Draft): Promise<void>
  draft(id: string): Promise<Draft | undefined>
  /** Someone's drafts of a kind, or of a group of kinds (`form:`), that were not used yet; the last changed first. */
  draftsOf(owner: string, kind: string): Promise<Draft[]>
  deleteDraft(id: string): Promise<void>
  /** Throws away drafts of a kind that were last changed before a time. */
  deleteDraftsBefore(kind: string, before: Instant): Promise<void>

  addEffect(e: EffectRequest, at: Instant, notBefore: Instant): Promise<void>
  /** What is still to be sent, oldest first; of one kind and target only where these are given. */
  openEffects(of?: { name?: EffectName; target?: string }): Promise<Effect[]>
  /**
   * The first open effect of each lane, where it is due at `now`; lanes in `except` left out. `nextAt`: when the first of
   * the others falls due, null for never.
   */
  dueEffects(q: {
    now: Instant
    except: string[]
    limit: number
  }): Promise<{ due: Effect[]; nextAt: Instant | null }>
  effect(id: number): Promise<Effect | undefined>
  updateEffect(
    id: number,
    change: Partial<
      Pick<Effect, 'notBefore' | 'attempts' | 'nonce' | 'firstAttemptAt' | 'channelId' | 'body'>
    > & { lastError?: string | null },
  ): Promise<void>
  finishEffects(ids: number[], state: 'done' | 'failed'): Promise<void>
  recordLogPost(p: { channelId: string; messageId: string; text: string; at: Instant }): Promise<void>
  /** The messages of the log channel that name a matter, and what the bot's own edits left in them (J4). */
  logPostsAbout(matter: string): Promise<{ channelId: string; messageId: string; edits: string[] }[]>
  noteLogEdits(messageId: string, edits: string[]): Promise<void>
  /** What the bot's own edits left in a message of the log channel (J4). */
  logEditsOf(messageId: string): Promise<string[]>
  /** Every message of the log channel that was noted, in their order. */
  logPosts(): Promise<LogPost[]>

  addTask(t: Omit<Task, 'id' | 'doneAt' | 'doneBy' | 'doneHow'>): Promise<number>
  /** What more it is about, and that the alarm was raised (G6). */
  updateTask(id: number, change: Partial<Pick<Task, 'about' | 'alarmedAt' | 'text'>>): Promise<void>
  task(id: number): Promise<Task | undefined>
  /** The latest of its kind about a matter, open or done. */
  lastTask(kind: Task['kind'], matter: string): Promise<Task | undefined>
  openTasks(filter?: { kind?: Task['kind']; matter?: string; subject?: string }): Promise<Task[]>
  finishTask(id: number, how: { at: Instant; by: string | null; how: string }): Promise<void>

  /** The links of identities that hold now: confirmed and not undone (B3). */
  identityLinks(): Promise<IdentityLink[]>
  /** Every link that there was, proposed, refused or undone, oldest first. */
  allIdentityLinks(): Promise<IdentityLink[]>
  addIdentityLink(l: Omit<IdentityLink, 'id'>): Promise<number>
  updateIdentityLink(id: number, change: Partial<Omit<IdentityLink, 'id'>>): Promise<void>
  deleteIdentityLink(id: number): Promise<void>
  /** What was said against links, oldest first. */
  identityChallenges(filter: {
    open?: boolean
    linkId?: number
    taskId?: number
  }): Promise<IdentityChallenge[]>
  addIdentityChallenge(c: Omit<IdentityChallenge, 'id'>): Promise<number>
  updateIdentityChallenge(id: number, change: Partial<Omit<IdentityChallenge, 'id'>>): Promise<void>

  addHandBan(b: Omit<HandBan, 'id' | 'answer' | 'reason' | 'answeredBy' | 'answeredAt'>): Promise<number>
  handBan(id: number): Promise<HandBan | undefined>
  handBans(filter: { userId?: string; open?: boolean }): Promise<HandBan[]>
  answerHandBan(
    id: number,
    a: { answer: string; reason: string | null; by: string; at: Instant },
  ): Promise<void>
}

/** What became of verifying the register (J3). A register that cannot be read has a `message` for people instead. */
export type RegisterCheck =
  | (Verification & { closedChannels: string[]; log: LogRead | null })
  | { ok: false; problem: string; message: string }

/** Long reading of the register beside the work, by a connection of its own, so that nobody's press waits for it. */
export interface RegisterReader {
  /** Verifies the whole register against itself and, read back by `read`, the log channel; null leaves that unread (J3). */
  verify(read: ReadMessages | null): Promise<RegisterCheck>
  /** The last backup that the bot or its program made; null where there is none that is known of. */
  lastBackup(): BackupNote | null
  /** Makes a verified backup beside the work and deletes those that are too old; `folder` is "" for beside the register. */
  backUp(q: {
    serverId: string
    folder: string
    keepDays: number
  }): Promise<{ ok: true } | { ok: false; message: string }>
  /** How file, folder, key and disk are found, the whole file read for damage. */
  condition(): Promise<FileCondition>
  /** Searches it, newest first (J6). Who may see what is found is for the caller to say. */
  search(search: EntrySearch): Promise<EntryPage>
}

/** The clock as a port: a UTC instant. Policy gets it as data. */
export interface Clock {
  now(): Instant
}

/** Runs work in one transaction: whole, or not at all. */
export type Transact = <T>(work: (store: Store) => Promise<T>) => Promise<T>

/** One CLP at work: its storage, its settings, its clock. Every use case takes it first. */
export interface Clp {
  readonly serverId: string
  readonly config: Config
  readonly clock: Clock
  /** 25 random base32 characters: draft ids and nonces, never a counter (Discord's nonces are per author). */
  readonly randomId: () => string
  readonly register: RegisterReader
  readonly upkeep: Upkeep
  /** One transaction. Never wait for Discord inside. The outbox is woken after commit. */
  transact: Transact
  /** The bot's own application id, from the gateway: for the link that adds it to someone's account (H1). */
  appId(): string
  /** Who owns the server now, from the gateway's own state (A3). */
  ownerId(): string
}
