import mustache from 'mustache'
import type { LetterFacts, LetterKind } from './facts.ts'
import { letterKinds } from './facts.ts'
import type { ParsedTemplate } from './parsed-template.ts'
import { parseTemplate } from './parsed-template.ts'
import { partsOf, proseParts } from './parts.ts'
import type { Segments } from './slots.ts'
import { longestLength, slotsOf, toSegments } from './slots.ts'
import type { LetterView } from './view.ts'
import { knownTags, shortView } from './view.ts'

/** The most that Discord takes in one message. */
export const messageLimit = 2000

/** The templates of every kind of letter, checked: only `loadTemplates` makes them. */
export type Templates = Readonly<Record<LetterKind, { readonly full: string; readonly short: string }>>

/** The file names of a kind's templates: the full letter's and the message's. */
export function templateFiles(kind: LetterKind): { full: string; short: string } {
  const stem = kind.replaceAll('_', '-')
  return { full: `${stem}.md`, short: `${stem}-short.md` }
}

/**
 * Checks the letter templates, given by file name. A template that is missing, cannot be read, uses a name that
 * letters do not have, speaks of Party membership, lacks a required part, or could grow past one message is refused
 * with one line each that names the file and the part (F1, F2, F5).
 */
export function loadTemplates(
  texts: Readonly<Record<string, string>>,
): { ok: true; templates: Templates } | { ok: false; problems: string[] } {
  const problems: string[] = []
  const templates = {} as Record<LetterKind, { full: string; short: string }>
  for (const kind of letterKinds) {
    const files = templateFiles(kind)
    for (const form of ['full', 'short'] as const) {
      const text = texts[files[form]]
      problems.push(
        ...(text === undefined
          ? ['is missing: put the file that came with the bot back']
          : problemsOf(kind, form, text)
        ).map((one) => (one.startsWith(':') ? `${files[form]}${one}` : `${files[form]}: ${one}`)),
      )
    }
    templates[kind] = { full: texts[files.full] ?? '', short: texts[files.short] ?? '' }
  }
  return problems.length === 0 ? { ok: true, templates } : { ok: false, problems }
}

/** Renders a checked template to what is signed. Values are made harmless by the view, so nothing is escaped here. */
export function renderTemplate(template: string, view: LetterView): Segments {
  const text = mustache.render(template, view, {}, { escape: String })
  return toSegments(
    text
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  )
}

function problemsOf(kind: LetterKind, form: 'full' | 'short', text: string): string[] {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return [`:${parsed.line}: ${parsed.message}`]
  const problems = [...unknownTags(kind, parsed.template)]
  if (/\bmembership\b/i.test(parsed.template.words)) {
    problems.push('speaks of membership. A letter is about access to the platform only (F2): take that out')
  }
  for (const part of partsOf(kind, form)) {
    if (!part.isIn(parsed.template)) problems.push(`lacks ${part.name} (${part.rule}): ${part.how}`)
  }
  if (problems.length > 0 || form === 'full') return problems
  const length = (facts: LetterFacts) => longestLength(renderTemplate(text, shortView(kind, facts, 0)))
  const over =
    Math.max(...[longestFacts, longestUnheard, { ...longestFacts, elsewhere: true }].map(length)) -
    messageLimit
  return over > 0
    ? [
        `is too long by ${over} characters: with the longest facts it would not fit one message (${messageLimit})`,
      ]
    : []
}

function unknownTags(kind: LetterKind, template: ParsedTemplate): string[] {
  const slots: readonly string[] = slotsOf(kind)
  return template.tags.flatMap((tag) => {
    if (tag.type === 'partial') return [`:${tag.line}: {{> ${tag.name}}} is not possible in a letter`]
    const isSection = tag.type !== 'value'
    const inItem = tag.within.some((one) => !one.inverted && knownTags.sections[one.name]?.includes(tag.name))
    const known = isSection
      ? inItem || tag.name in knownTags.sections || (proseParts as readonly string[]).includes(tag.name)
      : inItem || (knownTags.values as readonly string[]).includes(tag.name) || slots.includes(tag.name)
    const written = isSection ? `{{#${tag.name}}}` : `{{${tag.name}}}`
    return known ? [] : [`:${tag.line}: ${written} is nothing that this letter can say here`]
  })
}

/** Facts longer than what the shortest view keeps of any: it cuts each to its share. */
const long = 'm'.repeat(500)
const many = Array.from({ length: 10 })
const longestFacts: LetterFacts = {
  ref: long,
  clpName: long,
  platformName: long,
  respondentName: long,
  incidents: many.map(() => ({ what: long, where: long, when: long })),
  rules: many.map(() => ({ label: long, text: long })),
  evidence: many.map(() => ({ text: long, author: long, link: long, at: '2026-09-23T17:00:00.000Z' })),
  reliesOn: many.map(() => ({ ref: long, kind: 'lifetime', letterDate: '2026-09-23' })),
  step: 'lifetime',
  stepReason: long,
  finding: long,
  reply: { kind: 'given', texts: [long] },
  reasons: long,
  next: long,
  identities: many.map(() => long),
  whoDecides: long,
  appId: '9'.repeat(20),
  appealRoutes: many.map(() => long),
  nationalRoute: long,
  anotherWay: long,
  ownWords: long,
  appeal: {
    about: long,
    decision: long,
    reasons: many.map(() => long),
    now: many.map(() => long),
    invited: true,
  },
}

/** The same of somebody who said nothing, whom the letter tells that they still can (D8). */
const longestUnheard: LetterFacts = { ...longestFacts, reply: { kind: 'silent' }, firstReplyDays: 28 }
