import { addToComplaint, mayGoOn } from '../../casework/own-complaints.ts'
import { onDutyChoice, type Report, report } from '../../casework/report.ts'
import { reportedPost } from '../../casework/report-draft.ts'
import { refuse, type Result } from '../../casework/refusal.ts'
import type { Typed } from '../../casework/send-once.ts'
import { WHERE_TO_REPORT } from '../../casework/may-be-illegal.ts'
import { DISCORD } from '../../policy/platform.ts'
import { suggestPlatforms } from '../../casework/platforms.ts'
import { type Answer, type Field, select } from '../answer.ts'
import { customId, matterRef } from '../custom-id.ts'
import type { Context } from '../handler.ts'
import { ownButtons } from '../render/own-complaints.ts'
import { filesHint, fromDm, type KeptForm, openForm, typedChoice, typedText } from './kept-form.ts'

/** How many characters a complaint's form takes. */
const COMPLAINT_WORDS = 3000

const flags = (typed: Typed, mayBeOnDuty: boolean): Field => ({
  kind: 'choice',
  id: 'flags',
  label: 'Does any of this apply?',
  hint: 'Leave it empty if not. If someone is in danger now, call 999.',
  required: false,
  most: mayBeOnDuty ? 3 : 2,
  chosen: typedChoice(typed, 'flags'),
  options: [
    {
      label: 'A child or an adult at risk',
      value: 'risk',
      description: 'The safeguarding contact is asked first.',
    },
    {
      label: 'It may be illegal',
      value: 'illegal',
      description: 'For example a sexual image of a child. Nothing is copied, only the link is kept.',
    },
    ...(mayBeOnDuty
      ? [
          {
            label: 'I report this as an officer on duty',
            value: 'duty',
            description: 'Then you are no complainant. Without it you take no part in deciding.',
          },
        ]
      : []),
  ],
})

const NO_ILLEGAL = 'Screenshots and the like. No image that may be illegal.'
const files: Field = {
  kind: 'files',
  id: 'files',
  label: 'Files',
  hint: NO_ILLEGAL,
}

const flagged = (c: Context) => {
  const chosen = c.values.texts('flags')
  return {
    atRisk: chosen.includes('risk'),
    illegal: chosen.includes('illegal'),
    onDuty: chosen.includes('duty'),
    files: c.values.files('files'),
  }
}

async function sendReport(c: Context, given: Report): Promise<Result<{ answer: Answer }>> {
  const sent = await report(c.clp, c.actor, given)
  if (!sent.ok) return sent
  const { ref, said, onDuty } = sent.done
  return {
    ok: true,
    answer: {
      content: `${said}\n-# This is sent to you as a message too. If your messages are shut, \`/complain\` shows it.${given.illegal ? `\n\n${WHERE_TO_REPORT}` : ''}`,
      components: ownButtons(c.clp.serverId, ref, onDuty ? 'none' : 'own'),
      kept: true,
    },
  }
}

/** The message menu *Report to admins*: the post was kept when the menu was used (C1, C8). */
export const reportForm: KeptForm = {
  name: 'report-form',
  args: 1,
  called: () => 'A report to the admins',
  open: async (c, _args, typed) => ({
    ok: true,
    title: 'Report to admins',
    fields: [
      {
        kind: 'text',
        id: 'what',
        label: 'What is wrong with this post?',
        hint: 'If you like. A copy of the post goes with it.',
        value: typedText(typed, 'what'),
        required: false,
        max: COMPLAINT_WORDS,
      },
      flags(typed, await onDutyChoice(c.clp, c.actor)),
      files,
    ],
  }),
  async send(c, [draft = '']) {
    const reported = await c.clp.transact((s) => reportedPost(s, c.actor, draft))
    if (!reported)
      return refuse({
        why: 'not_now',
        because: 'The post is not at hand any more. Use *Report to admins* on it again, please.',
      })
    const sent = await sendReport(c, {
      what: c.values.text('what'),
      where: '',
      about: null,
      reported,
      ...flagged(c),
    })
    if (sent.ok) await c.clp.transact((s) => s.deleteDraft(draft))
    return sent
  },
}

/** `/complain` and *Make a complaint* (C1). */
export const complainForm: KeptForm = {
  name: 'complain-form',
  args: 0,
  called: () => 'A complaint',
  open: async (c, _args, typed) => ({
    ok: true,
    title: 'Make a complaint',
    fields: [
      {
        kind: 'text',
        id: 'what',
        label: 'What is wrong?',
        hint: 'What was written or done, and when.',
        value: typedText(typed, 'what'),
        max: COMPLAINT_WORDS,
      },
      {
        kind: 'people',
        id: 'about',
        label: 'About whom?',
        hint: 'If you know, and if they are on this server.',
        most: 1,
        required: false,
        chosen: typedChoice(typed, 'about'),
      },
      {
        kind: 'line',
        id: 'where',
        label: 'Where? A link, if there is one',
        value: typedText(typed, 'where'),
        required: false,
        max: 500,
      },
      flags(typed, await onDutyChoice(c.clp, c.actor)),
      { ...files, hint: filesHint(typed, NO_ILLEGAL) },
    ],
  }),
  send: (c) =>
    sendReport(c, {
      what: c.values.text('what'),
      where: c.values.text('where'),
      about: c.values.person('about'),
      reported: null,
      ...flagged(c),
    }),
}

/** The same about something on another platform of the CLP: whose handle it is, and a link (B1, B3, C1). */
export const complainAtForm: KeptForm = {
  name: 'complain-at',
  args: 1,
  called: ([platform]) => `A complaint about something on ${platform}`,
  open: async (c, [platform = ''], typed) => ({
    ok: true,
    title: 'Make a complaint',
    fields: [
      {
        kind: 'text',
        id: 'what',
        label: 'What is wrong?',
        hint: 'What was written or done, and when.',
        value: typedText(typed, 'what'),
        max: COMPLAINT_WORDS,
      },
      {
        kind: 'line',
        id: 'handle',
        label: `Whose handle on ${platform}?`.slice(0, 45),
        hint: 'As it stands there, for example redrose. Leave it empty if you do not know.',
        value: typedText(typed, 'handle'),
        required: false,
        max: 100,
      },
      {
        kind: 'line',
        id: 'where',
        label: 'A link, if there is one',
        value: typedText(typed, 'where'),
        required: false,
        max: 500,
      },
      flags(typed, await onDutyChoice(c.clp, c.actor)),
      { ...files, hint: filesHint(typed, NO_ILLEGAL) },
    ],
  }),
  send: (c, [platform = '']) =>
    sendReport(c, {
      what: c.values.text('what'),
      where: c.values.text('where'),
      about: null,
      elsewhere: { platform, handle: c.values.text('handle') },
      reported: null,
      ...flagged(c),
    }),
}

/** Options that a select takes at most, less the two that are always there. */
const PLATFORMS_SHOWN = 23

/**
 * A complaint begins (C1): the form; where the CLP has other platforms, after asking on which of them it happened.
 * `messageId`: what was written in the bot's DM from there on stands in the form already.
 */
export async function startComplaint(c: Context, messageId = ''): Promise<Answer> {
  const elsewhere = (await suggestPlatforms(c.clp, '', 'in_use')).filter((name) => name !== DISCORD)
  if (elsewhere.length === 0) return openComplaint(c, '', messageId)
  return {
    content: '**Where did it happen?** The people who work that place look at your complaint.',
    components: [
      select(customId('complain-where', c.clp.serverId, messageId), 'Choose where', [
        { label: 'On this Discord server', value: HERE },
        ...elsewhere.slice(0, PLATFORMS_SHOWN).map((name) => ({ label: name, value: `on ${name}` })),
        { label: 'Somewhere else, or I do not know', value: 'unknown' },
      ]),
    ],
  }
}

const HERE = 'here'

/** The place was chosen: its form, with what was written in the DM. */
export async function openComplaint(c: Context, chosen: string, messageId: string): Promise<Answer> {
  const before = await fromDm(c, messageId, 'what', COMPLAINT_WORDS)
  return chosen.startsWith('on ')
    ? openForm(complainAtForm, c, [chosen.slice(3)], before)
    : openForm(complainForm, c, [], before)
}

/** **Add** to one's own complaint (C2). */
export const addForm: KeptForm = {
  name: 'complaint-add-form',
  args: 1,
  called: ([ref]) => `More for ${ref}`,
  async open(c, args, typed) {
    const ref = matterRef(args[0]) ?? ''
    const may = await mayGoOn(c.clp, c.actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      title: `Add to ${ref}`,
      fields: [
        {
          kind: 'text',
          id: 'more',
          label: 'What do you want to add?',
          value: typedText(typed, 'more'),
          required: false,
          max: COMPLAINT_WORDS,
        },
        ...(may.file.illegal ? [] : [files]),
      ],
    }
  },
  async send(c, args) {
    const ref = matterRef(args[0]) ?? ''
    const done = await addToComplaint(c.clp, c.actor, ref, c.values.text('more'), c.values.files('files'))
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content: `Thank you. It is with ${ref}, and the people who decide are asked to read it.${done.filesLeftOut ? ' The files were left out: what may be illegal is not copied.' : ''}`,
        kept: true,
      },
    }
  },
}
