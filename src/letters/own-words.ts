import type { LetterDraft } from './draft.ts'
import { clean } from './plain-text.ts'

/** What *Edit letter* offers: a paragraph of the admins' own, never a required part (F1). */
export interface EditablePart {
  readonly id: 'own_words'
  readonly label: string
  readonly value: string
  /** The longest that may be entered, in UTF-16 units as Discord's form counts them. */
  readonly maxLength: number
}

export const ownWordsLimit = 1500

/** The parts of a letter that the admins may change. All else follows from the case. */
export function editableParts(draft: LetterDraft): readonly EditablePart[] {
  return [
    {
      id: 'own_words',
      label: 'A paragraph of your own (optional)',
      value: draft.ownWords ?? '',
      maxLength: ownWordsLimit,
    },
  ]
}

/**
 * Checks a paragraph for *Edit letter*. Empty takes the paragraph out. Refused when too long, or when it speaks of
 * Party membership, which no letter may (F2).
 */
export function checkOwnWords(
  text: string,
): { ok: true; ownWords: string | undefined } | { ok: false; refusal: 'too_long' | 'speaks_of_membership' } {
  const ownWords = clean(text)
  if (text.length > ownWordsLimit) return { ok: false, refusal: 'too_long' }
  if (/\bmembership\b/i.test(ownWords)) return { ok: false, refusal: 'speaks_of_membership' }
  return { ok: true, ownWords: ownWords === '' ? undefined : ownWords }
}
