import { createHash } from 'node:crypto'
import type { LetterFacts, LetterKind } from './facts.ts'
import type { Segments } from './slots.ts'
import { longestLength } from './slots.ts'
import type { Templates } from './templates.ts'
import { messageLimit, renderTemplate } from './templates.ts'
import { fullView, rooms, shortView } from './view.ts'

/**
 * A letter with everything in it but its dates: this is what is signed and stored (D6). Plain data that survives
 * JSON; templates changed afterwards do not change it.
 */
export interface LetterDraft {
  readonly kind: LetterKind
  readonly ref: string
  /** The message: the required parts in short. */
  readonly message: Segments
  /** The full letter, attached as a text file. */
  readonly file: { readonly name: string; readonly text: Segments }
  /** The admins' own paragraph as it was given, or null. */
  readonly ownWords: string | null
  /** SHA-256 of all that will be read, in hexadecimal: another hash is another letter and voids signatures (D6). */
  readonly hash: string
}

/**
 * Drafts a letter (F1, F2, F5). The same templates and facts always give the same draft and hash.
 * A letter without an incident or a rule, a lifetime ban's without its finding (E11), or a lighter outcome's without
 * its reasons (D3), is a bug in the caller: it throws.
 */
export function draftLetter(templates: Templates, kind: LetterKind, facts: LetterFacts): LetterDraft {
  if (kind === 'appeal_outcome' && !facts.appeal?.reasons.some((one) => one.trim())) {
    throw new Error('The outcome of an appeal needs its reasons (H7)')
  }
  if (
    kind !== 'come_back' &&
    kind !== 'appeal_outcome' &&
    (facts.incidents.length === 0 || facts.rules.length === 0)
  ) {
    throw new Error(`A letter of the kind ${kind} needs an incident and a rule`)
  }
  if ((kind === 'words_of_advice' || kind === 'no_further_action') && !facts.reasons?.trim()) {
    throw new Error(`A letter of the kind ${kind} needs its reasons (D3)`)
  }
  if (kind === 'lifetime' && !facts.finding?.trim()) throw new Error('A lifetime ban needs its finding (E11)')

  const message = fittingMessage(templates[kind].short, kind, facts)
  const file = {
    name: `${kind === 'notice' || kind === 'reopened' ? 'notice' : 'letter'}-${facts.ref}.txt`,
    text: renderTemplate(templates[kind].full, fullView(kind, facts)),
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([kind, facts.ref, message, file.name, file.text]))
    .digest('hex')
  return { kind, ref: facts.ref, message, file, ownWords: facts.ownWords?.trim() || null, hash }
}

function fittingMessage(template: string, kind: LetterKind, facts: LetterFacts): Segments {
  for (const room of rooms) {
    const message = renderTemplate(template, shortView(kind, facts, room))
    if (longestLength(message) <= messageLimit) return message
  }
  throw new Error(`The message of the kind ${kind} does not fit`)
}
