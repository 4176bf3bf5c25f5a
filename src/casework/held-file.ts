import type { Actor } from './actor.ts'
import { openRequest } from './data-answer.ts'
import type { Clp } from './ports.ts'
import { refuse, type Result } from './refusal.ts'

/** The bytes of a file among the pieces of a request, for whoever answers it (N1, C8). */
export async function heldFile(
  clp: Clp,
  actor: Actor,
  ref: string,
  key: string,
): Promise<Result<{ name: string; bytes: Buffer }>> {
  const found = await openRequest(clp, actor, ref)
  if (!found.ok) return found
  const file = found.pieces.find((p) => p.key === key)?.file
  const bytes = file ? await clp.transact((s) => s.fileBytes(file.id)) : null
  return file && bytes
    ? { ok: true, name: file.name, bytes }
    : refuse({ why: 'not_now', because: 'That file is not kept here any more.' })
}
