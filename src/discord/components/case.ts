import { agreeToAsk } from '../../casework/agree-to-ask.ts'
import { viewCase } from '../../casework/case-view.ts'
import { chooseLighter, editLetter, writeFinding } from '../../casework/change-case.ts'
import { dropCase } from '../../casework/close-case.ts'
import { declareInterest } from '../../casework/declare-interest.ts'
import type { Lighter } from '../../casework/records.ts'
import { signCase } from '../../casework/sign.ts'
import { lighterThan } from '../../policy/ladder.ts'
import { ownWordsLimit } from '../../letters/own-words.ts'
import type { Answer } from '../answer.ts'
import { caseRef, customId } from '../custom-id.ts'
import type { Component, Context } from '../handler.ts'
import { wholeCase } from '../render/card.ts'
import { refused, refusedForm } from '../render/refused.ts'
import { lighterOptions } from '../render/draft-answer.ts'

const NO_SUCH = refused({ why: 'no_such_matter' })

export const agree: Component = {
  name: 'agree',
  async run(c, [ref]) {
    const done = await agreeToAsk(c.clp, c.actor, caseRef(ref) ?? '')
    return done.ok
      ? { content: 'Agreed. The notice goes out to the person concerned, and they are asked for their side.' }
      : refused(done.refusal)
  },
}

const OUTCOME = {
  waiting: (missing: number) =>
    missing > 0
      ? `${missing} more ${missing === 1 ? 'signature is' : 'signatures are'} needed.`
      : 'It is not decided yet.',
  decided: () => 'With that it is decided. The letter goes out.',
  not_agreed: () => 'With that the case is closed as not agreed.',
}

export const sign: Component = {
  name: 'sign',
  async run(c, [ref, version]) {
    const done = await signCase(c.clp, c.actor, caseRef(ref) ?? '', Number(version), { verdict: 'sign' })
    return done.ok
      ? { content: `You have signed. ${OUTCOME[done.outcome](done.missing)}` }
      : refused(done.refusal)
  },
}

export const dontSign: Component = {
  name: 'dont-sign',
  async run(c, [ref, version]) {
    const seen = await viewCase(c.clp, c.actor, caseRef(ref) ?? '')
    if (!seen.ok) return refused(seen.refusal)
    return reasonForm(
      c,
      'dont-sign-form',
      "Don't sign",
      'Why do you not sign?',
      'The other signers read it.',
      [ref ?? '', version ?? ''],
    )
  },
}

export const dontSignForm: Component = {
  name: 'dont-sign-form',
  async run(c, [ref, version]) {
    const reason = c.values.text('reason')
    const done = await signCase(c.clp, c.actor, caseRef(ref) ?? '', Number(version), {
      verdict: 'dont_sign',
      reason,
    })
    return done.ok
      ? {
          content: `It is noted that you do not sign, with your reason. ${OUTCOME[done.outcome](done.missing)}`,
        }
      : refusedForm(done.refusal, reason)
  },
}

function reasonForm(
  c: Context,
  name: string,
  title: string,
  label: string,
  hint: string,
  args: string[],
): Answer {
  return {
    kind: 'form',
    form: {
      id: customId(name, c.clp.serverId, ...args),
      title,
      fields: [{ kind: 'text', id: 'reason', label, hint, max: 1500 }],
    },
  }
}

export const readAll: Component = {
  name: 'read-all',
  async run(c, [ref]) {
    const seen = await viewCase(c.clp, c.actor, caseRef(ref) ?? '')
    if (!seen.ok) return refused(seen.refusal)
    return {
      content: `Everything about ${seen.view.file.ref} is in this file. Keep it confidential and do not pass it on.`,
      files: [wholeCase(seen.view, c.clp.clock.now())],
    }
  },
}

export const editLetterButton: Component = {
  name: 'edit-letter',
  async run(c, [ref]) {
    const seen = await viewCase(c.clp, c.actor, caseRef(ref) ?? '')
    if (!seen.ok) return refused(seen.refusal)
    return {
      kind: 'form',
      form: {
        id: customId('edit-letter-form', c.clp.serverId, seen.view.file.ref),
        title: 'Edit letter',
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
            value: seen.view.file.letterExtra ?? '',
            required: false,
            max: ownWordsLimit,
          },
        ],
      },
    }
  },
}

export const editLetterForm: Component = {
  name: 'edit-letter-form',
  async run(c, [ref]) {
    const words = c.values.text('words')
    const done = await editLetter(c.clp, c.actor, caseRef(ref) ?? '', words)
    return done.ok
      ? { content: 'The letter was changed. The card shows it as it will be read.' }
      : refusedForm(done.refusal, words)
  },
}

export const drop: Component = {
  name: 'drop',
  async run(c, [ref]) {
    const seen = await viewCase(c.clp, c.actor, caseRef(ref) ?? '')
    if (!seen.ok) return refused(seen.refusal)
    return reasonForm(
      c,
      'drop-form',
      'Drop case',
      'Why is it dropped?',
      'If the person has been written to, they are told that it is over.',
      [ref ?? ''],
    )
  },
}

export const dropForm: Component = {
  name: 'drop-form',
  async run(c, [ref]) {
    const reason = c.values.text('reason')
    const done = await dropCase(c.clp, c.actor, caseRef(ref) ?? '', reason)
    return done.ok ? { content: 'The case is dropped.' } : refusedForm(done.refusal, reason)
  },
}

export const involved: Component = {
  name: 'involved',
  async run(c, [ref]) {
    const seen = await viewCase(c.clp, c.actor, caseRef(ref) ?? '')
    if (!seen.ok) return refused(seen.refusal)
    return reasonForm(
      c,
      'involved-form',
      "I'm involved",
      'How are you involved?',
      'From here on you take no part and cannot see the case.',
      [ref ?? ''],
    )
  },
}

export const involvedForm: Component = {
  name: 'involved-form',
  async run(c, [ref]) {
    const reason = c.values.text('reason')
    const done = await declareInterest(c.clp, c.actor, caseRef(ref) ?? '', reason)
    return done.ok
      ? { content: 'Thank you. You take no part in this matter from here on.' }
      : refusedForm(done.refusal, reason)
  },
}

export const caseLighter: Component = {
  name: 'case-lighter',
  async run(c, [ref]) {
    const seen = await viewCase(c.clp, c.actor, caseRef(ref) ?? '')
    if (!seen.ok) return refused(seen.refusal)
    const { file } = seen.view
    if (file.step === null) return NO_SUCH
    return {
      kind: 'form',
      form: {
        id: customId('case-lighter-form', c.clp.serverId, file.ref),
        title: 'Lighter outcome',
        fields: [
          {
            kind: 'choice',
            id: 'outcome',
            label: 'What do you propose?',
            options: [
              ...lighterOptions(lighterThan(file.step)),
              { label: 'The step of the ladder, as before', value: 'as_the_ladder' },
            ],
            chosen: file.lighter ? [file.lighter.outcome] : [],
          },
          {
            kind: 'text',
            id: 'reasons',
            label: 'Reasons',
            hint: 'The signers read them.',
            value: file.lighter?.reasons ?? '',
            max: 1500,
            required: false,
          },
        ],
      },
    }
  },
}

export const caseLighterForm: Component = {
  name: 'case-lighter-form',
  async run(c, [ref]) {
    const reasons = c.values.text('reasons')
    const outcome = c.values.texts('outcome')[0] as Lighter | 'as_the_ladder'
    const done = await chooseLighter(c.clp, c.actor, caseRef(ref) ?? '', outcome, reasons)
    return done.ok
      ? { content: 'Noted. The card shows the proposed outcome and the letter for it.' }
      : refusedForm(done.refusal, reasons)
  },
}

export const caseFinding: Component = {
  name: 'case-finding',
  async run(c, [ref]) {
    const seen = await viewCase(c.clp, c.actor, caseRef(ref) ?? '')
    if (!seen.ok) return refused(seen.refusal)
    return {
      kind: 'form',
      form: {
        id: customId('case-finding-form', c.clp.serverId, seen.view.file.ref),
        title: 'How the behaviour carried on',
        fields: [
          {
            kind: 'text',
            id: 'finding',
            label: 'How did it carry on after the 30-day ban?',
            hint: 'The signers sign this finding, and it stands in the letter.',
            value: seen.view.file.finding ?? '',
            max: 1500,
          },
        ],
      },
    }
  },
}

export const caseFindingForm: Component = {
  name: 'case-finding-form',
  async run(c, [ref]) {
    const finding = c.values.text('finding')
    const done = await writeFinding(c.clp, c.actor, caseRef(ref) ?? '', finding)
    return done.ok
      ? { content: 'The finding stands on the card and in the letter.' }
      : refusedForm(done.refusal, finding)
  },
}
