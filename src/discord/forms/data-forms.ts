import { answerDataRequest, choosePiece, openRequest } from '../../casework/data-answer.ts'
import { askAboutData, dataMatters, dataOfficers } from '../../casework/data-request.ts'
import type { DataRequestKind } from '../../casework/own-data-records.ts'
import { refuse, type Result } from '../../casework/refusal.ts'
import type { Typed } from '../../casework/send-once.ts'
import { type CalendarDate, formatDate } from '../../policy/calendar.ts'
import type { Answer, Field } from '../answer.ts'
import { dataRef } from '../custom-id.ts'
import type { Context } from '../handler.ts'
import { asked, pieceAnswer } from '../render/data-request.ts'
import { trustField } from './appeal-forms.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

/** The same words to everybody, whatever is held (N1). */
const answeredBy = (dueOn: CalendarDate): Result<{ answer: Answer }> => ({
  ok: true,
  answer: {
    content: `Thank you. You get an answer by **${formatDate(dueOn)}**, as a direct message where that is possible. \`/mydata\` shows what you asked, and the answer.`,
    kept: true,
  },
})

const send = async (c: Context, kind: DataRequestKind): Promise<Result<{ answer: Answer }>> => {
  const done = await askAboutData(c.clp, c.actor, {
    kind,
    words: c.values.text('words'),
    about: c.values.texts('about')[0] ?? '',
    trusted: c.values.texts('trusted')[0] ?? 'no',
  })
  return done.ok ? answeredBy(done.dueOn) : done
}

/** *Ask for the rest* (N1). */
export const dataRestForm: KeptForm = {
  name: 'data-rest-form',
  args: 0,
  called: () => 'Asking for the rest of your data',
  async open(c, _args, typed) {
    const officers = await dataOfficers(c.clp, c.actor)
    return {
      ok: true,
      title: 'Ask for the rest',
      fields: [
        {
          kind: 'note',
          text: 'An officer looks through whatever else is held about you and sends you what can be released. What is about other people, or would put somebody at risk, may be left out. You get an answer within one month.',
        },
        trustField(officers, typed),
        {
          kind: 'text',
          id: 'words',
          label: 'Is there something that you look for?',
          hint: 'You need not say.',
          value: typedText(typed, 'words'),
          required: false,
          max: 1000,
        },
      ],
    }
  },
  send: (c) => send(c, 'rest'),
}

const MOST_MATTERS = 24

const aboutField = (matters: string[], typed: Typed): Field => ({
  kind: 'choice',
  id: 'about',
  label: 'What is it about?',
  options: [
    { label: 'Something else, or everything', value: 'else' },
    ...matters.slice(0, MOST_MATTERS).map((ref) => ({ label: ref, value: ref })),
  ],
  chosen: typedChoice(typed, 'about', ['else']),
})

/** *Correct or delete something* (N2). */
export const dataChangeForm: KeptForm = {
  name: 'data-change-form',
  args: 0,
  called: () => 'Asking for your data to be corrected or deleted',
  async open(c, _args, typed) {
    const [matters, officers] = [await dataMatters(c.clp, c.actor), await dataOfficers(c.clp, c.actor)]
    return {
      ok: true,
      title: 'Correct or delete something',
      fields: [
        {
          kind: 'choice',
          id: 'kind',
          label: 'What should be done?',
          options: [
            { label: 'Correct it', value: 'correction' },
            {
              label: 'Delete it',
              value: 'deletion',
              description: 'Before its date, two years after it was written.',
            },
          ],
          chosen: typedChoice(typed, 'kind', ['correction']),
        },
        aboutField(matters, typed),
        {
          kind: 'text',
          id: 'words',
          label: 'What exactly, and why?',
          hint: 'For a correction: what is wrong, and what should stand there.',
          value: typedText(typed, 'words'),
          max: 3000,
        },
        trustField(officers, typed),
      ],
    }
  },
  send: (c) => send(c, c.values.texts('kind')[0] === 'deletion' ? 'deletion' : 'correction'),
}

const REASONS: Record<string, string> = {
  others: 'It is about other people, or would name them.',
  safeguarding: 'It would put somebody at risk (safeguarding).',
  running: 'The matter is not decided yet, and it would stand in the way of deciding it fairly.',
  other: '',
}

/** *Withhold* (N1): why, and whether it goes for the rest of the matter too. */
export const dataWithholdForm: KeptForm = {
  name: 'data-hold-form',
  args: 2,
  called: ([ref]) => `Why something is withheld in ${ref}`,
  async open(c, [ref, key], typed) {
    const found = await openRequest(c.clp, c.actor, dataRef(ref) ?? '')
    if (!found.ok) return found
    const piece = found.pieces.find((p) => p.key === key)
    if (!piece)
      return refuse({
        why: 'not_now',
        because: 'That has changed since. Press *Open* on the task again, please.',
      })
    return {
      ok: true,
      title: 'Withhold it',
      fields: [
        {
          kind: 'choice',
          id: 'reason',
          label: 'Why?',
          hint: 'It is kept with the request. The person is not told: it could say what is held.',
          options: [
            { label: 'Other people', value: 'others', description: 'It is about them, or would name them.' },
            { label: 'Safeguarding', value: 'safeguarding', description: 'It would put somebody at risk.' },
            {
              label: 'Not decided yet',
              value: 'running',
              description: 'It would stand in the way of deciding fairly.',
            },
            { label: 'Something else', value: 'other', description: 'Write it below.' },
          ],
          chosen: typedChoice(typed, 'reason', ['others']),
        },
        {
          kind: 'choice',
          id: 'scope',
          label: 'How much?',
          options: [
            { label: 'This piece only', value: 'piece' },
            {
              label: `Everything of ${piece.matter ?? 'this kind'} without a choice yet`,
              value: 'matter',
            },
          ],
          chosen: typedChoice(typed, 'scope', ['piece']),
        },
        {
          kind: 'text',
          id: 'words',
          label: 'In your words',
          value: typedText(typed, 'words'),
          required: false,
          max: 1000,
        },
      ],
    }
  },
  async send(c, [given, key]) {
    const ref = dataRef(given) ?? ''
    const words = [REASONS[c.values.texts('reason')[0] ?? ''] ?? '', c.values.text('words')]
    const done = await choosePiece(c.clp, c.actor, ref, key ?? '', {
      release: false,
      reason: words.filter((one) => one.trim() !== '').join(' '),
      wholeMatter: c.values.texts('scope')[0] === 'matter',
    })
    return done.ok ? { ok: true, answer: pieceAnswer(c.clp.serverId, done, null) } : done
  },
}

/** The answer to a request for correction or deletion (N2). */
export const dataAnswerForm: KeptForm = {
  name: 'data-answer-form',
  args: 1,
  called: ([ref]) => `Your answer to ${ref}`,
  async open(c, [ref], typed) {
    const found = await openRequest(c.clp, c.actor, dataRef(ref) ?? '')
    if (!found.ok) return found
    if (found.request.kind === 'rest') return refuse({ why: 'no_such_matter' })
    const correction = found.request.kind === 'correction'
    return {
      ok: true,
      title: `Answer ${found.request.ref}`,
      fields: [
        {
          kind: 'choice',
          id: 'granted',
          label: 'Your answer',
          options: [
            {
              label: correction ? 'Correct it' : 'Delete what can go',
              value: 'yes',
              description: correction
                ? 'A note beside the record, for everybody who reads it.'
                : 'Their files in closed matters, and forms not sent.',
            },
            { label: 'Refuse', value: 'no' },
          ],
          chosen: typedChoice(typed, 'granted'),
        },
        {
          kind: 'text',
          id: 'words',
          label: 'What you write to them',
          hint: 'What was done, and the reasons. They can complain to the Information Commissioner; the bot says so.',
          value: typedText(typed, 'words'),
          max: 1500,
        },
      ],
    }
  },
  async send(c, [ref]) {
    const done = await answerDataRequest(c.clp, c.actor, dataRef(ref) ?? '', {
      granted: c.values.texts('granted')[0] === 'yes',
      words: c.values.text('words'),
    })
    return done.ok
      ? {
          ok: true,
          answer: { content: `${asked(done.request)} is answered, and the person is told.`, replaces: true },
        }
      : done
  },
}
