import { castVote, type Verdict, voteForForm } from '../../casework/appeal-vote.ts'
import { MAIN_QUESTION } from '../../casework/appeal-view.ts'
import { meetingForForm, recordMeeting } from '../../casework/meeting.ts'
import { cleanName, truncate } from '../../letters/plain-text.ts'
import { formatDateTime } from '../../policy/calendar.ts'
import type { Field } from '../answer.ts'
import { matterRef } from '../custom-id.ts'
import { stepInWords } from '../render/words.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

const LABELS: Record<Verdict, string> = {
  stands: 'Stands',
  does_not_stand: 'Does not stand',
  replace: 'Replace',
  falls: 'Falls',
}

/** Letters of the verdicts, as they stand in the id of the form. */
const VERDICTS: Record<string, Verdict> = { s: 'stands', d: 'does_not_stand', r: 'replace', f: 'falls' }

/** The arguments of the form of one verdict: appeal, letter of the verdict, question. */
export const voteArgs = (ref: string, verdict: Verdict, question: string = MAIN_QUESTION): string[] => [
  ref,
  Object.entries(VERDICTS).find(([, v]) => v === verdict)?.[0] ?? '',
  question,
]

const read = ([ref, letter, question]: string[]) => ({
  ref: matterRef(ref) ?? '',
  verdict: VERDICTS[letter ?? ''],
  question: question === MAIN_QUESTION ? MAIN_QUESTION : (matterRef(question) ?? ''),
})

/** *Stands* and *Does not stand*, *replace* and *falls*: the reasons (H5, H9). */
export const voteForm: KeptForm = {
  name: 'appeal-vote-form',
  args: 3,
  called: (args) => `Your vote on ${args[0]}`,
  async open(c, args, typed) {
    const { ref, verdict, question } = read(args)
    if (!verdict) return { ok: false, refusal: { why: 'no_such_matter' } }
    const may = await voteForForm(c.clp, c.actor, ref, question)
    if (!may.ok) return may
    const { dependent, before } = may
    const without = dependent?.without ? stepInWords(dependent.without) : ''
    return {
      ok: true,
      title: truncate(`${LABELS[verdict]}: ${dependent?.ref ?? ref}`, 45),
      fields: [
        {
          kind: 'note',
          text: dependent
            ? verdict === 'replace'
              ? `Your vote: ${dependent.ref} is replaced by ${without}, with a new letter.`
              : `Your vote: ${dependent.ref} falls, and nothing takes its place.`
            : 'Nobody sees how you vote while the vote is open. You can change it until all have voted or its time is over.',
        },
        {
          kind: 'text',
          id: 'reasons',
          label: 'Your reasons',
          hint: 'They go to the appellant, without your name. Write nothing that they may not read.',
          value: typedText(typed, 'reasons', before),
          max: 1500,
        },
      ],
    }
  },
  async send(c, args) {
    const { ref, verdict, question } = read(args)
    if (!verdict) return { ok: false, refusal: { why: 'no_such_matter' } }
    const done = await castVote(c.clp, c.actor, ref, question, verdict, c.values.text('reasons'))
    if (!done.ok) return done
    const until = done.closesAt ? `, until ${formatDateTime(done.closesAt)} or until all have voted` : ''
    return {
      ok: true,
      answer: {
        content: `${done.changed ? 'Your vote is changed to' : 'You have voted'} **${LABELS[verdict]}**. ${done.open ? `You can still change it${until}.` : 'With it the vote is closed; the card says what came of it.'}`,
      },
    }
  },
}

/** A name as it stands in the form: who is on the roll can change before it is sent, so no place in a list. */
const chosenAs = (name: string): string => truncate(name, 100)

/** `/appeals meeting`: the decision of an EC meeting (H5). */
export const meetingForm: KeptForm = {
  name: 'appeal-meeting-form',
  args: 1,
  called: ([ref]) => `The meeting's decision on ${ref}`,
  async open(c, args, typed) {
    const ref = matterRef(args[0]) ?? ''
    const may = await meetingForForm(c.clp, c.actor, ref)
    if (!may.ok) return may
    const names = may.names.slice(0, 25)
    const fields: Field[] = [
      {
        kind: 'line',
        id: 'meeting',
        label: 'Date of the meeting, and its minute',
        hint: 'For example: 12 March 2026, minute 7',
        value: typedText(typed, 'meeting'),
        max: 100,
      },
      {
        kind: 'people',
        id: 'present',
        label: 'Who was present?',
        hint: 'The EC members who took part. Nobody with a part in the matter may have been among them.',
        most: 25,
        chosen: typedChoice(typed, 'present'),
        required: may.onDiscord > 0 && names.length === 0,
      },
      ...(names.length === 0
        ? []
        : [
            {
              kind: 'choice' as const,
              id: 'others',
              label: 'Who of those not on Discord?',
              options: names.map((name) => ({ label: cleanName(name), value: chosenAs(name) })),
              chosen: typedChoice(typed, 'others'),
              required: false,
              most: names.length,
            },
          ]),
      may.isMain
        ? {
            kind: 'line',
            id: 'votes',
            label: 'Votes: stands, does not stand',
            hint: 'Two numbers, for example: 2 to 4',
            value: typedText(typed, 'votes'),
            max: 40,
          }
        : {
            kind: 'choice',
            id: 'replaced',
            label: 'Which are replaced? The others fall.',
            options: may.open.slice(0, 25).map((d) => ({
              label: truncate(`${d.ref}: ${d.without ? stepInWords(d.without) : 'falls'}`, 100),
              value: d.ref,
            })),
            chosen: typedChoice(typed, 'replaced'),
            required: false,
            most: Math.min(may.open.length, 25),
          },
      {
        kind: 'text',
        id: 'reasons',
        label: 'Reasons of the EC',
        hint: 'They go to the appellant and to the admins. No names and no numbers of votes.',
        value: typedText(typed, 'reasons'),
        max: 4000,
      },
    ]
    return { ok: true, title: `The EC's meeting on ${ref}`, fields }
  },
  async send(c, args) {
    const ref = matterRef(args[0]) ?? ''
    const may = await meetingForForm(c.clp, c.actor, ref)
    if (!may.ok) return may
    const others = c.values
      .texts('others')
      .map((chosen) => may.names.find((name) => chosenAs(name) === chosen) ?? '')
    const done = await recordMeeting(c.clp, c.actor, ref, {
      meeting: c.values.text('meeting'),
      present: c.values.texts('present'),
      others,
      votes: c.values.text('votes'),
      replaced: c.values.texts('replaced'),
      reasons: c.values.text('reasons'),
    })
    if (!done.ok) return done
    const what =
      done.verdict === null
        ? 'What the EC decided is carried out.'
        : done.verdict === 'stands'
          ? 'It stands.'
          : 'It does not stand, and that is carried out at once.'
    return {
      ok: true,
      answer: {
        content: `The meeting's decision on ${ref} is recorded. ${what} The appellant and the admins are told.`,
      },
    }
  },
}
