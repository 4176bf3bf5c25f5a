import { isRespondent } from './case-people.ts'
import type { Action } from '../policy/actions.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { kindOf, matterOf } from './matter.ts'
import type { KeptFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { refuse, type Result } from './refusal.ts'

const VIEW: Record<ReturnType<typeof kindOf>, Action> = {
  case: 'case.view',
  complaint: 'complaint.view',
  appeal: 'appeal.view',
}

/**
 * Whether someone may see the files of a matter (C8): whoever may see the matter; the EC of an appeal about it (H5); and
 * the person concerned of a case, once they were told of it, since what stands against them is put to them (F5).
 */
async function mayRead(clp: Clp, s: Store, actor: Actor, ref: string): Promise<Result> {
  const about = await matterOf(clp, s, ref)
  if (about?.sees(actor.id)) return { ok: true }
  if (about?.kind === 'case') {
    const file = await s.caseFile(ref)
    if (file && isRespondent(actor.id, file) && file.replies.some((r) => r.kind === 'told'))
      return { ok: true }
  }
  if (about)
    for (const { ref: appeal } of await s.appeals({ about: ref }))
      if ((await matterOf(clp, s, appeal))?.sees(actor.id)) return { ok: true }
  const file = about?.kind === 'case' ? await s.caseFile(ref) : undefined
  const may = await authorise(clp, s, actor, VIEW[kindOf(ref)], file ? { file, ref } : { about, ref })
  return may.ok ? { ok: true } : may
}

/** The files of a matter, oldest first, for someone who may see it. */
export const filesFor = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ files: KeptFile[] }>> =>
  clp.transact(async (s) => {
    const may = await mayRead(clp, s, actor, ref)
    return may.ok ? { ok: true, files: await s.filesOf(ref) } : may
  })

/** **Show image** and **Show file**: the bytes that were kept, to those who may see the matter (C8). */
export const showFile = (
  clp: Clp,
  actor: Actor,
  ref: string,
  id: number,
): Promise<Result<{ name: string; bytes: Buffer }>> =>
  clp.transact(async (s): Promise<Result<{ name: string; bytes: Buffer }>> => {
    const may = await mayRead(clp, s, actor, ref)
    if (!may.ok) return may
    const file = await s.file(id)
    const bytes = file?.matter === ref ? await s.fileBytes(id) : null
    if (!file || bytes === null)
      return refuse({
        why: 'not_now',
        because: 'That file is not kept here. *Read all* says what became of it.',
      })
    return { ok: true, name: file.name, bytes }
  })
