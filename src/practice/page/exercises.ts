import type { PageCheck, PageExercise, PageExerciseStart, PageHint, PageRehearsal } from './shapes.ts'

/**
 * The guided rehearsals, as the page asks for them; what they are is not the page's business. `null` where there is no
 * exercise of that id.
 */
export interface Exercises {
  list(): PageExercise[]
  /** The one that was begun last, until it is put away; null where there is none. */
  current(): PageRehearsal | null
  /** Puts away the one that is on, which can be begun again. */
  putAway(): void
  /** Makes everything ready for it. */
  start(id: string): Promise<PageExerciseStart | null>
  /** Looks at what was done. */
  check(id: string): PageCheck | null
  /** The next hint, from the first one after `start`; the last one again when there are no more. */
  hint(id: string): PageHint | null
}
