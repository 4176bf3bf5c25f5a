import { holdsAt } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { keptOutOf } from './case-people.ts'
import { samePerson } from './identities.ts'
import type { IdentityLink, OneIdentity } from './identity-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { Task, TaskKind } from './records.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'
import { ownTask, raiseTask } from './tasks.ts'
import { tellPeople } from './tell-officers.ts'

/** Who has a part in it, or is one of them, is not told why not. */
const ASK_ANOTHER: Refusal = {
  why: 'not_now',
  because: 'You cannot say who these people are. Ask another admin to do it.',
}

/** Which officers are one of these people, or have a conflict in a matter about one of them (A5). */
async function partIn(s: Store, identities: readonly string[]): Promise<(officer: string) => boolean> {
  const keptOut = await Promise.all(identities.map((one) => keptOutOf(s, one)))
  return (officer) => keptOut.some((isOut) => isOut(officer))
}

const hasPartIn = async (
  s: Store,
  officer: string,
  { a, b }: Pick<IdentityLink, 'a' | 'b'>,
): Promise<boolean> => (await partIn(s, [a, b]))(officer)

/** Whether someone may propose something about two identities: by office, and without a part in it (A4, A5). */
export async function mayPropose(
  clp: Clp,
  s: Store,
  actor: Actor,
  action: 'person.link' | 'person.unlink',
  [a, b]: [OneIdentity, OneIdentity],
): Promise<Result<{ as: string }>> {
  const may = await authorise(clp, s, actor, action)
  if (!may.ok || !(await hasPartIn(s, actor.id, { a: a.identity, b: b.identity }))) return may
  await refuseAndRecord(clp, s, actor, action, null, ASK_ANOTHER)
  return refuse(ASK_ANOTHER)
}

/** Officers who take no part in what is decided about a link: whoever already did, and those with a conflict (A5). */
export async function keptFromLink(
  s: Store,
  link: Pick<IdentityLink, 'a' | 'b'>,
  alreadyDid: (string | null)[],
): Promise<string[]> {
  const did = new Set<string>()
  for (const one of alreadyDid) if (one !== null) for (const all of await samePerson(s, one)) did.add(all)
  const hasPart = await partIn(s, [link.a, link.b])
  for (const { person } of await s.holdings()) if (person !== null && hasPart(person)) did.add(person)
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
  if (!(await hasPartIn(s, actor.id, link))) return { ok: true, task, as, link }
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
  if (proposer === null || (await hasPartIn(s, proposer, link))) return
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
