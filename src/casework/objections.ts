import { isBlank, quote } from '../letters/plain-text.ts'
import { holdsAt, type Office, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { involve } from './involve.ts'
import { conflictIn, matterOf } from './matter.ts'
import { tellPerson } from './tell-person.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard } from './room.ts'
import { closeTask, ownTask, raiseTask, taskPeople } from './tasks.ts'

const ANSWERING: Office[] = ['secretary', 'trusted_ec_officer', 'chair', 'sm_officer']

/**
 * Someone heard in a matter asks that someone not decide it (A5): it becomes a task for the officers who have no part in
 * the matter and are not named in it, and is answered with reasons. `by` has shown already that they are heard in it.
 * Nothing is raised where nothing was written. The caller writes what it belongs to; this writes the objection itself.
 */
export async function raiseObjection(
  clp: Clp,
  s: Store,
  ref: string,
  by: Actor,
  text: string,
): Promise<void> {
  const matter = await matterOf(clp, s, ref)
  if (!matter || isBlank(text)) return
  const now = clp.clock.now()
  await record(clp, s, {
    actor: by,
    as: matter.stage === 'appeal' ? 'appellant' : 'respondent',
    action: 'objection.raised',
    matter: ref,
    line: 'Someone heard in this matter asked that someone not decide it',
    details: { text },
    subject: matter.subject,
  })
  const about = {
    matter: ref,
    platform: matter.platform,
    subject: matter.subject,
    notFor: namedIn(text, await s.holdings(), now),
  }
  const answering = async (offices: Office[], notFor: string[]): Promise<boolean> =>
    (await taskPeople(clp, s, { ...about, offices, notFor })).length > 0
  // where nobody of these is left the EC answers; a name that fits everybody excludes nobody
  const offices = (await answering(ANSWERING, about.notFor)) ? ANSWERING : (['ec_member'] as Office[])
  const notFor = (await answering(offices, about.notFor)) ? about.notFor : []
  const taskId = await raiseTask(clp, s, {
    ...about,
    notFor,
    kind: 'objection',
    offices,
    text: `${ref}: someone who is heard in this matter asks that someone not decide it. Press *Done* to read what they wrote and to answer with reasons. If it is about you, leave it to another officer.`,
  })
  await s.addObjection({ matter: ref, at: now, by: by.id, text, taskId })
}

/**
 * Whether something waits for the answer to an objection (A5): not where nobody is left who could answer it, or nothing
 * would ever be decided.
 */
export async function waitsForAnswer(clp: Clp, s: Store, ref: string): Promise<boolean> {
  for (const task of await s.openTasks({ kind: 'objection', matter: ref }))
    if ((await taskPeople(clp, s, task)).length > 0) return true
  return false
}

const OFFICE_WORDS: [RegExp, Office][] = [
  [/\bsecretary\b/i, 'secretary'],
  [/\bchair\b/i, 'chair'],
  [/\b(sm|social media) officer\b/i, 'sm_officer'],
]

/** Officers whom a text seems to name, by name, by mention or by office: they are not the ones to answer it. */
function namedIn(text: string, holdings: OfficeHolding[], now: string): string[] {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu) ?? [])
  const offices = OFFICE_WORDS.filter(([word]) => word.test(text)).map(([, office]) => office)
  const named = holdings.filter(
    (h) =>
      h.person !== null &&
      holdsAt(h, now) &&
      (text.includes(h.person) ||
        offices.includes(h.office) ||
        h.name
          .toLowerCase()
          .split(/\s+/)
          .some((part) => part.length > 2 && words.has(part))),
  )
  return [...new Set(named.map((h) => h.person as string))]
}

/** What was asked, for the form of whoever answers it. */
export const objectionText = (clp: Clp, actor: Actor, taskId: number): Promise<Result<{ text: string }>> =>
  clp.transact(async (s) => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const objection = await s.objectionOf(taskId)
    return objection ? { ok: true, text: objection.text } : refuse({ why: 'no_such_matter' })
  })

/**
 * *Done* on an objection (A5): upheld for the people who are not to decide, or not upheld for anyone; with reasons, which
 * the asker is told. Whoever it is upheld for takes no part in the matter from here on.
 */
export const answerObjection = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  upheldFor: string[],
  reasons: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    const objection = await s.objectionOf(taskId)
    const matter = task.matter === null ? undefined : await matterOf(clp, s, task.matter)
    if (!objection || !matter) return refuse({ why: 'no_such_matter' })
    // whether somebody has a part in it already is not said: who complained or gave evidence is not theirs to know (A6)
    const problems = await problemsOf(clp, s, actor, upheldFor)
    if (isBlank(reasons)) problems.push('Give your reasons. The person who asked is sent them.')
    if (problems.length > 0) return refuse({ why: 'input', problems })
    const upheld = upheldFor.length > 0
    await s.answerObjection(taskId, {
      upheldFor,
      reasons,
      answeredBy: actor.id,
      answeredAt: clp.clock.now(),
    })
    await record(clp, s, {
      actor,
      as,
      action: upheld ? 'objection.upheld' : 'objection.not_upheld',
      matter: matter.ref,
      line: upheld
        ? 'Upheld an objection: someone takes no part in this matter from here on'
        : 'Did not uphold an objection, with reasons',
      details: { people: upheldFor, reasons },
      subject: matter.subject,
    })
    await closeTask(clp, s, task, actor, as, upheld ? 'upheld' : 'not upheld')
    // what waited for the answer goes on, with the next look at the clock
    await queueCard(clp, s, matter.ref)
    for (const person of upheldFor)
      if (conflictIn(person, matter) === undefined)
        await involve(clp, s, matter, { person, kind: 'declared', reason: 'an objection was upheld' })
    await tellPerson(clp, s, matter.ref, objection.by, {
      what: 'objection',
      notFor: task.notFor ?? [],
      text: `You asked that someone not decide **${matter.ref}**. An officer with no part in it has looked at this.\n${
        upheld
          ? `**Your objection was upheld.** ${upheldFor.length === 1 ? 'The person you named takes' : 'The people you named take'} no part in it from here on.`
          : '**Your objection was not upheld.** The same people go on deciding.'
      }\nThe reasons:\n${quote(reasons, 1000)}\nYou do not have to do anything. Asking counts neither for you nor against you.`,
    })
    return { ok: true }
  })

async function problemsOf(clp: Clp, s: Store, actor: Actor, upheldFor: string[]): Promise<string[]> {
  const now = clp.clock.now()
  const holdings = await s.holdings()
  const problems: string[] = []
  for (const person of upheldFor) {
    if (person === actor.id)
      problems.push(
        'You cannot answer an objection to yourself. Leave it to another officer, or press *I’m involved*.',
      )
    else if (!holdings.some((h) => h.person === person && holdsAt(h, now)))
      problems.push(`<@${person}> holds no office, so they decide nothing here. Leave them out.`)
  }
  return problems
}
