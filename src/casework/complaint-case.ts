import { BOT } from './actor.ts'
import type { Actor } from './actor.ts'
import { afterCase } from './close-complaint.ts'
import { complaintFor, complaintMovedOn } from './complaint-view.ts'
import { involve } from './involve.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile, Draft } from './records.ts'
import { type Refusal, refuse, type Result } from './refusal.ts'
import { queueCard, roomLine } from './room.ts'
import { closeTask } from './tasks.ts'
import { tellComplainants } from './tell-complainants.ts'
import { startWarnDraft } from './warn-draft.ts'

/** Why no case is opened from a complaint now, or null. */
const noCase = (file: ComplaintFile): Refusal | null => {
  if (file.state === 'with_case') return { why: 'already_used', ref: file.caseRef ?? file.ref }
  if (file.state === 'open' && file.outcome === 'case_opened') return null
  return file.state === 'closed'
    ? complaintMovedOn(file)
    : {
        why: 'not_now',
        because: 'Propose that a case is opened first; it can be opened once that is signed.',
      }
}

/**
 * **Open a case** on a complaint of which that was decided (C3): the form of `/warn` about the person, with the reported
 * post as evidence. What whoever complained has written stays with the complaint: the respondent reads the case.
 */
export const caseFromComplaint = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ draft: Draft }>> =>
  clp.transact(async (s): Promise<Result<{ draft: Draft }>> => {
    const found = await complaintFor(clp, s, actor, ref, 'complaint.open_case')
    if (!found.ok) return found
    const { file } = found
    const no = noCase(file)
    if (no) return refuse(no)
    if (file.respondent === null) return refuse({ why: 'no_such_matter' })
    const post = file.illegal ? null : file.post
    return startWarnDraft({ ...clp, transact: (inner) => inner(s) }, actor, {
      respondent: file.respondent,
      respondentName: file.respondentName ?? '',
      isBot: false,
      platform: file.platform,
      complaintRef: ref,
      ...(post
        ? {
            source: {
              text: post.text ?? '',
              author: post.author.name,
              link: post.link,
              postedAt: post.postedAt,
              // kept with the complaint, with their hashes: the links may be dead by now
              attachments: [],
            },
          }
        : {}),
    })
  })

/** Whether a draft that came from a complaint can still become its case. */
export async function stillToOpen(clp: Clp, s: Store, actor: Actor, complaintRef: string): Promise<Result> {
  const found = await complaintFor(clp, s, actor, complaintRef, 'complaint.open_case')
  if (!found.ok) return found
  const no = noCase(found.file)
  return no ? refuse(no) : { ok: true }
}

/**
 * The complaint is with a case now: whoever complained for themselves, or has another part in it, has one in the case (A5); those
 * who complained are told that both sides are heard. `recordedOnly`: it was recorded with an earlier case, and makes no step of its own (E6).
 */
export async function complaintBecameCase(
  clp: Clp,
  s: Store,
  complaintRef: string,
  caseRef: string,
  recordedOnly: boolean,
): Promise<void> {
  const file = (await s.complaintFile(complaintRef)) as ComplaintFile
  await s.updateComplaint(complaintRef, { state: 'with_case', caseRef })
  const of = (await s.caseFile(caseRef)) as CaseFile
  if (of.complaintRef === null) await s.updateCase(caseRef, { complaintRef })
  for (const { person, onDuty } of file.complainants) {
    const matter = await matterOf(clp, s, caseRef)
    // the respondent of a case is its respondent, also where they complained themselves
    if (onDuty || person === of.respondent || !matter) continue
    if (matter.parties.complainants.includes(person)) continue
    await involve(clp, s, matter, { person, kind: 'complainant', reason: `Complained: ${complaintRef}` })
  }
  // a witness, or who said *I'm involved*, is no less so now
  for (const { person, kind, reason } of file.involvements) {
    const matter = await matterOf(clp, s, caseRef)
    if (matter && conflictIn(person, matter) === undefined)
      await involve(clp, s, matter, { person, kind, reason })
  }
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'complaint.with_case',
    matter: complaintRef,
    line: 'A complaint became a case',
    details: { case: caseRef },
    subject: file.respondent,
  })
  for (const task of await s.openTasks({ kind: 'open_case', matter: complaintRef }))
    await closeTask(clp, s, task, BOT, 'bot', 'the case was opened')
  await roomLine(clp, s, complaintRef, `It is with case **${caseRef}** now, and is closed when that is over.`)
  await queueCard(clp, s, complaintRef)
  await tellComplainants(
    clp,
    s,
    file,
    `**Your complaint is being looked into** · ${complaintRef}\nThe admins have decided to hear both sides before anything else is decided. You are told when it is over, and meanwhile every ${clp.config.policy.complaints.tellDays} days that it is still open.`,
    true,
  )
  if (recordedOnly && of.state === 'closed') await afterCase(clp, s, { ...of, outcome: 'recorded' })
}
