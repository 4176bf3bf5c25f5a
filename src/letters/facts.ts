import type { CalendarDate, Instant } from '../policy/calendar.ts'

/**
 * The letters that a person can get. `reopened` puts new material to the respondent (D4); `appeal_outcome` is the EC's
 * own letter to an appellant (H7).
 */
export const letterKinds = [
  'notice',
  'warning',
  'ban30',
  'lifetime',
  'words_of_advice',
  'no_further_action',
  'come_back',
  'reopened',
  'appeal_outcome',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** A sanction as a letter may name it. */
export type SanctionName = 'warning' | 'ban30' | 'lifetime'

/**
 * What a letter says, apart from its dates. Texts are passed as people wrote them: the letter makes them harmless
 * (F4). A fact that a kind of letter has no use for may be left empty.
 */
export interface LetterFacts {
  /** The case's reference, such as `2026-014`. */
  readonly ref: string
  readonly clpName: string
  readonly platformName: string
  readonly respondentName: string
  /** What was done, where and when, one a breach; `when` in words (see `longDate`, `dateAndTime`). Never empty. */
  readonly incidents: readonly { readonly what: string; readonly where: string; readonly when: string }[]
  /** The rules of the code that were broken. Never empty. */
  readonly rules: readonly { readonly label: string; readonly text: string }[]
  readonly evidence: readonly {
    readonly text: string
    readonly author?: string | undefined
    readonly link?: string | undefined
    readonly at?: Instant | undefined
  }[]
  /** The earlier letters that the ladder counted, each with the date of that letter. */
  readonly reliesOn: readonly {
    readonly ref: string
    readonly kind: SanctionName
    readonly letterDate: CalendarDate
  }[]
  /** The step: in a notice the possible one, in a sanction's letter the one taken. */
  readonly step: SanctionName
  /** Why it is this step: the ladder's own sentence (D3). */
  readonly stepReason?: string | undefined
  /** How the behaviour carried on (E11); a lifetime ban's letter cannot be drafted without it. */
  readonly finding?: string | undefined
  /** What became of asking for their side: their own texts, a press on *I don't want to reply*, or silence. */
  readonly reply?:
    | { readonly kind: 'given'; readonly texts: readonly string[] }
    | { readonly kind: 'declined' }
    | { readonly kind: 'silent' }
    | undefined
  /** For how many days after the letter a first reply is put to the signers once more (D8); nothing where it is not. */
  readonly firstReplyDays?: number | undefined
  /** Why a lighter outcome was chosen (D3). */
  readonly reasons?: string | undefined
  /** What happens next if it goes on, from the ladder: see `whatNext`. */
  readonly next: string
  /** The other identities that are taken to be theirs, in words: "@redrose on X" (B3). */
  readonly identities?: readonly string[] | undefined
  /** Who decides, in a sentence: see `adminsDecide`. */
  readonly whoDecides: string
  /** The bot's application id, for the link that adds it to someone's own account (H1). */
  readonly appId: string
  /** The ways to appeal outside Discord, each as a full sentence: see `appealInWriting` (H1). */
  readonly appealRoutes: readonly string[]
  /** How to reach the National Complaints team (I1). */
  readonly nationalRoute: string
  /** Whom to ask for the letter in another form (F2). */
  readonly anotherWay: string
  /** The bot cannot write to them: people give them the letter, and it names no button and no command (F3, G6). */
  readonly byHand?: boolean | undefined
  /** It is about a platform other than the bot's own server: people there lift a ban (B1, G6). */
  readonly elsewhere?: boolean | undefined
  /** A paragraph of the admins' own (*Edit letter*); it comes on top of the required parts, never in their place. */
  readonly ownWords?: string | undefined
  /** What the letter of an appeal's outcome says; no other letter has any of it. */
  readonly appeal?: AppealFacts | undefined
}

/** The outcome of an appeal (H7). */
export interface AppealFacts {
  /** What was appealed against, in words: "the 30-day ban of 3 March 2026, reference 2026-014". */
  readonly about: string
  /** What was decided, in a sentence. */
  readonly decision: string
  /** Why, as those wrote who decided it; without names or numbers. Never empty. */
  readonly reasons: readonly string[]
  /** What happens now, a sentence each. Never empty. */
  readonly now: readonly string[]
  /** The letter carries an invitation back to the server. */
  readonly invited: boolean
}

/** A day of a ban, or the day on which a letter served another way is received (F3). */
export type BanDay = CalendarDate | 'on_receipt'

/** What is filled in when the letter is sent (D6, F3). Calendar dates are Europe/London. */
export interface LetterSlots {
  /** The date of the letter: that of its first attempt. */
  readonly date: CalendarDate
  /** The date on which this letter's record is deleted (K1). */
  readonly deletedOn: CalendarDate
  /** Day 1 of a ban. */
  readonly firstDay?: BanDay | undefined
  /** Day 30 of a 30-day ban; the ban ends at 00:00 after it (G4). */
  readonly lastDay?: BanDay | undefined
  /** When the window for a reply closes: a moment, or so many days after a notice that people take to the person. */
  readonly closesAt?: Instant | { readonly daysFromReceipt: number } | undefined
  /** An invitation back to the server, a web address; without one the letter says to ask the admin team for it. */
  readonly invite?: string | undefined
}
