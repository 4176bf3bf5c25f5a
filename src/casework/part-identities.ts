import { isBlank } from '../letters/plain-text.ts'
import { linkTo } from '../policy/same-person.ts'
import type { Actor } from './actor.ts'
import { samePerson } from './identities.ts'
import { afterParted } from './identities-changed.ts'
import type { IdentityLink, OneIdentity, SecondWord } from './identity-records.ts'
import { aboutLink, askSecond, mayPropose, recordAbout } from './identity-tasks.ts'
import type { Clp, Store } from './ports.ts'
import { refuse, type Result } from './refusal.ts'
import { closeTask } from './tasks.ts'

/**
 * `/person unlink` (B3): an admin proposes, with a reason, that two identities are not one person after all. A second
 * officer confirms it; one who says of themselves that it is wrong need not wait for that (`challenge-identity`).
 */
export const proposeParting = (
  clp: Clp,
  actor: Actor,
  pair: [OneIdentity, OneIdentity],
  reason: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayPropose(clp, s, actor, 'person.unlink', pair)
    if (!may.ok) return may
    const [a, b] = pair
    const link = linkTo(await s.identityLinks(), a.identity, b.identity)
    const problems: string[] = []
    if (!link) problems.push('These two are not linked. `/history` shows what is.')
    else if (link.partingAt !== null) problems.push('That is proposed already, and waits for another admin.')
    if (isBlank(reason)) problems.push('Say why you think that they are not one person. It is kept.')
    if (!link || problems.length > 0) return refuse({ why: 'input', problems })
    const asked = { partingBy: actor.id, partingAt: clp.clock.now(), partingWhy: reason.trim() }
    await s.updateIdentityLink(link.id, asked)
    await recordAbout(
      clp,
      s,
      actor,
      may.as,
      link,
      'parting',
      'Proposed that two identities are not one person',
      {
        reason: reason.trim(),
      },
    )
    await askSecond(clp, s, link, 'part_identities', actor.id)
    return { ok: true }
  })

/** The second officer's word on that. */
export async function decideParting(
  clp: Clp,
  s: Store,
  actor: Actor,
  as: string,
  link: IdentityLink,
  word: SecondWord,
): Promise<void> {
  if (word.confirm) return part(clp, s, actor, as, link, link.partingWhy ?? '')
  await s.updateIdentityLink(link.id, { partingBy: null, partingAt: null, partingWhy: null })
  await recordAbout(
    clp,
    s,
    actor,
    as,
    link,
    'kept',
    'Refused that two identities are parted, with a reason',
    {
      why: word.reason.trim(),
    },
  )
}

/** The link is undone: from here on they are two people again, and what had relied on it is decided anew (B3, H9). */
export async function part(
  clp: Clp,
  s: Store,
  actor: Actor,
  as: string,
  link: IdentityLink,
  why: string,
): Promise<void> {
  if (link.endedAt !== null) return
  const before = await samePerson(s, link.a)
  await s.updateIdentityLink(link.id, { endedBy: actor.id, endedAt: clp.clock.now(), endedWhy: why })
  await recordAbout(clp, s, actor, as, link, 'ended', 'Two identities are no longer taken to be one person', {
    why,
  })
  for (const task of await s.openTasks())
    if (task.about === aboutLink(link.id)) await closeTask(clp, s, task, actor, as, 'they were parted')
  // what somebody said against it has been met
  for (const open of await s.identityChallenges({ open: true, linkId: link.id }))
    await s.updateIdentityChallenge(open.id, {
      upheld: true,
      reasons: why,
      answeredBy: actor.id,
      answeredAt: clp.clock.now(),
    })
  await afterParted(clp, s, link, before)
}
