import type { Refusal } from '../../casework/refusal.ts'
import type { MessageAnswer } from '../answer.ts'
import { refusalText } from './refusal.ts'

/** A refusal as a private answer (A6). */
export const refused = (refusal: Refusal): MessageAnswer => ({ content: refusalText(refusal) })

/** A refusal of a form that gives everything typed back, to be copied or sent again. */
export function refusedForm(refusal: Refusal, typed: string): MessageAnswer {
  return typedBack(refusalText(refusal), typed)
}

/** Something that was not done, with what was typed for it in a file. */
export function typedBack(why: string, typed: string): MessageAnswer {
  const kept = typed.trim()
  return {
    content: `${why}${kept ? '\nWhat you typed is in the file below.' : ''}`,
    ...(kept ? { files: [{ name: 'what-you-typed.txt', text: kept }] } : {}),
  }
}
