import type { OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { AGREE, freeEcMembers, handlersChanged } from './appeal-handlers.ts'
import { appealHandlers, type AppealMatter, appealMatter } from './appeal-people.ts'
import { authorise } from './authorise.ts'
import { matterOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'

/** Who can be chosen to handle an appeal, for an EC member without a part in it. */
export const handlerChoices = (
  clp: Clp,
  actor: Actor,
  ref: string,
): Promise<Result<{ people: { person: string; name: string }[] }>> =>
  clp.transact(async (s) => {
    const may = await mayChoose(clp, s, actor, ref)
    if (!may.ok) return may
    const people = may.free.map((h) => ({ person: h.person as string, name: h.name }))
    return { ok: true, people }
  })

/** *Choose a handler* (D7): whoever two EC members without conflict choose handles it. A choice can be changed until then. */
export const chooseHandler = (
  clp: Clp,
  actor: Actor,
  ref: string,
  person: string,
): Promise<Result<{ chosen: boolean; name: string }>> =>
  clp.transact(async (s): Promise<Result<{ chosen: boolean; name: string }>> => {
    const may = await mayChoose(clp, s, actor, ref)
    if (!may.ok) return may
    const { m, free, as } = may
    const found = free.find((h) => h.person === person)
    if (!found)
      return refuse({
        why: 'not_now',
        because: 'That person cannot handle it: they are no EC member, or have a part in it. Choose another.',
      })
    const now = clp.clock.now()
    await s.addMatterVote(ref, {
      at: now,
      by: actor.id,
      question: 'handler',
      verdict: person,
      reasons: null,
      version: 0,
    })
    await record(clp, s, {
      actor,
      as,
      action: 'appeal.handler_chosen',
      matter: ref,
      line: 'Chose who should handle this appeal',
      details: { person },
      subject: m.file.appellant,
    })
    const last = new Map(
      m.file.votes
        .filter((v) => v.question === 'handler' && free.some((h) => h.person === v.by))
        .map((v) => [v.by, v.verdict]),
    ).set(actor.id, person)
    const chosen = [...last.values()].filter((p) => p === person).length >= AGREE
    if (chosen) {
      await s.updateAppeal(ref, { chosenHandler: person, handledAt: now })
      await handlersChanged(clp, s, ref)
    }
    return { ok: true, chosen, name: found.name }
  })

async function mayChoose(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
): Promise<Result<{ m: AppealMatter; free: OfficeHolding[]; as: string }>> {
  const matter = await matterOf(clp, s, ref)
  const m = matter?.kind === 'appeal' ? await appealMatter(s, ref) : undefined
  const now = clp.clock.now()
  const needed = m !== undefined && m.file.state !== 'closed'
  const open = needed && appealHandlers(clp, m, await s.holdings(), now).length === 0
  // an appeal that needs no choosing does not exist for someone who has no other part in it (A6)
  const known = open || (matter?.sees(actor.id) ?? false)
  const may = await authorise(clp, s, actor, 'appeal.choose_handler', {
    about: known ? matter : undefined,
    ref,
  })
  if (!may.ok) return may
  const found = m as AppealMatter
  if (!open) return refuse({ why: 'not_now', because: 'Somebody handles this appeal already.' })
  return { ok: true, m: found, free: freeEcMembers(found, may.holdings, now), as: may.as }
}
