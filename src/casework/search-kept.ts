import type { Actor } from './actor.ts'
import type { Clp } from './ports.ts'
import type { RegisterSearch } from './read-register.ts'
import { refuse, type Result } from './refusal.ts'

const KIND = 'search'

/** Keeps what someone searches the register for, so that *Older* can go on with it: a button has no room for it. */
export const keepSearch = async (clp: Clp, actor: Actor, search: RegisterSearch): Promise<string> => {
  const id = clp.randomId()
  await clp.transact((s) =>
    s.saveDraft({
      id,
      owner: actor.id,
      kind: KIND,
      body: { ...search },
      updatedAt: clp.clock.now(),
      usedFor: null,
    }),
  )
  return id
}

/** One's own search by its word. */
export const keptSearch = (clp: Clp, actor: Actor, id: string): Promise<Result<{ search: RegisterSearch }>> =>
  clp.transact(async (s) => {
    const draft = await s.draft(id)
    return draft && draft.owner === actor.id && draft.kind === KIND
      ? { ok: true, search: draft.body as RegisterSearch }
      : refuse({ why: 'draft_gone' })
  })
