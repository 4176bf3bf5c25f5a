import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { samePerson } from './identities.ts'
import { afterLinked } from './identities-changed.ts'
import type { IdentityLink, OneIdentity, SecondWord } from './identity-records.ts'
import { askSecond, linkOfTask, mayPropose, recordAbout, tellProposer } from './identity-tasks.ts'
import { decideParting } from './part-identities.ts'
import type { Clp, Store } from './ports.ts'
import { refuse, type Result } from './refusal.ts'
import { closeTask } from './tasks.ts'

/**
 * `/person link` (B3): an admin proposes, with a reason, that two identities are one person. Nothing follows until a
 * second officer without a part in it has confirmed that.
 */
export const proposeLink = (
  clp: Clp,
  actor: Actor,
  pair: [OneIdentity, OneIdentity],
  reason: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayPropose(clp, s, actor, 'person.link', pair)
    if (!may.ok) return may
    const [a, b] = pair
    const problems: string[] = []
    if (a.identity === b.identity) problems.push('That is the same identity twice. Give two different ones.')
    else if ((await samePerson(s, a.identity)).includes(b.identity))
      problems.push('These two are linked already. `/history` shows it.')
    else if (await isProposed(s, a.identity, b.identity))
      problems.push('That is proposed already, and waits for another admin.')
    if (a.isBot || b.isBot) problems.push('One of these accounts is a bot. Choose the person who runs it.')
    if (isBlank(reason)) problems.push('Say why you think that they are one person. It is kept.')
    if (problems.length > 0) return refuse({ why: 'input', problems })
    const link: Omit<IdentityLink, 'id'> = {
      a: a.identity,
      aName: a.name,
      b: b.identity,
      bName: b.name,
      reason: reason.trim(),
      proposedBy: actor.id,
      proposedAt: clp.clock.now(),
      decidedBy: null,
      decidedAt: null,
      confirmed: null,
      refusedWhy: null,
      partingBy: null,
      partingAt: null,
      partingWhy: null,
      endedBy: null,
      endedAt: null,
      endedWhy: null,
    }
    const id = await s.addIdentityLink(link)
    await recordAbout(
      clp,
      s,
      actor,
      may.as,
      { ...link, id },
      'proposed',
      'Proposed that two identities are one person',
      {
        reason: link.reason,
      },
    )
    await askSecond(clp, s, { ...link, id }, 'link_identities', actor.id)
    return { ok: true }
  })

const isProposed = async (s: Store, a: string, b: string): Promise<boolean> =>
  (await s.allIdentityLinks()).some(
    (l) => l.confirmed === null && ((l.a === a && l.b === b) || (l.a === b && l.b === a)),
  )

/** What someone who is asked to confirm something about a link reads first. */
export const readLink = (
  clp: Clp,
  actor: Actor,
  taskId: number,
): Promise<Result<{ link: IdentityLink; kind: 'link_identities' | 'part_identities' }>> =>
  clp.transact(async (s) => {
    const own = await linkOfTask(clp, s, actor, taskId, ['link_identities', 'part_identities'])
    if (!own.ok) return own
    return { ok: true, link: own.link, kind: own.task.kind as 'link_identities' | 'part_identities' }
  })

/**
 * *Confirm* and *Refuse* on what another officer has proposed about two identities (B3). Confirmed, the person's open
 * cases are worked out anew and whoever has a conflict under one of the identities has it under both (D3, A5).
 */
export const answerLink = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  word: SecondWord,
): Promise<Result<{ kind: 'link_identities' | 'part_identities' }>> =>
  clp.transact(async (s): Promise<Result<{ kind: 'link_identities' | 'part_identities' }>> => {
    const own = await linkOfTask(clp, s, actor, taskId, ['link_identities', 'part_identities'])
    if (!own.ok) return own
    const { task, as, link } = own
    if (!word.confirm && isBlank(word.reason))
      return refuse({ why: 'input', problems: ['Say why you refuse it. It is kept.'] })
    const kind = task.kind as 'link_identities' | 'part_identities'
    const done = word.confirm ? 'confirmed' : `refused: ${word.reason.trim()}`
    await closeTask(clp, s, task, actor, as, done)
    if (kind === 'link_identities') await decideLink(clp, s, actor, as, link, word)
    else await decideParting(clp, s, actor, as, link, word)
    if (!word.confirm)
      await tellProposer(clp, s, link, kind === 'link_identities' ? link.proposedBy : link.partingBy, actor)
    return { ok: true, kind }
  })

async function decideLink(
  clp: Clp,
  s: Store,
  actor: Actor,
  as: string,
  link: IdentityLink,
  word: SecondWord,
): Promise<void> {
  const now = clp.clock.now()
  // they may have come to be one person by other links meanwhile: then there is nothing left to be linked
  const known = (await samePerson(s, link.a)).includes(link.b)
  if (!word.confirm || known) {
    const why = word.confirm ? 'they were linked by another way meanwhile' : word.reason.trim()
    await s.updateIdentityLink(link.id, {
      confirmed: false,
      decidedBy: actor.id,
      decidedAt: now,
      refusedWhy: why,
      endedBy: actor.id,
      endedAt: now,
      endedWhy: why,
    })
    await recordAbout(clp, s, actor, as, link, 'refused', 'Refused that two identities are one person', {
      why,
    })
    return
  }
  await s.updateIdentityLink(link.id, { confirmed: true, decidedBy: actor.id, decidedAt: now })
  await recordAbout(clp, s, actor, as, link, 'confirmed', 'Confirmed that two identities are one person')
  await afterLinked(clp, s, link)
}
