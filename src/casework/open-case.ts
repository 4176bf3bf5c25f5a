import { isBlank } from '../letters/plain-text.ts'
import { londonDate } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { complaintBecameCase, stillToOpen } from './complaint-case.ts'
import { keepFiles, passPostFiles } from './keep-files.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refreshCase } from './refresh-case.ts'
import { refuse, type Refusal } from './refusal.ts'
import { reopenReply } from './reopen-reply.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { askForReply } from './agree-to-ask.ts'
import { askEc } from './ask-ec.ts'
import { checkWarnDraft, ownDraft, type WarnCheck } from './warn-draft.ts'

export type PutResult =
  | { ok: true; ref: string; what: 'opened' | 'joined' | 'recorded' | 'for_the_ec' }
  | { ok: false; refusal: Refusal; needs?: 'finding' }

/**
 * *Put to the admins*: the draft becomes a case, or one more incident of the open case about the same person on the
 * same platform (D2), or a record with the earlier case (E6). A draft is used once; pressed again it says for what.
 */
export const putToAdmins = (clp: Clp, actor: Actor, draftId: string): Promise<PutResult> =>
  clp.transact(async (s) => {
    const own = await ownDraft(s, actor, draftId)
    if (!own.ok) return own
    if (own.draft.usedFor !== null) return refuse({ why: 'already_used', ref: own.draft.usedFor })
    const checked = await checkWarnDraft(clp, s, actor, own.draft)
    if (!checked.ok) return refuse(checked.refusal)
    const { check } = checked
    if (check.step === 'lifetime' && check.form.lighter === null && isBlank(check.form.finding))
      return {
        ...refuse({
          why: 'input',
          problems: ['A lifetime ban needs a finding: say how the behaviour carried on (E11).'],
        }),
        needs: 'finding',
      }
    if (check.joins !== null) {
      const file = await s.caseFile(check.joins)
      const may = await authorise(clp, s, actor, 'case.evidence', { file, ref: check.joins })
      if (!may.ok) return may
    }
    const complaintRef = check.form.complaintRef ?? null
    const open = complaintRef === null ? null : await stillToOpen(clp, s, actor, complaintRef)
    if (open?.ok === false) return refuse(open.refusal)
    const done = await place(clp, s, actor, check)
    if (complaintRef !== null)
      await complaintBecameCase(clp, s, complaintRef, done.ref, done.what === 'recorded')
    if (complaintRef !== null) await passPostFiles(clp, s, complaintRef, done.ref)
    // the post stands with the case from here on, and nowhere else
    const body = { ...own.draft.body, source: null }
    await s.saveDraft({ ...own.draft, body, usedFor: done.ref, updatedAt: clp.clock.now() })
    return { ok: true, ...done }
  })

async function place(
  clp: Clp,
  s: Store,
  actor: Actor,
  check: WarnCheck,
): Promise<{ ref: string; what: 'opened' | 'joined' | 'recorded' | 'for_the_ec' }> {
  const { outcome } = check.ladder
  if (check.joins !== null) {
    await addIncidentOf(clp, s, actor, check, check.joins, true)
    return { ref: check.joins, what: 'joined' }
  }
  if ('step' in outcome && outcome.step === 'recorded_with') {
    await addIncidentOf(clp, s, actor, check, outcome.ref, false)
    return { ref: outcome.ref, what: 'recorded' }
  }
  if ('step' in outcome && outcome.step === 'nothing_further') {
    await addIncidentOf(clp, s, actor, check, outcome.ref, false)
    return { ref: outcome.ref, what: 'recorded' }
  }
  return openNew(clp, s, actor, check)
}

async function addMaterial(
  s: Store,
  clp: Clp,
  actor: Actor,
  check: WarnCheck,
  ref: string,
  ownStep: boolean,
) {
  const at = clp.clock.now()
  const { form } = check
  await s.addIncident(ref, {
    at,
    what: form.what,
    time: check.time,
    rules: form.rules,
    oldReason: form.oldReason.trim() || null,
    addedBy: actor.id,
    ownStep,
  })
  if (form.evidence.trim() !== '')
    await s.addEvidence(ref, {
      at,
      text: form.evidence,
      author: null,
      link: null,
      postedAt: null,
      addedBy: actor.id,
    })
  if (form.source)
    await s.addEvidence(ref, {
      at,
      text: [form.source.text, ...form.source.attachments.map((a) => `[file: ${a.name}]`)].join('\n').trim(),
      author: form.source.author,
      link: form.source.link,
      postedAt: form.source.postedAt,
      addedBy: actor.id,
    })
  await keepFiles(clp, s, ref, actor.id, 'report', form.source?.attachments ?? [])
}

async function addIncidentOf(
  clp: Clp,
  s: Store,
  actor: Actor,
  check: WarnCheck,
  ref: string,
  ownStep: boolean,
): Promise<void> {
  await addMaterial(s, clp, actor, check, ref, ownStep)
  const finding = check.form.finding.trim()
  const before = (await s.caseFile(ref))?.finding ?? null
  // what one admin has found stands beside what another found before (E11)
  const joined = before === null ? finding : before.includes(finding) ? before : `${before}\n\n${finding}`
  if (ownStep && finding !== '') await s.updateCase(ref, { finding: joined, findingAt: clp.clock.now() })
  await record(clp, s, {
    actor,
    as: check.as,
    action: ownStep ? 'case.incident_added' : 'case.incident_recorded',
    matter: ref,
    line: ownStep
      ? 'Added an incident to the open case'
      : 'Recorded an incident with an earlier case; it makes no new step',
    details: {
      what: check.form.what,
      when: check.form.when,
      rules: check.form.rules,
      ...(finding === '' ? {} : { finding }),
    },
    subject: check.form.respondent,
  })
  if (!ownStep) return queueCard(clp, s, ref)
  await roomLine(clp, s, ref, 'Another incident was added to this case. It is shown on the card.')
  const file = await refreshCase(clp, s, ref)
  await reopenReply(clp, s, file, 'new_incident')
}

async function openNew(clp: Clp, s: Store, actor: Actor, check: WarnCheck) {
  const at = clp.clock.now()
  const { ref, seq } = await s.nextCaseRef(Number(londonDate(at).slice(0, 4)))
  const { form, ladder } = check
  const forTheEc = check.step === null
  await s.addCase(
    {
      ref,
      platform: form.platform,
      respondent: form.respondent,
      respondentName: form.respondentName,
      state: forTheEc ? 'closed' : 'proposed',
      outcome: forTheEc ? 'recorded' : null,
      proposer: actor.id,
      openedAt: at,
      agreedBy: null,
      agreedAt: null,
      signOpenedAt: null,
      decidedAt: null,
      closedAt: forTheEc ? at : null,
      closeReason: forTheEc ? ladder.explanation : null,
      step: check.step,
      toldStep: null,
      explanation: ladder.explanation,
      blockedBy: ladder.blockedBy,
      lighter: form.lighter,
      finding: form.finding.trim() || null,
      letterExtra: null,
      letter: null,
      letterVersion: 0,
      threadId: null,
      cardMessageId: null,
      roomPeople: [],
      sealed: false,
      safeguarding: null,
      complaintRef: form.complaintRef ?? null,
    },
    seq,
  )
  await addMaterial(s, clp, actor, check, ref, true)
  await record(clp, s, {
    actor,
    as: check.as,
    action: 'case.proposed',
    matter: ref,
    line: forTheEc
      ? 'Recorded an incident during a live ban, for the EC to decide'
      : 'Opened a case and put it to the admins',
    details: {
      respondent: form.respondent,
      name: form.respondentName,
      what: form.what,
      when: form.when,
      rules: form.rules,
      step: check.step,
      explanation: ladder.explanation,
      lighter: form.lighter ? { ...form.lighter } : null,
      oldReason: form.oldReason,
    },
    subject: form.respondent,
  })
  await queueRoom(clp, s, ref)
  if (forTheEc) {
    await askEc(clp, s, { ...form, ref })
    await queueCard(clp, s, ref)
    return { ref, what: 'for_the_ec' as const }
  }
  await refreshCase(clp, s, ref)
  if (!clp.config.policy.reply.agreeToAsk) await askForReply(clp, s, ref)
  return { ref, what: 'opened' as const }
}
