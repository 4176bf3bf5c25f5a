import { plusHours } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import type { Sent } from './keep-files.ts'
import type { Clp, Store } from './ports.ts'

const KIND = 'carried'
/** So long files wait for the form that was opened with them; then which they were is forgotten. */
const WAITS_HOURS = 6

const idOf = (word: string): string => `files-${word}`

/** Files that somebody sent in a DM go with the form that they open from there, known by its random word (H1). */
export async function carryFiles(clp: Clp, actor: Actor, word: string, files: Sent[]): Promise<void> {
  if (files.length === 0) return
  const updatedAt = clp.clock.now()
  await clp.transact((s) =>
    s.saveDraft({ id: idOf(word), owner: actor.id, kind: KIND, body: { files }, updatedAt, usedFor: null }),
  )
}

/** The files that go with a form besides those chosen in it. */
export const carriedFiles = (clp: Clp, actor: Actor, word: string): Promise<Sent[]> =>
  clp.transact(async (s) => {
    const draft = await s.draft(idOf(word))
    return draft?.kind === KIND && draft.owner === actor.id ? (draft.body as { files: Sent[] }).files : []
  })

/** Forgets files whose form was never sent. */
export const forgetCarried = (clp: Clp, s: Store): Promise<void> =>
  s.deleteDraftsBefore(KIND, plusHours(clp.clock.now(), -WAITS_HOURS))
