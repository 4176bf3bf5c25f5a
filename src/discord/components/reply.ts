import { giveMySide, pressReply } from '../../casework/record-reply.ts'
import { markRead } from '../../casework/mark-read.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import { buttons } from '../answer.ts'
import { caseRef, customId } from '../custom-id.ts'
import type { Component, Context } from '../handler.ts'
import { refused, refusedForm } from '../render/refused.ts'

/** *Give my side*: opens the form; its id carries a random word, so that the same form sent twice is one reply. */
export const giveSide: Component = {
  name: 'reply-say',
  async run(c, [given]) {
    const ref = caseRef(given)
    if (ref === null) return refused({ why: 'no_such_matter' })
    return {
      kind: 'form',
      form: {
        id: customId('reply-form', c.clp.serverId, ref, c.clp.randomId()),
        title: 'Your side',
        fields: [
          {
            kind: 'note',
            text: 'Write as much or as little as you like, in your own words. It goes to the people who decide.',
          },
          { kind: 'text', id: 'side', label: 'Your side', hint: 'You can send more afterwards.' },
          {
            kind: 'text',
            id: 'objection',
            label: 'Should anyone not decide this?',
            hint: 'Who, and why. An officer with no part in it answers you. Leave it empty otherwise.',
            required: false,
            max: 1000,
          },
          {
            kind: 'files',
            id: 'files',
            label: 'Files',
            hint: 'Only if you want to: screenshots and the like. Up to 10.',
          },
        ],
      },
    }
  },
}

const follow = (c: Context, ref: string) =>
  buttons([
    { label: 'Give my side', id: customId('reply-say', c.clp.serverId, ref) },
    { label: "That's all", id: customId('reply-all', c.clp.serverId, ref), style: 'primary' },
  ])

export const replyForm: Component = {
  name: 'reply-form',
  async run(c, [ref, form]) {
    const text = c.values.text('side')
    const objection = c.values.text('objection')
    const files = c.values.files('files')
    const done = await giveMySide(c.clp, c.actor, caseRef(ref) ?? '', text, form ?? '', objection, files)
    if (!done.ok) return refusedForm(done.refusal, [text, objection].join('\n\n'))
    if (done.lookedAtAgain)
      return {
        content:
          'Thank you. The letter has gone out already, but you had not been heard before. So the people who may sign it look at the decision again, and you are told what comes of it, with their reasons. This uses up no appeal.',
        kept: true,
      }
    if (done.late)
      return {
        content:
          'Thank you. The time for a reply had run out, but what you wrote was passed on to the people who decide.',
        kept: true,
      }
    return {
      content: `Thank you. The people who decide will read it. You can add more until ${done.closesAt ? formatDateTime(done.closesAt) : 'the time is up'}. If there is nothing more to say, press *That’s all*.`,
      components: follow(c, ref ?? ''),
      kept: true,
    }
  },
}

export const replyAll: Component = {
  name: 'reply-all',
  async run(c, [ref]) {
    const done = await pressReply(c.clp, c.actor, caseRef(ref) ?? '', 'thats_all')
    return done.ok
      ? {
          content:
            'Thank you. Nothing is decided yet. The people who decide now read your side, and you are told what comes of it.',
          kept: true,
        }
      : refused(done.refusal)
  },
}

export const replyTime: Component = {
  name: 'reply-time',
  async run(c, [ref]) {
    const done = await pressReply(c.clp, c.actor, caseRef(ref) ?? '', 'extended')
    return done.ok
      ? {
          content: `You have more time: until ${done.closesAt ? formatDateTime(done.closesAt) : 'the new closing time'}.`,
          kept: true,
        }
      : refused(done.refusal)
  },
}

export const replyNo: Component = {
  name: 'reply-no',
  async run(c, [ref]) {
    const done = await pressReply(c.clp, c.actor, caseRef(ref) ?? '', 'wont_reply')
    if (!done.ok) return refused(done.refusal)
    return done.confirm
      ? {
          content:
            'You do not have to reply, and silence is not guilt. Press *I don’t want to reply* once more if you are sure; then the time for a reply ends now.',
          components: buttons([
            { label: "I don't want to reply", id: customId('reply-no', c.clp.serverId, ref ?? '') },
          ]),
          kept: true,
        }
      : { content: 'That is noted. Nothing is decided yet, and you are told what comes of it.', kept: true }
  },
}

export const letterRead: Component = {
  name: 'letter-read',
  async run(c, [ref]) {
    const done = await markRead(c.clp, c.actor, caseRef(ref) ?? '')
    return done.ok
      ? {
          content:
            'Thank you. It is noted that the letter reached you. That does not mean that you agree with it.',
          kept: true,
        }
      : refused(done.refusal)
  },
}
