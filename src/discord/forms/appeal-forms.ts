import { addStatement, mayStateNow } from '../../casework/appeal-statements.ts'
import { addToAppeal, appealForForm } from '../../casework/add-to-appeal.ts'
import { officeInWords } from '../../casework/appoint.ts'
import { type AppealWords, lodgeAppeal, lodgingForm, type Trustworthy } from '../../casework/lodge-appeal.ts'
import type { Result } from '../../casework/refusal.ts'
import { cleanName, truncate } from '../../letters/plain-text.ts'
import type { Typed } from '../../casework/send-once.ts'
import { type Answer, buttons, type Field } from '../answer.ts'
import { customId, matterRef } from '../custom-id.ts'
import type { Context } from '../handler.ts'
import { filesHint, fromDm, type KeptForm, openForm, typedChoice, typedText } from './kept-form.ts'

const refOf = (args: string[]): string => matterRef(args[0]) ?? ''

/** Discord takes 25 options: the two plain answers stand before the people. */
const MOST_OFFICERS = 23

/** Whether the Secretary is involved, and whom of the EC they trust (H2). */
export const trustField = (officers: Trustworthy[], typed: Typed): Field => ({
  kind: 'choice',
  id: 'trusted',
  label: 'Is the Secretary involved?',
  hint: 'If so, choose an EC officer you trust. You need not prove anything. The Secretary then sees nothing.',
  options: [
    { label: 'No', value: 'no' },
    { label: 'Yes: any trusted EC officer', value: 'yes' },
    ...officers.slice(0, MOST_OFFICERS).map((o) => ({
      label: truncate(`Yes: ${cleanName(o.name)}`, 100),
      value: o.person,
      description: truncate(officeInWords(o.office), 100),
    })),
  ],
  chosen: typedChoice(typed, 'trusted', ['no']),
})

export const grounds = (typed: Typed, label: string): Field => ({
  kind: 'text',
  id: 'grounds',
  label,
  hint: 'In your own words. If it does not fit here, add more as often as you need afterwards.',
  value: typedText(typed, 'grounds'),
})

export const notDecide = (typed: Typed, label: string): Field => ({
  kind: 'text',
  id: 'notDecide',
  label,
  hint: 'Who, and why. An officer with no part in it looks at this and answers with reasons.',
  value: typedText(typed, 'notDecide'),
  required: false,
  max: 1000,
})

const FILES_HINT = 'Only if you want to. Up to 10.'
/** A form takes so many characters; what is longer is added in further parts. */
const GROUNDS = 4000

export const FILES: Field = {
  kind: 'files',
  id: 'files',
  label: 'Files',
  hint: FILES_HINT,
}

export const wordsOf = ({ values }: Context): AppealWords => ({
  grounds: values.text('grounds'),
  trusted: values.texts('trusted')[0] ?? 'no',
  notDecide: values.text('notDecide'),
  files: values.files('files'),
})

/** *Appeal*, of one's own (H2). */
export const appealForm: KeptForm = {
  name: 'appeal-form',
  args: 1,
  called: ([ref]) => `Your appeal against ${ref}`,
  async open(c, args, typed) {
    const ref = refOf(args)
    const may = await lodgingForm(c.clp, c.actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      title: `Appeal against ${ref}`,
      fields: [
        {
          kind: 'note',
          text: 'The Executive Committee (EC) decides, and nobody who took the decision has a vote. Nobody asks you about your health or about crimes: please leave both out.',
        },
        grounds(typed, 'What should change, and why?'),
        trustField(may.officers, typed),
        notDecide(typed, 'Should anyone not decide this?'),
        { ...FILES, hint: filesHint(typed, FILES_HINT) },
      ],
    }
  },
  async send(c, args) {
    const { id, name } = c.actor
    const done = await c.clp.transact((s) =>
      lodgeAppeal(
        c.clp,
        s,
        { appellant: id, name, lodgedBy: id, receivedHow: null },
        refOf(args),
        wordsOf(c),
      ),
    )
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content: `Your appeal has arrived: it is **${done.ref}**. The bot writes to you in a DM what happens next. \`/appeal\` shows at any time where it stands, also if no DM reaches you. If there is more to say, press *Add more*, as often as you need.`,
        components: moreButtons(c, done.ref),
        kept: true,
      },
    }
  },
}

/** The form of an appeal, filled in with what they wrote in the DM from a message on. */
export async function openAppealForm(c: Context, ref: string, messageId = ''): Promise<Answer> {
  return openForm(appealForm, c, [ref], await fromDm(c, messageId, 'grounds', GROUNDS))
}

const moreButtons = (c: Context, ref: string): object[] =>
  buttons([
    { label: 'Add more', id: customId('appeal-more', c.clp.serverId, ref), style: 'primary' },
    { label: 'Withdraw', id: customId('appeal-withdraw', c.clp.serverId, ref) },
  ])

/** *Add more* and *Answer* (H2, H4). */
export const moreForm: KeptForm = {
  name: 'appeal-more-form',
  args: 1,
  called: ([ref]) => `More for your appeal ${ref}`,
  async open(c, args, typed) {
    const ref = refOf(args)
    const own = await appealForForm(c.clp, c.actor, ref)
    if (!own.ok) return own
    return {
      ok: true,
      title: own.answering ? `Your answer in ${ref}` : `More for ${ref}`,
      fields: [
        {
          kind: 'text',
          id: 'text',
          label: own.answering ? 'Your answer' : 'What you want to add',
          hint: 'You can send more afterwards, until the vote has closed.',
          value: typedText(typed, 'text'),
          required: false,
        },
        FILES,
      ],
    }
  },
  async send(c, args) {
    const ref = refOf(args)
    const done = await addToAppeal(c.clp, c.actor, ref, c.values.text('text'), c.values.files('files'))
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content: `Thank you. It is part of ${ref} now, and whoever decides reads it.${done.kind === 'answer' && done.waits ? ' If there is nothing more to say, press *That’s all*.' : ' You can add more until the vote has closed.'}`,
        components: buttons([
          {
            label: done.kind === 'answer' ? 'Answer' : 'Add more',
            id: customId('appeal-more', c.clp.serverId, ref),
          },
          ...(done.kind === 'answer' && done.waits
            ? [
                {
                  label: "That's all",
                  id: customId('appeal-all', c.clp.serverId, ref),
                  style: 'primary' as const,
                },
              ]
            : []),
        ]),
        kept: true,
      } satisfies Answer,
    }
  },
}

/** *Add a statement*, by an admin (H4). */
export const statementForm: KeptForm = {
  name: 'appeal-state-form',
  args: 1,
  called: ([ref]) => `Your statement for the appeal ${ref}`,
  async open(c, args, typed): Promise<Result<{ title: string; fields: Field[] }>> {
    const ref = refOf(args)
    const may = await mayStateNow(c.clp, c.actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      title: `Statement for ${ref}`,
      fields: [
        {
          kind: 'note',
          text: 'The appellant is sent this word for word, without your name, and may answer. Name nobody who complained or gave evidence.',
        },
        { kind: 'text', id: 'text', label: 'What you want to add', value: typedText(typed, 'text') },
      ],
    }
  },
  async send(c, args) {
    const done = await addStatement(c.clp, c.actor, refOf(args), c.values.text('text'))
    return done.ok
      ? {
          ok: true,
          answer: {
            content: 'Thank you. The appellant is sent what you wrote and may answer. The EC reads both.',
          },
        }
      : done
  },
}
