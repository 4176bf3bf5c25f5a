import { isBlank } from '../letters/plain-text.ts'
import { discordUser } from '../policy/identity.ts'
import { linkTo } from '../policy/same-person.ts'
import type { Actor } from './actor.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { mustKeepOut } from './case-people.ts'
import { samePerson } from './identities.ts'
import { afterLinked, afterParted } from './identities-changed.ts'
import type { IdentityLink } from './identity-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { Task, TaskKind } from './records.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { closeTask, ownTask, raiseTask } from './tasks.ts'

/** One identity as an officer gives it: a Discord user, or a handle on a platform of the CLP (B3). */
export interface OneIdentity {
  identity: string
  name: string
  isBot: boolean
}

const ASK_ANOTHER: Refusal = {
  why: 'not_now',
  because: 'You cannot say who these people are. Ask another admin to do it.',
}

/** Whether someone is one of these people, or has a conflict in a matter about one of them (A5). */
export async function hasPartIn(s: Store, officer: string, identities: string[]): Promise<boolean> {
  for (const one of identities) if (await mustKeepOut(s, officer, one)) return true
  return false
}

/** Officers who take no part in what is decided about a link: whoever already did, and those with a conflict (A5). */
export async function keptFromLink(
  s: Store,
  link: Pick<IdentityLink, 'a' | 'b'>,
  alreadyDid: (string | null)[],
): Promise<string[]> {
  const did = new Set<string>()
  for (const one of alreadyDid) if (one !== null) for (const all of await samePerson(s, one)) did.add(all)
  const officers = new Set((await s.holdings()).flatMap((h) => (h.person === null ? [] : [h.person])))
  for (const one of officers) if (await hasPartIn(s, one, [link.a, link.b])) did.add(one)
  return [...did]
}

/** The link that a task is about. */
export const aboutLink = (id: number): string => `link ${id}`

/** The link of a task that waits for this person, or the answer that there is none such (A6). */
export async function linkOfTask(
  clp: Clp,
  s: Store,
  actor: Actor,
  taskId: number,
  kinds: TaskKind[],
): Promise<Result<{ task: Task; as: string; link: IdentityLink }>> {
  const own = await ownTask(clp, s, actor, taskId)
  if (!own.ok) return own
  const { task, as } = own
  const link = (await s.allIdentityLinks()).find((one) => aboutLink(one.id) === task.about)
  if (!kinds.includes(task.kind) || !link) return refuse({ why: 'no_such_matter' })
  // somebody may have come to have a part in it since the task was raised
  if (!(await hasPartIn(s, actor.id, [link.a, link.b]))) return { ok: true, task, as, link }
  await refuseAndRecord(clp, s, actor, 'task.done', null, { why: 'no_such_matter' })
  return refuse({ why: 'no_such_matter' })
}

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
    const may = await authorise(clp, s, actor, 'person.link')
    if (!may.ok) return may
    const [a, b] = pair
    if (await hasPartIn(s, actor.id, [a.identity, b.identity])) {
      await refuseAndRecord(clp, s, actor, 'person.link', null, ASK_ANOTHER)
      return refuse(ASK_ANOTHER)
    }
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

/** An entry about a link; its line names nobody. */
export const recordAbout = (
  clp: Clp,
  s: Store,
  actor: Actor,
  as: string,
  link: IdentityLink,
  what: string,
  line: string,
  details: Record<string, string | null> = {},
  matter: string | null = null,
): Promise<void> =>
  record(clp, s, {
    actor,
    as,
    action: `person.link_${what}`,
    matter,
    line,
    details: { link: link.id, identities: [link.a, link.b], ...details },
    subject: link.a,
  })

const ASKED = {
  link_identities: 'are taken to be one person',
  part_identities: 'are no longer taken to be one person',
}

async function askSecond(
  clp: Clp,
  s: Store,
  link: IdentityLink,
  kind: keyof typeof ASKED,
  by: string,
): Promise<void> {
  await raiseTask(clp, s, {
    kind,
    matter: null,
    offices: ['admin', 'sm_officer'],
    platform: null,
    subject: link.a,
    notFor: await keptFromLink(s, link, [by]),
    about: aboutLink(link.id),
    text: `An officer proposes that two identities ${ASKED[kind]}. A second officer confirms or refuses it. Press *Read* to see whom it is about, and why.`,
  })
}

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

/** The second officer's answer: it is confirmed, or refused with a reason. */
export type SecondWord = { confirm: true } | { confirm: false; reason: string }

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
      return refuse({ why: 'input', problems: ['Say why you refuse it. Whoever proposed it reads that.'] })
    const kind = task.kind as 'link_identities' | 'part_identities'
    const done = word.confirm ? 'confirmed' : `refused: ${word.reason.trim()}`
    await closeTask(clp, s, task, actor, as, done)
    if (kind === 'link_identities') await decideLink(clp, s, actor, as, link, word)
    else await decideParting(clp, s, actor, as, link, word)
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
    const may = await authorise(clp, s, actor, 'person.unlink')
    if (!may.ok) return may
    const [a, b] = pair
    if (await hasPartIn(s, actor.id, [a.identity, b.identity])) {
      await refuseAndRecord(clp, s, actor, 'person.unlink', null, ASK_ANOTHER)
      return refuse(ASK_ANOTHER)
    }
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

async function decideParting(
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

/** The Discord users among identities. */
export const usersAmong = (identities: string[]): string[] =>
  identities.flatMap((one) => discordUser(one) ?? [])
