import type { LetterFacts, LetterKind } from './facts.ts'
import { dateAndTime, longDate } from './dates.ts'
import { addAppLink, sanctionInWords } from './phrases.ts'
import { clean, cleanLine, cleanName, plainLine, quoteInFile } from './plain-text.ts'
import { proseParts } from './parts.ts'
import { slotMark, slotsOf } from './slots.ts'

/** What a template can show: texts, lists of them, and the parts that are always there. */
export type LetterView = Readonly<
  Record<string, string | true | readonly string[] | readonly Readonly<Record<string, string>>[]>
>

/** The names that a template may use at its top level and in each section, apart from slots. */
export const knownTags = {
  values: [
    'ref',
    'clp',
    'platform',
    'name',
    'step',
    'next',
    'who_decides',
    'national',
    'another_way',
    'add_app',
    'finding',
    'appeal_about',
    'decision',
  ],
  sections: {
    incidents: ['what', 'where', 'when'],
    rules: ['label', 'text'],
    evidence: ['text', 'source'],
    relies_on: ['earlier', 'earlier_ref', 'earlier_date'],
    appeal_routes: ['.'],
    your_side: ['said'],
    declined: [],
    no_reply: [],
    days_over: [],
    left_lifted: [],
    by_bot: [],
    by_hand: [],
    here: [],
    elsewhere: [],
    carried_on: ['how'],
    late_side: ['late_days'],
    identities: ['identity'],
    step_reason: ['why'],
    reasons: ['reason'],
    own_words: ['own'],
    appeal_reasons: ['why'],
    now: ['.'],
    invited: ['invite'],
    more_reasons: ['count'],
    more_incidents: ['count'],
    more_rules: ['count'],
    more_evidence: ['count'],
    more_letters: ['count'],
    more_routes: ['count'],
  } as Readonly<Record<string, readonly string[]>>,
} as const

/** How much of each part the message shows: all of it where it fits, less and less where it does not. */
export const rooms = [1, 0.8, 0.6, 0.4, 0.25, 0.15, 0.05, 0]

/** Everything, for the attached file: plain text, what people wrote quoted line by line (F4). */
export function fullView(kind: LetterKind, facts: LetterFacts): LetterView {
  return {
    ...always(kind),
    ref: cleanLine(facts.ref),
    clp: cleanName(facts.clpName),
    platform: cleanName(facts.platformName),
    name: cleanName(facts.respondentName),
    step: sanctionInWords(facts.step),
    next: cleanLine(facts.next),
    who_decides: cleanLine(facts.whoDecides),
    national: cleanLine(facts.nationalRoute),
    another_way: cleanLine(facts.anotherWay),
    add_app: addAppLink(facts.appId),
    finding: quoteInFile(facts.finding ?? ''),
    incidents: facts.incidents.map((one) => ({
      what: quoteInFile(one.what),
      where: cleanLine(one.where),
      when: cleanLine(one.when),
    })),
    rules: facts.rules.map((one) => ({ label: cleanLine(one.label), text: cleanLine(one.text) })),
    evidence: facts.evidence.map((one) => ({
      text: quoteInFile(one.text),
      source: cleanLine(sourceOf(one)),
    })),
    relies_on: facts.reliesOn.map((one) => ({ ...earlier(one), earlier_ref: cleanLine(one.ref) })),
    appeal_routes: facts.appealRoutes.map(cleanLine),
    your_side:
      facts.reply?.kind === 'given' ? facts.reply.texts.map((said) => ({ said: quoteInFile(said) })) : [],
    declined: shown(facts.reply?.kind === 'declined'),
    no_reply: shown(facts.reply?.kind === 'silent'),
    late_side: lateSide(facts),
    identities: alsoThem(facts, cleanLine),
    ...ofBan(facts),
    ...ofReach(facts),
    carried_on: optional('how', carriedOn(facts), quoteInFile),
    step_reason: optional('why', facts.stepReason, cleanLine),
    reasons: optional('reason', facts.reasons, quoteInFile),
    own_words: optional('own', facts.ownWords, quoteInFile),
    appeal_about: cleanLine(facts.appeal?.about ?? ''),
    decision: cleanLine(facts.appeal?.decision ?? ''),
    appeal_reasons: (facts.appeal?.reasons ?? []).map((one) => ({ why: quoteInFile(one) })),
    now: (facts.appeal?.now ?? []).map(cleanLine),
    invited: facts.appeal?.invited ? [{ invite: slotMark('invite') }] : [],
  }
}

/**
 * The required parts in short, for the message. `room` from 1 down to 0 says how much of each is shown; at 0 the
 * whole stays under Discord's limit whatever the facts, which `loadTemplates` has checked for each template.
 */
export function shortView(kind: LetterKind, facts: LetterFacts, room: number): LetterView {
  const upTo = between(room)
  const incidents = facts.incidents.slice(0, upTo(1, 5))
  const rules = facts.rules.slice(0, upTo(1, 8))
  const evidence = facts.evidence.slice(0, upTo(1, 3))
  const letters = facts.reliesOn.slice(0, upTo(1, 4))
  const routes = facts.appealRoutes.slice(0, upTo(1, 6))
  const reasons = (facts.appeal?.reasons ?? []).slice(0, upTo(1, 6))
  return {
    ...always(kind),
    ref: plainLine(facts.ref, 12),
    clp: plainLine(facts.clpName, upTo(36, 80)),
    platform: plainLine(facts.platformName, upTo(30, 80)),
    name: plainLine(cleanName(facts.respondentName), upTo(32, 100)),
    step: sanctionInWords(facts.step),
    next: plainLine(facts.next, upTo(230, 400)),
    who_decides: plainLine(facts.whoDecides, upTo(180, 300)),
    national: plainLine(facts.nationalRoute, upTo(120, 200)),
    another_way: plainLine(facts.anotherWay, upTo(120, 200)),
    add_app: `<${addAppLink(facts.appId)}>`,
    finding: plainLine(facts.finding ?? '', upTo(80, 500)),
    incidents: incidents.map((one) => ({
      what: plainLine(one.what, upTo(50, 500)),
      where: plainLine(one.where, upTo(20, 100)),
      when: plainLine(one.when, upTo(36, 70)),
    })),
    rules: rules.map((one) => ({
      label: plainLine(one.label, upTo(40, 210)),
      text: plainLine(one.text, upTo(60, 300)),
    })),
    evidence: evidence.map((one) => ({
      text: shownAt(one.text, room),
      source: plainLine(sourceOf(one), upTo(30, 120)),
    })),
    relies_on: letters.map((one) => ({ ...earlier(one), earlier_ref: plainLine(one.ref, 12) })),
    appeal_routes: routes.map((one) => plainLine(one, upTo(142, 250))),
    your_side:
      facts.reply?.kind === 'given'
        ? facts.reply.texts.slice(0, 1).map((said) => ({ said: plainLine(said, upTo(40, 200)) }))
        : [],
    declined: shown(facts.reply?.kind === 'declined'),
    no_reply: shown(facts.reply?.kind === 'silent'),
    late_side: lateSide(facts),
    identities: alsoThem(facts, (text) => plainLine(text, upTo(24, 160))),
    ...ofBan(facts),
    ...ofReach(facts),
    carried_on: optional('how', carriedOn(facts), (text) => plainLine(text, upTo(40, 400))),
    step_reason: optional('why', facts.stepReason, (text) => plainLine(text, upTo(80, 300))),
    reasons: optional('reason', facts.reasons, (text) => plainLine(text, upTo(100, 500))),
    own_words: optional('own', facts.ownWords, (text) => plainLine(text, upTo(40, 300))),
    appeal_about: plainLine(facts.appeal?.about ?? '', upTo(80, 160)),
    decision: plainLine(facts.appeal?.decision ?? '', upTo(100, 200)),
    appeal_reasons: reasons.map((one) => ({ why: plainLine(one, upTo(120, 1200)) })),
    now: (facts.appeal?.now ?? []).slice(0, upTo(2, 6)).map((one) => plainLine(one, upTo(200, 300))),
    invited: facts.appeal?.invited ? [{ invite: slotMark('invite') }] : [],
    more_reasons: left(facts.appeal?.reasons ?? [], reasons),
    more_incidents: left(facts.incidents, incidents),
    more_rules: left(facts.rules, rules),
    more_evidence: left(facts.evidence, evidence),
    more_letters: left(facts.reliesOn, letters),
    more_routes: left(facts.appealRoutes, routes),
  }
}

const between =
  (room: number) =>
  (least: number, most: number): number =>
    Math.round(least + (most - least) * room)

/** A piece of evidence in the message. */
const shownAt = (text: string, room: number): string => plainLine(text, between(room)(80, 300))

/** Every form in which a message can have shown a piece of evidence, the longest first. */
export const shownInShort = (text: string): string[] => [...new Set(rooms.map((room) => shownAt(text, room)))]

/** Whoever said nothing before can still do so for some days after the letter (D8). */
function lateSide({ reply, firstReplyDays = 0 }: LetterFacts): { late_days: string }[] {
  const heard = reply === undefined || reply.kind === 'given'
  return heard || firstReplyDays === 0 ? [] : [{ late_days: String(firstReplyDays) }]
}

/** Which other identities are taken to be theirs, as one text, so that they can say that one is not (B3). */
function alsoThem(
  { identities = [] }: LetterFacts,
  render: (text: string) => string,
): { identity: string }[] {
  if (identities.length === 0) return []
  const last = identities.at(-1) as string
  const all = identities.length === 1 ? last : `${identities.slice(0, -1).join(', ')} and ${last}`
  return [{ identity: render(all) }]
}

function always(kind: LetterKind): LetterView {
  return Object.fromEntries([
    ...proseParts.map((name) => [name, true] as const),
    ...slotsOf(kind).map((name) => [name, slotMark(name)] as const),
  ])
}

/** Whether a ban is over because its days are, or because it was lifted and left so (G4, G5). */
const ofBan = ({ step }: LetterFacts) => ({
  days_over: shown(step !== 'lifetime'),
  left_lifted: shown(step === 'lifetime'),
})

/** How the letter reaches them, and whose platform it is about. */
const ofReach = ({ byHand = false, elsewhere = false }: LetterFacts) => ({
  by_bot: shown(!byHand),
  by_hand: shown(byHand),
  here: shown(!elsewhere),
  elsewhere: shown(elsewhere),
})

/** The finding of a possible lifetime ban, which the person must be able to answer (E11, D4). */
const carriedOn = ({ step, finding }: LetterFacts): string | undefined =>
  step === 'lifetime' ? finding : undefined

function earlier(one: LetterFacts['reliesOn'][number]): Record<string, string> {
  return { earlier: sanctionInWords(one.kind), earlier_date: longDate(one.letterDate) }
}

function sourceOf(one: LetterFacts['evidence'][number]): string {
  const at = one.at === undefined ? undefined : dateAndTime(one.at)
  return [one.author, at, one.link].filter((part) => part !== undefined && clean(part) !== '').join(', ')
}

function shown(yes: boolean): readonly Readonly<Record<string, string>>[] {
  return yes ? [{}] : []
}

function optional(
  name: string,
  text: string | undefined,
  render: (text: string) => string,
): readonly Readonly<Record<string, string>>[] {
  return text === undefined || clean(text) === '' ? [] : [{ [name]: render(text) }]
}

function left(
  all: readonly unknown[],
  some: readonly unknown[],
): readonly Readonly<Record<string, string>>[] {
  return all.length === some.length ? [] : [{ count: String(all.length - some.length) }]
}
