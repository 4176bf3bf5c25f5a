import type { Instant } from '../policy/calendar.ts'
import type {
  AppealFile,
  AppealRecord,
  Complainant,
  ComplaintFile,
  ComplaintRecord,
  KeptFile,
  MatterText,
  MatterVote,
  NationalRecord,
  Objection,
  PostingPause,
  Reconsideration,
} from './matter-records.ts'
import type { Involvement } from './records.ts'

/** What is kept of complaints and appeals, and what hangs on any matter: the part of the store for them. */
export interface MatterStore {
  /** The next free reference of a year, `C2026-014`. */
  nextComplaintRef(year: number): Promise<{ ref: string; seq: number }>
  addComplaint(c: ComplaintRecord, seq: number): Promise<void>
  updateComplaint(ref: string, change: Partial<Omit<ComplaintRecord, 'ref'>>): Promise<void>
  complaintFile(ref: string): Promise<ComplaintFile | undefined>
  /** Several at once, in the order of `refs`; those that do not exist are left out. */
  complaintFiles(refs: string[]): Promise<ComplaintFile[]>
  /** Newest first. */
  complaints(filter: {
    states?: ComplaintRecord['state'][]
    /** Whoever has complained in it, stopped or not. */
    complainant?: string
    postKey?: string
    caseRef?: string
    since?: Instant
    search?: string
    limit?: number
  }): Promise<ComplaintRecord[]>
  /** Adds a complainant; one who had stopped takes it up again. */
  addComplainant(ref: string, c: Complainant): Promise<void>
  stopComplainant(ref: string, person: string, at: Instant): Promise<void>

  /** The next free reference of a year, `A2026-003`. */
  nextAppealRef(year: number): Promise<{ ref: string; seq: number }>
  addAppeal(a: AppealRecord, seq: number): Promise<void>
  updateAppeal(ref: string, change: Partial<Omit<AppealRecord, 'ref'>>): Promise<void>
  appealFile(ref: string): Promise<AppealFile | undefined>
  appealFiles(refs: string[]): Promise<AppealFile[]>
  /** Newest first. */
  appeals(filter: {
    states?: AppealRecord['state'][]
    about?: string
    /** One identity, or several of one person (B3). */
    appellant?: string | string[]
    search?: string
    limit?: number
  }): Promise<AppealRecord[]>

  /** What hangs on complaints and appeals alike. */
  addMatterText(ref: string, t: MatterText): Promise<void>
  addMatterVote(ref: string, v: MatterVote): Promise<void>
  addMatterInvolvement(ref: string, i: Involvement): Promise<void>

  /** A file that is still to be fetched; files hang on a case, a complaint or an appeal. */
  addFile(f: Omit<KeptFile, 'id' | 'sha256' | 'state'>): Promise<number>
  file(id: number): Promise<KeptFile | undefined>
  /** Null where the bytes are not here. */
  fileBytes(id: number): Promise<Buffer | null>
  keepFile(id: number, bytes: Buffer, sha256: string): Promise<void>
  /** Files of a matter, oldest first. */
  filesOf(matter: string): Promise<KeptFile[]>
  /** Throws a file away, bytes and all. */
  dropFile(id: number): Promise<void>
  /** The same file with another matter, bytes and all. */
  copyFile(id: number, matter: string, at: Instant): Promise<void>
  /** Takes the words out of the evidence of a case that came from a post, by its link. */
  blankEvidence(caseRef: string, link: string): Promise<void>
  failFile(id: number, state: 'too_large' | 'gone'): Promise<void>

  national(ref: string): Promise<NationalRecord | undefined>
  openNationals(): Promise<NationalRecord[]>
  referToNational(ref: string, by: string, at: Instant): Promise<void>
  nationalOutcome(
    ref: string,
    o: { outcome: NonNullable<NationalRecord['outcome']>; by: string; at: Instant; note: string | null },
  ): Promise<void>

  reconsideration(caseRef: string): Promise<Reconsideration | undefined>
  saveReconsideration(r: Reconsideration): Promise<void>
  openReconsiderations(): Promise<Reconsideration[]>

  addObjection(o: Pick<Objection, 'matter' | 'at' | 'by' | 'text' | 'taskId'>): Promise<void>
  objectionOf(taskId: number): Promise<Objection | undefined>
  answerObjection(
    taskId: number,
    a: { upheldFor: string[]; reasons: string; answeredBy: string; answeredAt: Instant },
  ): Promise<void>

  /** References of matters that the log channel shows as restricted (J4). */
  restrictedMatters(): Promise<string[]>
  restrictMatter(ref: string, at: Instant): Promise<void>

  addPostingPause(p: Omit<PostingPause, 'id' | 'renewedBy' | 'endedAt'>): Promise<number>
  postingPauses(ref: string): Promise<PostingPause[]>
  /** All pauses of one person, in whichever matter. */
  pausesOf(person: string): Promise<PostingPause[]>
  /** Those that are not noted as over. */
  runningPauses(): Promise<PostingPause[]>
  updatePostingPause(
    id: number,
    change: Partial<Pick<PostingPause, 'untilAt' | 'renewedBy' | 'endedAt'>>,
  ): Promise<void>
}
