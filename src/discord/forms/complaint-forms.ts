import { noteComplaint } from '../../casework/complaint-note.ts'
import { complaintForForm } from '../../casework/complaint-view.ts'
import { REASONS_LIMIT } from '../../casework/complaint-words.ts'
import type { ComplaintFile } from '../../casework/matter-records.ts'
import { DISCORD } from '../../policy/platform.ts'
import { PROPOSABLE, proposeOutcome } from '../../casework/propose-outcome.ts'
import type { Result } from '../../casework/refusal.ts'
import type { Typed } from '../../casework/send-once.ts'
import { type ComplaintVoteOutcome, signComplaint } from '../../casework/sign-complaint.ts'
import { whoIsMeant } from '../../casework/who-is-meant.ts'
import type { Action } from '../../policy/actions.ts'
import type { Answer, Field } from '../answer.ts'
import { matterRef } from '../custom-id.ts'
import type { Context, Person } from '../handler.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'
import { witnessField, WITNESSES } from './witness-field.ts'

const refOf = (args: string[]): string => matterRef(args[0]) ?? ''
const answered = (content: string): Result<{ answer: Answer }> => ({ ok: true, answer: { content } })

const onComplaint =
  (action: Action, shown: (file: ComplaintFile, typed: Typed) => { title: string; fields: Field[] }) =>
  async (c: Context, args: string[], typed: Typed): ReturnType<KeptForm['open']> => {
    const may = await complaintForForm(c.clp, c.actor, refOf(args), action)
    return may.ok ? { ok: true, ...shown(may.file, typed) } : may
  }

/** What a proposal or a signature has come to, for whoever gave it. */
export const complaintVote = (outcome: ComplaintVoteOutcome, missing: number): string =>
  ({
    waiting:
      missing > 0
        ? `${missing} more ${missing === 1 ? 'signature is' : 'signatures are'} needed.`
        : 'It is not decided yet.',
    decided: 'With that it is decided.',
    not_agreed: 'With that the proposal is not agreed. Another outcome can be proposed.',
    needs_naming:
      'This person holds an office, so only people whom the Secretary names can decide it. Nothing is proposed yet.',
  })[outcome]

const LABELS: Record<(typeof PROPOSABLE)[number], { label: string; description: string }> = {
  content_removed: { label: 'Content removed', description: 'The rules were broken; the content is gone.' },
  words_of_advice: {
    label: 'Words of advice',
    description: 'Sent to the person. No sanction. Also for what happened off our platforms.',
  },
  case_opened: { label: 'Open a case', description: 'Both sides are heard; the ladder gives the step.' },
  no_breach: { label: 'No breach', description: 'The rules were not broken.' },
  not_taken_further: { label: 'Not taken further', description: 'For example vexatious.' },
  referred: {
    label: 'Referred',
    description: 'To the police, safeguarding or National (say which below); also off our platforms.',
  },
}

/** *Propose outcome* and `/complaint decide` (C3, C4, D5). */
export const proposeForm: KeptForm = {
  name: 'propose-form',
  args: 1,
  called: ([ref]) => `An outcome for ${ref}`,
  open: onComplaint('complaint.decide', (file, typed) => ({
    title: `Outcome of ${file.ref}`,
    fields: [
      {
        kind: 'choice',
        id: 'outcome',
        label: 'What do you propose?',
        options: PROPOSABLE.map((value) => ({ value, ...LABELS[value] })),
        chosen: typedChoice(typed, 'outcome', file.proposal ? [file.proposal.outcome] : []),
      },
      {
        kind: 'text',
        id: 'reasons',
        label: 'Reasons',
        hint: 'Whoever complained reads them, and maybe the other person. Say nothing of another person’s sanction.',
        value: typedText(typed, 'reasons', file.proposal?.reasons ?? ''),
        max: REASONS_LIMIT,
      },
      {
        kind: 'text',
        id: 'advice',
        label: 'For words of advice: the advice',
        hint: 'It is sent to the person as you write it.',
        value: typedText(typed, 'advice', file.proposal?.advice ?? ''),
        required: false,
        max: REASONS_LIMIT,
      },
      {
        kind: 'choice',
        id: 'referred',
        label: 'If referred: to whom?',
        required: false,
        options: [
          { label: 'The police', value: 'police' },
          { label: 'Safeguarding', value: 'safeguarding' },
          { label: 'The National Complaints team', value: 'national' },
        ],
        chosen: typedChoice(typed, 'referred', file.proposal?.referredTo ? [file.proposal.referredTo] : []),
      },
      ...(file.respondent === null && file.platform !== DISCORD
        ? [
            {
              kind: 'line' as const,
              id: 'handle',
              label: 'About whom is it? Their handle',
              hint: 'Nobody was named yet. Needed for advice and for a case.',
              required: false,
              value: typedText(typed, 'handle'),
              max: 100,
            },
          ]
        : []),
      ...(file.respondent === null && file.platform === DISCORD
        ? [
            {
              kind: 'people' as const,
              id: 'about',
              label: 'About whom is it?',
              hint: 'Nobody was named yet. Needed for advice and for a case.',
              most: 1,
              required: false,
              chosen: typedChoice(typed, 'about'),
            },
          ]
        : []),
    ],
  })),
  async send(c, args) {
    const ref = refOf(args)
    const reasons = c.values.text('reasons')
    const about = await namedAbout(c, ref)
    if (!about.ok) return about
    const done = await proposeOutcome(c.clp, c.actor, ref, {
      outcome: c.values.texts('outcome')[0] ?? '',
      reasons,
      advice: c.values.text('advice'),
      referredTo: c.values.texts('referred')[0] ?? '',
      about: about.about,
    })
    if (!done.ok) return done
    if (done.outcome === 'needs_naming')
      return {
        ok: true,
        answer: {
          content: complaintVote(done.outcome, done.missing),
          files: [{ name: 'what-you-typed.txt', text: reasons }],
        },
      }
    return answered(`It is proposed, and you have signed it. ${complaintVote(done.outcome, done.missing)}`)
  },
}

/** Whom it is said to be about: someone on this server, or a handle on the platform of the complaint (B3). */
async function namedAbout(c: Context, ref: string): Promise<Result<{ about: Person | null }>> {
  const handle = c.values.text('handle')
  if (handle.trim() === '') return { ok: true, about: c.values.person('about') }
  const found = await complaintForForm(c.clp, c.actor, ref, 'complaint.decide')
  if (!found.ok) return found
  const named = { person: null, handle, platform: found.file.platform }
  const meant = await whoIsMeant(c.clp, named, 'look')
  return meant.ok ? { ok: true, about: { ...meant, id: meant.identity } } : meant
}

/** *Don't sign* on a proposal (D5). */
export const refuseForm: KeptForm = {
  name: 'complaint-no-form',
  args: 2,
  called: ([ref]) => `Why you do not sign ${ref}`,
  open: onComplaint('complaint.dont_sign', (file, typed) => ({
    title: `Don't sign ${file.ref}`,
    fields: [
      {
        kind: 'text',
        id: 'reason',
        label: 'Why do you not sign?',
        hint: 'The other signers read it.',
        value: typedText(typed, 'reason'),
        max: 1500,
      },
    ],
  })),
  async send(c, args) {
    const vote = { verdict: 'dont_sign' as const, reason: c.values.text('reason') }
    const done = await signComplaint(c.clp, c.actor, refOf(args), Number(args[1]), vote)
    return done.ok
      ? answered(
          `It is noted that you do not sign, with your reason. ${complaintVote(done.outcome, done.missing)}`,
        )
      : done
  },
}

/** *Add note* (A5: and who gives evidence). */
export const complaintNoteForm: KeptForm = {
  name: 'complaint-note-form',
  args: 1,
  called: ([ref]) => `A note on ${ref}`,
  open: onComplaint('complaint.note', (file, typed) => ({
    title: `Note on ${file.ref}`,
    fields: [
      {
        kind: 'text',
        id: 'note',
        label: 'Your note',
        hint: 'For those who decide it. Whoever complained does not see it.',
        value: typedText(typed, 'note'),
      },
      witnessField(typed),
    ],
  })),
  async send(c, args) {
    const ref = refOf(args)
    const done = await noteComplaint(c.clp, c.actor, ref, c.values.text('note'), c.values.texts(WITNESSES))
    return done.ok ? answered(`Your note is with ${ref}.`) : done
  },
}
