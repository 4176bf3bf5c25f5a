import type { LetterDraft } from './draft.ts'
import type { LetterSlots } from './facts.ts'
import { fillSegments } from './slots.ts'

/** A letter as it is sent: one message with the full letter attached. */
export interface FilledLetter {
  /** The text of the message, 2,000 characters at most, safe to send with no mention allowed. */
  readonly message: string
  /** The attached file: UTF-8 plain text. */
  readonly file: { readonly name: string; readonly text: string }
}

/**
 * Fills a draft's dates (D6, F3). A slot that the letter has and `slots` leaves out is a bug in the caller and
 * throws: no letter goes out with a gap.
 */
export function fillLetter(draft: LetterDraft, slots: LetterSlots): FilledLetter {
  return {
    message: fillSegments(draft.message, slots),
    file: { name: draft.file.name, text: `${fillSegments(draft.file.text, slots)}\n` },
  }
}

/** A letter exactly as it will be read, in one text: the message, then the attached file (F1). */
export function previewLetter(draft: LetterDraft, slots: LetterSlots): string {
  const { message, file } = fillLetter(draft, slots)
  return `${message}\n\n— Attached: ${file.name} —\n\n${file.text}`
}
