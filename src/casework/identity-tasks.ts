import { holdsAt } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { refuseAndRecord } from './authorise.ts'
import { mustKeepOut } from './case-people.ts'
import { samePerson } from './identities.ts'
import type { IdentityLink } from './identity-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { Task, TaskKind } from './records.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { ownTask, raiseTask } from './tasks.ts'
import { tellPeople } from './tell-officers.ts'

/** Who has a part in it, or is one of them, is not told why not. */
export const ASK_ANOTHER: Refusal = {
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

/** Has a second officer asked, as a task; those who have a part in it or proposed it are left out (A5). */
export async function askSecond(
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

/**
 * Whoever proposed something about two identities is told that it was refused, and whom to ask for the reason: a DM says
 * nothing of whom it is about (A7). Whoever has left office or has a part in it by now hears nothing (A5, A8).
 */
export async function tellProposer(
  clp: Clp,
  s: Store,
  link: IdentityLink,
  proposer: string | null,
  refusedBy: Actor,
): Promise<void> {
  if (proposer === null || (await hasPartIn(s, proposer, [link.a, link.b]))) return
  const now = clp.clock.now()
  if (!(await s.holdings()).some((h) => h.person === proposer && holdsAt(h, now))) return
  await tellPeople(
    clp,
    s,
    [proposer],
    null,
    `What you proposed about two identities was refused by <@${refusedBy.id}>, so nothing has changed. They can tell you why.`,
  )
}
