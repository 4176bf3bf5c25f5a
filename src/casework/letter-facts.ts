import type { LetterFacts, LetterKind } from '../letters/facts.ts'
import { longDate, dateAndTime } from '../letters/dates.ts'
import { adminsDecide, whatNext } from '../letters/phrases.ts'
import type { LadderResult, Step } from '../policy/ladder.ts'
import { handleOf, handleOnPlatform } from '../policy/identity.ts'
import { sameAs, writesTo } from '../policy/same-person.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Clp } from './ports.ts'
import type { AnotherWay, CaseFile, Incident, ReplyRecord } from './records.ts'

/** How a platform is called in a letter: it is one of the CLP's own, so that nobody reads that they are banned from all of X. */
export function platformInWords(platform: string): string {
  if (platform === DISCORD) return 'our Discord server'
  return /^(our|the)\b/iu.test(platform) ? platform : `our ${platform}`
}

/** Whether the bot itself can write to the person whom a case is about: they are, by one of their identities, on Discord (B3). */
export const canBeWrittenTo = (file: Pick<CaseFile, 'respondent' | 'people'>): boolean =>
  writesTo(file) !== null

/** When an incident happened, in words, as far as it is known (E7). */
export function whenInWords(time: Incident['time']): string {
  switch (time.known) {
    case 'instant':
      return dateAndTime(time.at)
    case 'date':
      return longDate(time.date)
    case 'unknown':
      return `on a day that is not known, no later than ${longDate(time.notAfter)}`
  }
}

const isSanction = (kind: LetterKind): kind is Step =>
  kind === 'warning' || kind === 'ban30' || kind === 'lifetime'

/** How a reply came that was not given by the buttons, in words: "e-mail, 5 March 2026". */
export const cameBy = ({ means, day }: AnotherWay): string => `${means}, ${longDate(day)}`

/** Their words; with how these reached us, where it was not by the buttons. Who has no buttons took the usual way. */
const asTheySaidIt =
  (hasButtons: boolean) =>
  (r: ReplyRecord): string =>
    r.otherwise
      ? `(This reached us ${hasButtons ? 'another way: ' : 'by '}${cameBy(r.otherwise)}.)\n${r.text}`
      : (r.text as string)

/** True of what they wrote once sign-off had opened: the signers read it, but nobody has to sign afresh for it (D5). */
export const isLate = (file: Pick<CaseFile, 'signOpenedAt'>, reply: Pick<ReplyRecord, 'at'>): boolean =>
  file.signOpenedAt !== null && reply.at > file.signOpenedAt

/**
 * What became of asking for their side (D4), in the words of the letters. What came after sign-off had opened is left out,
 * or one reply after the other could void the signatures for ever (D6); but where nothing came before, the first of it
 * stands in the letter, so that nobody is called silent who has spoken.
 */
function replyOf(file: CaseFile): LetterFacts['reply'] {
  const said = file.replies.filter((r) => r.kind === 'said' && r.text)
  const inTime = said.filter((r) => !isLate(file, r))
  const counted = inTime.length > 0 ? inTime : said.slice(0, 1)
  if (counted.length > 0) return { kind: 'given', texts: counted.map(asTheySaidIt(canBeWrittenTo(file))) }
  return file.replies.some((r) => r.kind === 'wont_reply') ? { kind: 'declined' } : { kind: 'silent' }
}

/** The identities that are taken to be the same person's, besides the one that is written to (B3). */
export function alsoThem(file: CaseFile): string[] {
  const written = writesTo(file) ?? file.respondent
  return sameAs(file.people, file.respondent)
    .filter((one) => one !== written)
    .map((one) => {
      const known = handleOf(one)
      const name = file.identityNames[one] ?? (one === file.respondent ? file.respondentName : one)
      return known ? handleOnPlatform(known) : `the Discord user ${name}`
    })
}

/** Everything that a letter of a case says, apart from its dates (F2, F5). */
export function letterFacts(clp: Clp, file: CaseFile, kind: LetterKind, ladder: LadderResult): LetterFacts {
  const { policy } = clp.config
  const platformName = platformInWords(file.platform)
  const broken = new Set(file.incidents.flatMap((i) => i.rules))
  const backFrom = kind === 'come_back' ? file.sanction?.kind : undefined
  const step: Step = isSanction(kind) ? kind : (backFrom ?? file.step ?? 'warning')
  return {
    ref: file.ref,
    clpName: policy.clp.name,
    platformName,
    respondentName: file.respondentName,
    incidents: file.incidents
      .filter((i) => i.ownStep)
      .map((i) => ({ what: i.what, where: `on ${platformName}`, when: whenInWords(i.time) })),
    rules: policy.rules.filter((r) => broken.has(r.id)),
    evidence: file.evidence.map((e) => ({
      text: e.text,
      author: e.author ?? undefined,
      link: e.link ?? undefined,
      at: e.postedAt ?? undefined,
    })),
    reliesOn: ladder.counted.map((c) => ({ ref: c.ref, kind: c.kind, letterDate: c.letterDate })),
    step,
    stepReason: ladder.explanation,
    finding: file.finding ?? undefined,
    reply: replyOf(file),
    firstReplyDays: policy.appeals.reconsiderDays,
    reasons: file.closeReason ?? file.lighter?.reasons,
    next: whatNext(
      backFrom === 'lifetime'
        ? 'left_lifted'
        : kind === 'no_further_action' || kind === 'words_of_advice' || kind === 'come_back'
          ? kind
          : step,
      platformName,
      {
        lifetimeWindow: policy.ladder.lifetimeWindow,
        warningsCount: policy.ladder.warningsCountOn,
      },
    ),
    identities: alsoThem(file),
    whoDecides: adminsDecide(policy.signOff.signatures, platformName),
    appId: clp.appId(),
    appealRoutes: policy.appealRoutes,
    nationalRoute: policy.nationalRoute,
    anotherWay: policy.contact,
    ownWords: file.letterExtra ?? undefined,
    byHand: !canBeWrittenTo(file),
    elsewhere: file.platform !== DISCORD,
  }
}
