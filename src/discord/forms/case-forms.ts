import { caseForForm } from '../../casework/case-view.ts'
import { addEvidence, addNote, chooseLighter, editLetter, writeFinding } from '../../casework/change-case.ts'
import { dropCase } from '../../casework/close-case.ts'
import { declareInterest, mayBeInvolved } from '../../casework/declare-interest.ts'
import type { CaseFile, Lighter } from '../../casework/records.ts'
import { refuse, type Result } from '../../casework/refusal.ts'
import { type SignOutcome, signCase } from '../../casework/sign.ts'
import type { Typed } from '../../casework/send-once.ts'
import { ownWordsLimit } from '../../letters/own-words.ts'
import type { Action } from '../../policy/actions.ts'
import { lighterThan } from '../../policy/ladder.ts'
import type { Answer, Field } from '../answer.ts'
import { caseRef, matterRef } from '../custom-id.ts'
import type { Context } from '../handler.ts'
import { lighterOptions } from '../render/draft-answer.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'
import { witnessField, WITNESSES } from './witness-field.ts'

const refOf = (args: string[]): string => caseRef(args[0]) ?? ''
const answered = (content: string): Result<{ answer: Answer }> => ({ ok: true, answer: { content } })

/** A form about one case: whoever may do `action` there gets it, before the decision unless said otherwise. */
const onCase =
  (
    action: Action,
    shown: (file: CaseFile, typed: Typed) => { title: string; fields: Field[] } | null,
    open = true,
  ) =>
  async (c: Context, args: string[], typed: Typed): ReturnType<KeptForm['open']> => {
    const may = await caseForForm(c.clp, c.actor, refOf(args), action, open)
    if (!may.ok) return may
    const form = shown(may.file, typed)
    return form === null
      ? refuse({ why: 'not_now', because: 'This case has no step, so there is no lighter one.' })
      : { ok: true, ...form }
  }

const reason = (typed: Typed, label: string, hint: string): Field => ({
  kind: 'text',
  id: 'reason',
  label,
  hint,
  value: typedText(typed, 'reason'),
  max: 1500,
})

/** What a vote has come to, for whoever gave it. */
export const voteOutcome = (outcome: SignOutcome, missing: number): string =>
  ({
    waiting:
      missing > 0
        ? `${missing} more ${missing === 1 ? 'signature is' : 'signatures are'} needed.`
        : 'It is not decided yet.',
    decided: 'With that it is decided. The letter goes out.',
    not_agreed: 'With that the case is closed as not agreed.',
  })[outcome]

export const dontSignForm: KeptForm = {
  name: 'dont-sign-form',
  args: 2,
  called: ([ref]) => `Why you do not sign ${ref}`,
  open: onCase('case.dont_sign', (file, typed) => ({
    title: `Don't sign ${file.ref}`,
    fields: [reason(typed, 'Why do you not sign?', 'The other signers read it.')],
  })),
  async send(c, args) {
    const vote = { verdict: 'dont_sign' as const, reason: c.values.text('reason') }
    const done = await signCase(c.clp, c.actor, refOf(args), Number(args[1]), vote)
    if (!done.ok) return done
    return answered(
      `It is noted that you do not sign, with your reason. ${voteOutcome(done.outcome, done.missing)}`,
    )
  },
}

export const editLetterForm: KeptForm = {
  name: 'edit-letter-form',
  args: 1,
  called: ([ref]) => `Your paragraph for the letter of ${ref}`,
  open: onCase('case.edit_letter', (file, typed) => ({
    title: `Edit letter of ${file.ref}`,
    fields: [
      {
        kind: 'note',
        text: 'What every letter must say stays as it is. Here you can add a paragraph of your own. Signatures given before become void.',
      },
      {
        kind: 'text',
        id: 'words',
        label: 'Your own paragraph',
        hint: 'Leave it empty to take it out again.',
        value: typedText(typed, 'words', file.letterExtra ?? ''),
        required: false,
        max: ownWordsLimit,
      },
    ],
  })),
  async send(c, args) {
    const done = await editLetter(c.clp, c.actor, refOf(args), c.values.text('words'))
    return done.ok ? answered('The letter was changed. The card shows it as it will be read.') : done
  },
}

export const dropForm: KeptForm = {
  name: 'drop-form',
  args: 1,
  called: ([ref]) => `Why ${ref} is dropped`,
  open: onCase('case.drop', (file, typed) => ({
    title: `Drop case ${file.ref}`,
    fields: [
      reason(
        typed,
        'Why is it dropped?',
        'If the person has been written to, they read this reason; so does whoever complained.',
      ),
    ],
  })),
  async send(c, args) {
    const ref = refOf(args)
    const done = await dropCase(c.clp, c.actor, ref, c.values.text('reason'))
    return done.ok ? answered(`${ref} is dropped. Your reason is kept with it.`) : done
  },
}

/** *I'm involved*, on a case, a complaint or an appeal (A5). */
export const involvedForm: KeptForm = {
  name: 'involved-form',
  args: 1,
  called: ([ref]) => `How you are involved in ${ref}`,
  async open(c, args, typed) {
    const ref = matterRef(args[0]) ?? ''
    const may = await mayBeInvolved(c.clp, c.actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      title: `I'm involved in ${ref}`,
      fields: [
        reason(typed, 'How are you involved?', 'From here on you take no part and cannot see the matter.'),
      ],
    }
  },
  async send(c, args) {
    const done = await declareInterest(c.clp, c.actor, matterRef(args[0]) ?? '', c.values.text('reason'))
    return done.ok ? answered('Thank you. You take no part in this matter from here on.') : done
  },
}

export const lighterForm: KeptForm = {
  name: 'case-lighter-form',
  args: 1,
  called: ([ref]) => `A lighter outcome for ${ref}`,
  open: onCase('case.lighter', (file, typed) =>
    file.step === null
      ? null
      : {
          title: `Lighter outcome for ${file.ref}`,
          fields: [
            {
              kind: 'choice',
              id: 'outcome',
              label: 'What do you propose?',
              options: [
                ...lighterOptions(lighterThan(file.step)),
                { label: 'The step of the ladder, as before', value: 'as_the_ladder' },
              ],
              chosen: typedChoice(typed, 'outcome', file.lighter ? [file.lighter.outcome] : []),
            },
            {
              kind: 'text',
              id: 'reasons',
              label: 'Reasons',
              hint: 'The signers read them.',
              value: typedText(typed, 'reasons', file.lighter?.reasons ?? ''),
              max: 1500,
              required: false,
            },
          ],
        },
  ),
  async send(c, args) {
    const outcome = (c.values.texts('outcome')[0] ?? '') as Lighter | 'as_the_ladder'
    const done = await chooseLighter(c.clp, c.actor, refOf(args), outcome, c.values.text('reasons'))
    return done.ok ? answered('Noted. The card shows the proposed outcome and the letter for it.') : done
  },
}

export const findingForm: KeptForm = {
  name: 'case-finding-form',
  args: 1,
  called: ([ref]) => `The finding of ${ref}`,
  open: onCase('case.edit_letter', (file, typed) => ({
    title: 'How the behaviour carried on',
    fields: [
      {
        kind: 'text',
        id: 'finding',
        label: 'How did it carry on after the 30-day ban?',
        hint: 'The person is asked about it, and the signers sign it with the letter.',
        value: typedText(typed, 'finding', file.finding ?? ''),
        max: 4000,
      },
    ],
  })),
  async send(c, args) {
    const done = await writeFinding(c.clp, c.actor, refOf(args), c.values.text('finding'))
    return done.ok
      ? answered(
          'The finding stands on the card and in the letter. If the person has been asked for their side already, it goes to them too, and they get more days to answer.',
        )
      : done
  },
}

/** `/case note`: also on a case that is over. */
export const noteForm: KeptForm = {
  name: 'case-note-form',
  args: 1,
  called: ([ref]) => `A note on ${ref}`,
  open: onCase(
    'case.note',
    (file, typed) => ({
      title: `Note on ${file.ref}`,
      fields: [
        {
          kind: 'text',
          id: 'note',
          label: 'Your note',
          hint: 'For the admins of this case. It stands under Read all, and in no letter.',
          value: typedText(typed, 'note'),
        },
      ],
    }),
    false,
  ),
  async send(c, args) {
    const ref = refOf(args)
    const done = await addNote(c.clp, c.actor, ref, c.values.text('note'))
    return done.ok ? answered(`Your note is with ${ref}. It is shown under *Read all*.`) : done
  },
}

/** `/case evidence`: goes to the person concerned too (D4). */
export const evidenceForm: KeptForm = {
  name: 'case-evidence-form',
  args: 1,
  called: ([ref]) => `Evidence for ${ref}`,
  open: onCase('case.evidence', (file, typed) => ({
    title: `Evidence for ${file.ref}`,
    fields: [
      {
        kind: 'text',
        id: 'text',
        label: 'What it shows',
        hint: 'Quotes, who saw it. The person concerned will read this.',
        value: typedText(typed, 'text'),
        required: false,
      },
      {
        kind: 'line',
        id: 'link',
        label: 'Link',
        hint: 'To the post, or to a picture of it.',
        value: typedText(typed, 'link'),
        required: false,
        max: 500,
      },
      {
        kind: 'files',
        id: 'files',
        label: 'Files',
        hint: 'Screenshots, for example. The person concerned can see them.',
      },
      witnessField(typed),
    ],
  })),
  async send(c, args) {
    const ref = refOf(args)
    const link = c.values.text('link').trim() || null
    const evidence = {
      text: c.values.text('text'),
      link,
      witnesses: c.values.texts(WITNESSES),
      files: c.values.files('files'),
    }
    const done = await addEvidence(c.clp, c.actor, ref, evidence)
    return done.ok
      ? answered(
          `The evidence is with ${ref}. If the person has been asked for their side already, it goes to them too, and they get more days to answer.`,
        )
      : done
  },
}
