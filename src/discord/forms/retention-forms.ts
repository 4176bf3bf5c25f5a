import { setHold, holdFor } from '../../casework/holds.ts'
import { taskFor } from '../../casework/do-task.ts'
import { decideKeptBan } from '../../casework/kept-bans.ts'
import { formatDate } from '../../policy/calendar.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

/** `/register hold`: puts an open matter on hold, goes on holding it, or releases it (K4). */
export const holdForm: KeptForm = {
  name: 'hold-form',
  args: 1,
  called: ([ref]) => `Hold of ${ref}`,
  async open(c, [ref = ''], typed) {
    const found = await holdFor(c.clp, c.actor, ref)
    if (!found.ok) return found
    const { hold } = found
    return {
      ok: true,
      title: `Hold ${ref}`,
      fields: [
        {
          kind: 'note',
          text: hold
            ? `On hold since ${formatDate(hold.at.slice(0, 10))}, to be reviewed by ${formatDate(hold.reviewOn)}.`
            : 'On hold nothing of it is deleted, whatever its date. It is looked at again every three months.',
        },
        ...(hold
          ? [
              {
                kind: 'choice' as const,
                id: 'choice',
                label: 'What did the EC decide?',
                options: [
                  { label: 'Go on holding it', value: 'hold' },
                  {
                    label: 'Release it',
                    value: 'release',
                    description: 'What is past its date goes with the next daily run.',
                  },
                ],
                chosen: typedChoice(typed, 'choice'),
              },
            ]
          : []),
        { kind: 'text', id: 'reason', label: 'Reason', value: typedText(typed, 'reason'), max: 1000 },
        {
          kind: 'line',
          id: 'minute',
          label: 'Minute of the EC',
          hint: 'Its date and reference.',
          value: typedText(typed, 'minute'),
        },
      ],
    }
  },
  async send(c, [ref = '']) {
    const choice = c.values.texts('choice')[0] === 'release' ? 'release' : 'hold'
    const done = await setHold(c.clp, c.actor, ref, {
      choice,
      reason: c.values.text('reason'),
      minute: c.values.text('minute'),
    })
    if (!done.ok) return done
    const said = {
      held: `${ref} is on hold: nothing of it is deleted. You are asked to look at it again by ${formatDate(done.reviewOn)}.`,
      reviewed: `${ref} stays on hold. You are asked to look at it again by ${formatDate(done.reviewOn)}.`,
      released: `${ref} is released. What is past its date goes with the next daily run.`,
    }[done.done]
    return { ok: true, answer: { content: said } }
  },
}

/** *Keep* and *Lift* on the task about a lifetime ban whose file goes: the EC's minute (K3). */
export const keepBanForm: KeptForm = {
  name: 'keep-ban-form',
  args: 2,
  called: ([id]) => `What the EC minuted, task no. ${id}`,
  async open(c, [id, choice], typed) {
    const mine = await taskFor(c.clp, c.actor, Number(id))
    if (!mine.ok) return mine
    return {
      ok: true,
      title: choice === 'keep' ? 'The ban is kept' : 'The ban is lifted',
      fields: [
        {
          kind: 'note',
          text:
            choice === 'keep'
              ? 'The EC has decided to keep the ban. When its file is deleted the ban register keeps who is banned, where, since when, the reference and this minute, and nothing else.'
              : 'The EC has decided to lift the ban. It is lifted at once.',
        },
        {
          kind: 'line',
          id: 'minute',
          label: 'Minute of the EC',
          hint: 'Its date and reference; no names.',
          value: typedText(typed, 'minute'),
        },
      ],
    }
  },
  async send(c, [id, choice = '']) {
    const done = await decideKeptBan(c.clp, c.actor, Number(id), choice, c.values.text('minute'))
    if (!done.ok) return done
    return {
      ok: true,
      answer: {
        content:
          done.decision === 'keep'
            ? 'It is written down: the ban is kept in the ban register when its file goes.'
            : 'It is written down, and the ban is lifted.',
      },
    }
  },
}
