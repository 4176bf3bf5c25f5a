import { plain } from '../letters/plain-text.ts'
import { formatDate, type Instant, londonDate } from '../policy/calendar.ts'
import type { ComplaintFile, ComplaintOutcome } from './matter-records.ts'
import type { Clp } from './ports.ts'
import { MOST_FILES, MOST_MIB } from './room-for-more.ts'
import type { CaseRecord } from './records.ts'

/** Longest reasons and advice; as they are read, with what marks them as text, they fit one message. */
export const REASONS_LIMIT = 1000

const quoted = (text: string): string => plain(text, REASONS_LIMIT + 300)

/** The sentence of C2. */
const NOT_NAMED =
  "We won't name you without asking you. They may guess. If fairness needs your name, you may stop instead."

/** What someone who complains is told at once: reference, what happens next, by when (C2). */
export function acknowledgement(
  clp: Clp,
  q: {
    ref: string
    how: 'opened' | 'joined' | 'added'
    tellAt: Instant | null
    onDuty: boolean
    /** Files for which the matter had no room. */
    leftOut: number
  },
): string {
  const first = {
    opened: `**We have your complaint** · ${q.ref}`,
    joined: `**We have your complaint** · ${q.ref}\nOthers have reported the same post, so it is dealt with together.`,
    added: `**We have added what you sent to your open complaint** · ${q.ref}`,
  }[q.how]
  if (q.onDuty)
    return `${first}\nYou reported it as an officer on duty, so you are not a complainant. The admins look at it next. \`/complain\` shows where it stands.`
  const by = q.tellAt
    ? `You hear from us when it is decided, and by ${formatDate(londonDate(q.tellAt))} in any case; after that every ${clp.config.policy.complaints.tellDays} days while it is open.`
    : 'You hear from us when it is decided.'
  return [
    first,
    'What happens next: admins who have no part in it look at it and decide together. Nothing is decided yet.',
    by,
    ...(q.leftOut === 0
      ? []
      : [
          `There was no room for ${q.leftOut === 1 ? 'one of your files' : `${q.leftOut} of your files`}: the bot keeps ${MOST_FILES} of one person in one matter, ${MOST_MIB} MiB together. Give the rest, with the reference ${q.ref}, to ${clp.config.policy.contact}.`,
        ]),
    NOT_NAMED,
    'With `/complain` you see where it stands, add something, or stop.',
  ].join('\n')
}

/** Every so many days while it is open (C2). */
export const stillOpen = (ref: string, next: Instant, pausedUntil: Instant | null): string =>
  [
    `**Your complaint is still open** · ${ref}`,
    'The admins have not finished with it. Nothing is asked of you.',
    ...(pausedUntil === null
      ? []
      : [`Our work pauses at the moment and goes on on ${formatDate(londonDate(pausedUntil))}.`]),
    `You hear from us when it is decided, and by ${formatDate(londonDate(next))} in any case. With \`/complain\` you can add something, or stop.`,
  ].join('\n')

/** What was done about the content, as far as the bot knows it (C3). */
function contentInWords(file: Pick<ComplaintFile, 'removal' | 'outcome'>): string {
  if (file.removal?.state === 'removed' || file.outcome === 'content_removed')
    return 'The content was removed.'
  if (file.removal?.state === 'gone') return 'The content is no longer there.'
  return 'We have not removed any content.'
}

/** Whether the rules were broken, for whoever complained: never another person's sanction (C3). */
const FOUND: Record<Exclude<ComplaintOutcome, 'stopped'>, string> = {
  content_removed: 'The rules were broken.',
  words_of_advice: 'What you reported was not as it should be, and we have taken that up.',
  mediation: 'It was dealt with by mediation.',
  case_opened: 'It was looked into, and both sides were heard.',
  no_breach: 'The rules were not broken.',
  not_taken_further: 'We do not take it further.',
  referred: 'It was passed on.',
}

/** The same where the complaint became a case, by how the case ended. */
export function foundInCase(outcome: CaseRecord['outcome']): string {
  if (outcome === 'sanctioned' || outcome === 'words_of_advice')
    return 'Both sides were heard. The rules were broken, and we have acted on that. What that means for another person we cannot tell you.'
  if (outcome === 'recorded') return 'It is recorded with an earlier matter about the same person.'
  return 'It was looked into, and it was not decided that the rules were broken.'
}

const REFERRED: Record<string, string> = {
  police: 'the police',
  safeguarding: 'those who deal with safeguarding',
  national: 'the National Complaints team of the Labour Party',
}

/** Where something is referred to, in words. */
export const referredInWords = (to: string | null): string => REFERRED[to ?? ''] ?? 'others'

/** How it ended, for whoever complained, with the way on (C3, C4, C7). `found` where the complaint became a case. */
export function outcomeText(
  clp: Clp,
  file: ComplaintFile,
  outcome: Exclude<ComplaintOutcome, 'stopped'>,
  reasons: string,
  found?: string,
): string {
  return [
    `**Your complaint is decided** · ${file.ref}`,
    outcome === 'referred'
      ? `It was passed on to ${referredInWords(file.proposal?.referredTo ?? null)}.`
      : (found ?? FOUND[outcome]),
    contentInWords({ ...file, outcome }),
    ...(reasons.trim() === '' ? [] : [`The reasons:\n${quoted(reasons)}`]),
    wayOn(clp),
  ].join('\n')
}

/** The way on for someone who is not satisfied (C7). */
const wayOn = (clp: Clp): string =>
  `If you are not satisfied, press *Take it to the EC*: the CLP's Executive Committee looks at it, without anyone who has decided it. Or: ${plain(clp.config.policy.appealRoutes.at(-1) ?? '')} After the EC you can go to the Labour Party's National Complaints team: ${plain(clp.config.policy.nationalRoute)}.`

/** Words of advice, as the person concerned reads them (C3). */
export const adviceText = (clp: Clp, ref: string, advice: string): string =>
  [
    `**Words of advice** · ${ref}`,
    'This is advice and no sanction. Nothing is counted against you, and nothing else follows from it.',
    quoted(advice),
    `If you see it differently, or need this another way, write to ${plain(clp.config.policy.contact)}. Please do not try to find out who reported it. Records are kept for two years.`,
    'The admin team',
  ].join('\n')

/** How a complaint of which they had been told has ended, for the person concerned (C4). */
export const respondentOutcomeText = (ref: string, reasons: string): string =>
  [
    `**The complaint that you were told of is closed** · ${ref}`,
    'Nothing was decided against you, and nothing else follows from it.',
    ...(reasons.trim() === '' ? [] : [`The reasons:\n${quoted(reasons)}`]),
    'The admin team',
  ].join('\n')
