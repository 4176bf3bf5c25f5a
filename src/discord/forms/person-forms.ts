import {
  challengeIdentity,
  challengeText,
  answerChallenge,
  mayChallenge,
} from '../../casework/challenge-identity.ts'
import { answerLink, readLink } from '../../casework/link-identities.ts'
import { refuse, type Result } from '../../casework/refusal.ts'
import type { Typed } from '../../casework/send-once.ts'
import { quote } from '../../letters/plain-text.ts'
import type { Field } from '../answer.ts'
import { caseRef } from '../custom-id.ts'
import type { Context } from '../handler.ts'
import { whoInFile, whoInWords } from '../render/who.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

/** *That's not me* in a notice or a letter (B3). */
export const notMeForm: KeptForm = {
  name: 'not-me-form',
  args: 1,
  called: ([ref]) => `That's not me, in ${ref}`,
  async open(c, args, typed) {
    const may = await mayChallenge(c.clp, c.actor, caseRef(args[0]) ?? '')
    if (!may.ok) return may
    return {
      ok: true,
      title: "That's not me",
      fields: [
        {
          kind: 'note',
          text: 'An officer who had no part in this looks at it and answers you with reasons. Until then nothing that rests on it is decided. Your time to reply runs on: give your side as well.',
        },
        {
          kind: 'choice',
          id: 'which',
          label: 'Which one is not you?',
          options: may.others.slice(0, 25).map(({ identity, name }, n) => ({
            label: whoInFile(identity, name).slice(0, 100),
            value: String(n),
          })),
          chosen: typedChoice(typed, 'which', may.others.length === 1 ? ['0'] : []),
        },
        {
          kind: 'text',
          id: 'why',
          label: 'Is there anything that shows it?',
          hint: 'You need not prove anything. Leave it empty if you like.',
          value: typedText(typed, 'why'),
          required: false,
          max: 1000,
        },
      ],
    }
  },
  async send(c, args) {
    const ref = caseRef(args[0]) ?? ''
    const may = await mayChallenge(c.clp, c.actor, ref)
    if (!may.ok) return may
    const which = may.others[Number(c.values.texts('which')[0] ?? 'none')]
    if (!which) return refuse({ why: 'input', problems: ['Choose which one is not you.'] })
    const done = await challengeIdentity(c.clp, c.actor, ref, which.identity, c.values.text('why'))
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content:
          'Thank you. An officer who had no part in this looks at it, and you are told what comes of it, with the reasons. Until then nothing that rests on it is decided.',
        kept: true,
      },
    }
  },
}

/** *Refuse* on what another officer has proposed about two identities (B3). */
export const refuseLinkForm: KeptForm = {
  name: 'refuse-link-form',
  args: 1,
  called: ([id]) => `Refusing task no. ${id}`,
  async open(c, args, typed) {
    const may = await readLink(c.clp, c.actor, Number(args[0]))
    if (!may.ok) return may
    return {
      ok: true,
      title: 'Refuse',
      fields: [
        {
          kind: 'text',
          id: 'why',
          label: 'Why do you refuse it?',
          hint: 'It is kept. The officer who proposed it is told that you refused, and can ask you.',
          value: typedText(typed, 'why'),
          max: 1000,
        },
      ],
    }
  },
  async send(c, args) {
    const word = { confirm: false as const, reason: c.values.text('why') }
    const done = await answerLink(c.clp, c.actor, Number(args[0]), word)
    return done.ok
      ? { ok: true, answer: { content: 'It is refused, with your reason. Nothing has changed.' } }
      : done
  },
}

/** What someone says against a link, for the form of whoever answers it (B3). */
export async function challengeFields(
  c: Context,
  taskId: number,
  typed: Typed,
): Promise<Result<{ fields: Field[] }>> {
  const asked = await challengeText(c.clp, c.actor, taskId)
  if (!asked.ok) return asked
  const { link, challenge } = asked
  const said = challenge.text.trim() === '' ? 'They gave no further words.' : quote(challenge.text, 1000)
  return {
    ok: true,
    fields: [
      {
        kind: 'note',
        text: `${whoInWords(link.a, link.aName)} and ${whoInWords(link.b, link.bName)} are taken to be one person, because:\n${quote(link.reason, 800)}\nThe person says that this is wrong:\n${said}`,
      },
      {
        kind: 'choice',
        id: 'verdict',
        label: 'Are they right?',
        options: [
          { label: 'Yes: these are two people', value: 'upheld', description: 'The link is undone at once.' },
          { label: 'No: they are one person', value: 'not_upheld' },
        ],
        chosen: typedChoice(typed, 'verdict'),
      },
      {
        kind: 'text',
        id: 'reasons',
        label: 'Your reasons',
        hint: 'The person is sent them. Name nobody who complained.',
        value: typedText(typed, 'reasons'),
        max: 1000,
      },
    ],
  }
}

/** Takes the answer to it. */
export async function sendChallenge(c: Context, taskId: number): Promise<Result<{ said: string }>> {
  const done = await answerChallenge(
    c.clp,
    c.actor,
    taskId,
    c.values.texts('verdict')[0] ?? '',
    c.values.text('reasons'),
  )
  if (!done.ok) return done
  return {
    ok: true,
    said: done.upheld
      ? 'Thank you. The two are parted, what rested on it is worked out anew, and the person is told your reasons.'
      : 'Thank you. They stay linked, what waited goes on, and the person is told your reasons.',
  }
}
