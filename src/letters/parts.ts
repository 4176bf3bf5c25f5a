import type { LetterKind } from './facts.ts'
import type { ParsedTemplate } from './parsed-template.ts'

/**
 * Sections that hold a required part's own wording: always shown, so that a CLP can word the part as it likes and the
 * program can still tell that it is there (F1).
 */
export const proseParts = [
  'request_to_stop',
  'how_to_come_back',
  'how_to_appeal',
  'access_only',
  'records',
  'nothing_decided',
  'silence_is_not_guilt',
  'not_discipline',
  'friend_may_help',
  'do_not_seek',
  'does_not_count',
  'new_material',
] as const
const prose: ReadonlySet<string> = new Set(proseParts)

/** Something that a kind of letter must say. */
export interface LetterPart {
  /** What it is, in plain English. */
  readonly name: string
  /** The rule that asks for it. */
  readonly rule: string
  /** How the template's author puts it in. */
  readonly how: string
  readonly isIn: (template: ParsedTemplate) => boolean
}

/**
 * A value, given with the list that it belongs to where it has one: `ref`, `incidents.what`. `mayBeIn`: sections of some
 * readers only in which it may stand too.
 */
function value(name: string, rule: string, path: string, mayBeIn: readonly string[] = []): LetterPart {
  const [list, item] = path.includes('.') ? (path.split('.') as [string, string]) : [null, path]
  return {
    name,
    rule,
    how: list === null ? `put {{${item}}}` : `put {{${item || '.'}}} between {{#${list}}} and {{/${list}}}`,
    isIn: ({ tags }) =>
      tags.some((tag) => {
        if (tag.type !== 'value' || tag.name !== (item || '.')) return false
        const around = tag.within.filter((one) => !prose.has(one.name) && !mayBeIn.includes(one.name))
        if (tag.within.some((one) => one.inverted)) return false
        return list === null ? around.length === 0 : around.length === 1 && around[0]?.name === list
      }),
  }
}

/** A part that is wording: its section is always shown and has words in it. */
function wording(name: string, rule: string, section: (typeof proseParts)[number]): LetterPart {
  return {
    name,
    rule,
    how: `put its words between {{#${section}}} and {{/${section}}}`,
    isIn: ({ tags, wordsIn }) =>
      /\p{L}{2}/u.test(wordsIn.get(section) ?? '') &&
      tags.some(
        (tag) =>
          tag.type === 'section' &&
          tag.name === section &&
          tag.within.every((one) => !one.inverted && prose.has(one.name)),
      ),
  }
}

/** What only some readers are shown: a section with words in it. */
function forSome(name: string, rule: string, section: 'by_hand' | 'elsewhere'): LetterPart {
  return {
    name,
    rule,
    how: `put its words between {{#${section}}} and {{/${section}}}`,
    isIn: ({ wordsIn }) => /\p{L}{2}/u.test(wordsIn.get(section) ?? ''),
  }
}

/** Words that must stand in the template as they are. */
function words(name: string, rule: string, exact: string): LetterPart {
  return {
    name,
    rule,
    how: `write "${exact}"`,
    isIn: (template) => template.words.toLowerCase().includes(exact.toLowerCase()),
  }
}

const reference = value('the reference', 'F2', 'ref')
const date = value('the date of the letter', 'F2', 'date')
const platform = value('the platform', 'F2', 'platform')
const signature = words('the signature', 'F2', 'the admin team')
const anotherWay = value('"need this another way?" with its contact', 'F2', 'another_way')
const records = [
  wording('that records are kept two years', 'F2', 'records'),
  value('the date on which the record is deleted', 'F2', 'deleted_on'),
]
const whatHappened = [
  value('what was done', 'F2', 'incidents.what'),
  value('where it was done', 'F2', 'incidents.where'),
  value('when it was done', 'F2', 'incidents.when'),
  value('which rule', 'F2', 'rules.label'),
]

const identities = value('which other identity is taken to be theirs', 'B3', 'identities.identity')

const everySanction = [
  reference,
  date,
  ...whatHappened,
  wording('a request to stop', 'F2', 'request_to_stop'),
  value('what happens next if it goes on', 'F2', 'next'),
  platform,
  value('the earlier letters relied on, with their references', 'F2', 'relies_on.earlier_ref'),
  value('the earlier letters relied on, with their dates', 'F2', 'relies_on.earlier_date'),
  value('that whoever has not replied can still do so, for how many days', 'D8', 'late_side.late_days'),
  wording('how to appeal', 'F2', 'how_to_appeal'),
  value('to whom to appeal', 'F2', 'appeal_routes.'),
  words('that /appeal can be used', 'H1', '/appeal'),
  words('that the bot can be written to', 'H1', 'this bot'),
  value('the link that adds the app, for whoever is banned', 'H1', 'add_app', ['by_bot']),
  words('whom to write to where the Secretary is involved', 'F2', 'EC officer'),
  value('the National Complaints route', 'F2', 'national'),
  identities,
  anotherWay,
  ...records,
  wording('that it is about access to the platform', 'F2', 'access_only'),
  signature,
]

const asked = [
  reference,
  date,
  wording('that nothing is decided', 'F5', 'nothing_decided'),
  wording('that silence is not guilt', 'F5', 'silence_is_not_guilt'),
  value('the possible step', 'F5', 'step'),
  value('the closing day and hour', 'F5', 'closes_at', ['by_bot']),
  value('who decides', 'F5', 'who_decides'),
  wording('that this is not Party discipline', 'F5', 'not_discipline'),
  wording('that a friend may help', 'F5', 'friend_may_help'),
  wording('not to seek out who complained', 'F5', 'do_not_seek'),
  words('the button Give my side', 'F5', 'Give my side'),
  words('the button I need more time', 'F5', 'I need more time'),
  words("the button I don't want to reply", 'F5', "I don't want to reply"),
  value('what is said to have been done', 'F5', 'incidents.what'),
  value('where it was done', 'F5', 'incidents.where'),
  value('when it was done', 'F5', 'incidents.when'),
  value('the evidence', 'F5', 'evidence.text'),
  value('the rule', 'F5', 'rules.label'),
  value('how the behaviour carried on, where a lifetime ban is possible', 'E11', 'carried_on.how'),
  identities,
  anotherWay,
  signature,
]

const required: Record<LetterKind, readonly LetterPart[]> = {
  notice: asked,
  reopened: [...asked, wording('that there is new material', 'D4', 'new_material')],
  warning: everySanction,
  ban30: [
    ...everySanction,
    value('the first day of the ban', 'F2', 'first_day'),
    value('the last day of the ban', 'F2', 'last_day'),
    wording('how to come back', 'F2', 'how_to_come_back'),
  ],
  lifetime: [
    ...everySanction,
    value('the first day of the ban', 'F2', 'first_day'),
    wording('how to come back', 'F2', 'how_to_come_back'),
    value('how the behaviour carried on', 'E11', 'finding'),
  ],
  words_of_advice: [
    reference,
    date,
    ...whatHappened,
    value('why this was chosen', 'D3', 'reasons.reason'),
    wording('that it does not count as a sanction', 'D3', 'does_not_count'),
    value('what happens next if it goes on', 'F2', 'next'),
    anotherWay,
    ...records,
    signature,
  ],
  no_further_action: [
    reference,
    date,
    value('why this was chosen', 'D3', 'reasons.reason'),
    wording('that it does not count as a sanction', 'D3', 'does_not_count'),
    anotherWay,
    ...records,
    signature,
  ],
  come_back: [reference, date, platform, value('the invitation', 'G4', 'invite'), anotherWay, signature],
  appeal_outcome: [
    reference,
    date,
    value('what the appeal was about', 'H7', 'appeal_about'),
    value('what was decided', 'H7', 'decision'),
    value('the reasons', 'H7', 'appeal_reasons.why'),
    value('what happens now', 'H7', 'now.'),
    value('the invitation back', 'H8', 'invited.invite'),
    value('the National Complaints route', 'I1', 'national'),
    anotherWay,
    ...records,
    words('the signature of the EC', 'H7', 'Executive Committee'),
  ],
}

/** Letters in which nobody adds words of their own: they are not signed as a draft. */
const withoutOwnWords: ReadonlySet<LetterKind> = new Set(['come_back', 'appeal_outcome'])

const ownWords = value("the place for the admins' own words", 'F1', 'own_words.own')

const howToAnswer = forSome('how someone answers to whom the bot cannot write', 'F5', 'by_hand')
const howToAppeal = forSome('how someone appeals to whom the bot cannot write', 'H1', 'by_hand')

/** What the full letter needs besides: it is the full letter that people give by hand, without the message (F3, G6). */
const inFull: Partial<Record<LetterKind, readonly LetterPart[]>> = {
  notice: [howToAnswer],
  reopened: [howToAnswer],
  warning: [howToAppeal],
  ban30: [howToAppeal, forSome('how a ban ends on a platform of which people lift it', 'G6', 'elsewhere')],
  lifetime: [howToAppeal],
}

/**
 * Every part that a kind of letter must have (F1, F2, F5): the short form, which is the message itself, has them all;
 * the full letter also has the place for the admins' own words, where a letter can have any.
 */
export function partsOf(kind: LetterKind, form: 'full' | 'short'): readonly LetterPart[] {
  if (form === 'short') return required[kind]
  return [...required[kind], ...(inFull[kind] ?? []), ...(withoutOwnWords.has(kind) ? [] : [ownWords])]
}
