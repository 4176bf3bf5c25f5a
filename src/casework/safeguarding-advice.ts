import { isBlank } from '../letters/plain-text.ts'
import { nextSendingTime, plusDays } from '../policy/calendar.ts'
import { holdsAt } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { refuseAndRecord } from './authorise.ts'
import type { CareMatter } from './care-matter.ts'
import { kindOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { Task } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { isReopening, reopenReply } from './reopen-reply.ts'
import { queueCard, roomLine } from './room.ts'
import { isContact, safeguardingHolds } from './safeguarding.ts'
import { closeTask, taskPeople } from './tasks.ts'

/** A safeguarding task for one of those who were alerted; for anyone else there is none such (A6). */
async function alertedTask(
  clp: Clp,
  s: Store,
  actor: Actor,
  id: number,
): Promise<Result<{ task: Task; m: CareMatter; as: string }>> {
  const task = await s.task(id)
  const ref = task?.kind === 'safeguarding' ? task.matter : null
  const officer = task && ref !== null && (await taskPeople(clp, s, task)).includes(actor.id)
  const m = ref === null ? undefined : await foundMatter(s, ref)
  if (task && m && officer) {
    const now = clp.clock.now()
    const held = (await s.holdings()).find(
      (h) => h.person === actor.id && holdsAt(h, now) && task.offices.includes(h.office),
    )
    return { ok: true, task, m, as: held?.office ?? 'member' }
  }
  if (task && m && (await isContact(clp, s, actor, m.ref)))
    return { ok: true, task, m, as: 'safeguarding contact' }
  await refuseAndRecord(clp, s, actor, 'task.done', `task ${id}`, { why: 'no_such_matter' })
  return refuse({ why: 'no_such_matter' })
}

async function foundMatter(s: Store, ref: string): Promise<CareMatter | undefined> {
  if (kindOf(ref) === 'complaint') {
    const file = await s.complaintFile(ref)
    return file && { kind: 'complaint', ref, file }
  }
  const file = await s.caseFile(ref)
  return file && { kind: 'case', ref, file }
}

/** What is known, for those who were alerted: they reach the contact with it (C6). Nothing of what may be illegal (C8). */
export const readWhy = (
  clp: Clp,
  actor: Actor,
  taskId: number,
): Promise<Result<{ ref: string; lines: string[]; link: string | null }>> =>
  clp.transact(async (s) => {
    const found = await alertedTask(clp, s, actor, taskId)
    if (!found.ok) return found
    const { m } = found
    if (m.kind === 'case') {
      const said = m.file.notes.filter((n) => n.text.startsWith('Safeguarding: ')).map((n) => n.text)
      return { ok: true, ref: m.ref, link: null, lines: [...said, ...m.file.incidents.map((i) => i.what)] }
    }
    const { post, texts, illegal } = m.file
    const said = texts.filter((t) => t.kind === 'safeguarding' || t.side === 'complainant').map((t) => t.text)
    return {
      ok: true,
      ref: m.ref,
      link: post?.link ?? null,
      lines: illegal || !post?.text ? said : [...said, post.text],
    }
  })

/** Asks, before its form opens, whether this person may say what the contact advised. */
export const mayAdvise = (clp: Clp, actor: Actor, taskId: number): Promise<Result<{ ref: string }>> =>
  clp.transact(async (s) => {
    const found = await alertedTask(clp, s, actor, taskId)
    if (!found.ok) return found
    const { task, m } = found
    return task.doneAt === null
      ? { ok: true, ref: m.ref }
      : refuse({ why: 'done_before', by: task.doneBy, at: task.doneAt })
  })

/** *Done* on the task: what the safeguarding contact said. It is kept, and the matter goes on (C6). */
export const recordAdvice = (clp: Clp, actor: Actor, taskId: number, text: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const found = await alertedTask(clp, s, actor, taskId)
    if (!found.ok) return found
    const { task, m, as } = found
    if (task.doneAt !== null) return refuse({ why: 'done_before', by: task.doneBy, at: task.doneAt })
    if (isBlank(text))
      return refuse({
        why: 'input',
        problems: ['Write down what the safeguarding contact said, also how people may be written to.'],
      })
    const said = text.trim()
    await closeTask(clp, s, task, actor, as, said)
    await keepAdvice(clp, s, m, actor, said)
    await record(clp, s, {
      actor,
      as,
      action: `${m.kind}.safeguarding_advised`,
      matter: m.ref,
      line: 'Wrote down what the safeguarding contact said; the matter goes on',
      details: { said },
      subject: m.file.respondent,
    })
    await roomLine(
      clp,
      s,
      m.ref,
      'The safeguarding contact has said how to go on. It stands under *Read all*; clocks run again.',
    )
    await goOn(clp, s, m)
    return { ok: true }
  })

async function keepAdvice(clp: Clp, s: Store, m: CareMatter, by: Actor, text: string): Promise<void> {
  const kept = { at: clp.clock.now(), by: by.id, text: `The safeguarding contact said: ${text}` }
  if (m.kind === 'complaint') {
    await s.updateComplaint(m.ref, { safeguarding: 'advised' })
    await s.addMatterText(m.ref, { ...kept, side: 'officer', kind: 'safeguarding' })
  } else {
    await s.updateCase(m.ref, { safeguarding: 'advised' })
    await s.addNote(m.ref, kept)
  }
}

/** Clocks go on, what waited is sent, and days on which nobody could be answered are given back (C6). */
async function goOn(clp: Clp, s: Store, m: CareMatter): Promise<void> {
  const now = clp.clock.now()
  if (m.kind === 'complaint' && m.file.state !== 'closed')
    await s.updateComplaint(m.ref, {
      tellAt: plusDays(now, clp.config.policy.complaints.tellDays),
      // stand-ins come in, and ties end, by days on which somebody could sign
      signOpenedAt: now,
    })
  await letGo(clp, s, m.ref)
  await queueCard(clp, s, m.ref)
  const ref = m.kind === 'case' ? m.ref : m.file.caseRef
  if (ref === null || (await safeguardingHolds(s, ref))) return
  await letGo(clp, s, ref)
  const file = await s.caseFile(ref)
  if (file?.state === 'replying' && !(await isReopening(s, ref))) await reopenReply(clp, s, file, 'waited')
  else if (file?.state === 'signing') await s.updateCase(ref, { signOpenedAt: now })
}

/** What was put off is due now, within the hours for it (F5). */
async function letGo(clp: Clp, s: Store, ref: string): Promise<void> {
  const at = nextSendingTime(clp.clock.now(), clp.config.policy.sendingHours)
  for (const e of await s.openEffects({ target: ref }))
    if (e.notBefore > at) await s.updateEffect(e.id, { notBefore: at })
}
