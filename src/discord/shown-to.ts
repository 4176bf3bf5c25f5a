import { hiddenFor } from '../casework/earlier-matters.ts'
import type { Context } from './handler.ts'
import { hideReferences } from './render/hide-references.ts'

/** A private answer without references of earlier cases in which whoever gets it has a conflict (A5). */
export const shownTo = async <T>(c: Context, answer: T, own: string | null = null): Promise<T> =>
  hideReferences(answer, await hiddenFor(c.clp, c.actor, JSON.stringify(answer), own))
