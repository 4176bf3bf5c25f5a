import { plusHours } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import type { Clp, Store } from './ports.ts'
import type { PostToReport } from './report.ts'

const KIND = 'report'
/** A post waits this long for the form that was opened on it, and is then forgotten. */
const WAITS_HOURS = 6

/**
 * Keeps a post between the menu and the form, since Discord hands it over only once (C8). It is thrown away when the form
 * is sent, also where the post may be illegal, and after some hours in any case.
 */
export const startReport = (clp: Clp, actor: Actor, post: PostToReport): Promise<string> =>
  clp.transact(async (s) => {
    const id = clp.randomId()
    const updatedAt = clp.clock.now()
    await s.saveDraft({ id, owner: actor.id, kind: KIND, body: { ...post }, updatedAt, usedFor: null })
    return id
  })

/** The post that someone's menu was used on; undefined where it is forgotten. */
export async function reportedPost(s: Store, actor: Actor, id: string): Promise<PostToReport | undefined> {
  const draft = await s.draft(id)
  return draft?.kind === KIND && draft.owner === actor.id
    ? (draft.body as unknown as PostToReport)
    : undefined
}

/** Forgets posts whose form was never sent. */
export const forgetReports = (clp: Clp, s: Store): Promise<void> =>
  s.deleteDraftsBefore(KIND, plusHours(clp.clock.now(), -WAITS_HOURS))
