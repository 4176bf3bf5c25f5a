import { viewAppeal } from '../../casework/appeal-view.ts'
import type { Answer } from '../answer.ts'
import type { Context } from '../handler.ts'
import { wholeAppeal } from '../render/case-file.ts'
import { shownTo } from '../shown-to.ts'
import { refused } from '../render/refused.ts'

/** *Read all* on the card of an appeal. */
export async function readAppeal(c: Context, ref: string): Promise<Answer> {
  const seen = await viewAppeal(c.clp, c.actor, ref)
  if (!seen.ok) return refused(seen.refusal)
  return {
    content: `Everything about ${ref} is in this file. Keep it confidential and do not pass it on.`,
    files: [await shownTo(c, wholeAppeal(seen.view), ref)],
  }
}
