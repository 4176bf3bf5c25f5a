import { recordEcDecision, finishTask, taskFor } from '../../casework/do-task.ts'
import { recordReason } from '../../casework/long-open.ts'
import { decideReliedOn } from '../../casework/reconsider-dependents.ts'
import { isPlatformTask, recordPlatformDone } from '../../casework/platform-bans.ts'
import type { Task } from '../../casework/records.ts'
import type { Result } from '../../casework/refusal.ts'
import { isServeTask, recordAttempt } from '../../casework/serve-by-hand.ts'
import type { Typed } from '../../casework/send-once.ts'
import type { Answer, Field } from '../answer.ts'
import { objectionFields, sendObjection } from './objection-fields.ts'
import { challengeFields, sendChallenge } from './person-forms.ts'
import { type KeptForm, typedChoice, typedText } from './kept-form.ts'

const answered = (content: string): Result<{ answer: Answer }> => ({ ok: true, answer: { content } })

/** *Done* on any task: its form asks what that kind of task needs. */
export const taskForm: KeptForm = {
  name: 'task-form',
  args: 1,
  called: ([id]) => `How task no. ${id} was done`,
  async open(c, args, typed) {
    const mine = await taskFor(c.clp, c.actor, Number(args[0]))
    if (!mine.ok) return mine
    const title = `Task no. ${mine.task.id}`
    if (mine.task.kind !== 'objection' && mine.task.kind !== 'identity_challenge')
      return { ok: true, title, fields: fieldsOf(mine.task, typed) }
    if (mine.task.kind === 'identity_challenge') {
      const said = await challengeFields(c, mine.task.id, typed)
      return said.ok ? { ok: true, title, fields: said.fields } : said
    }
    const asked = await objectionFields(c, mine.task.id, typed)
    return asked.ok ? { ok: true, title, fields: asked.fields } : asked
  },
  async send(c, args) {
    const id = Number(args[0])
    const mine = await taskFor(c.clp, c.actor, id)
    if (!mine.ok) return mine
    if (isServeTask(mine.task)) {
      const attempt = {
        means: c.values.text('how'),
        when: c.values.text('when'),
        reached: c.values.texts('reached')[0] === 'yes',
      }
      const done = await recordAttempt(c.clp, c.actor, id, attempt)
      return done.ok ? answered(afterAttempt(mine.task, done)) : done
    }
    if (isPlatformTask(mine.task)) {
      const done = await recordPlatformDone(c.clp, c.actor, id, c.values.text('when'))
      return done.ok ? answered(PLATFORM_DONE[done.what]) : done
    }
    if (mine.task.kind === 'objection') {
      const done = await sendObjection(c, id)
      return done.ok ? answered(done.said) : done
    }
    if (mine.task.kind === 'identity_challenge') {
      const done = await sendChallenge(c, id)
      return done.ok ? answered(done.said) : done
    }
    if (mine.task.kind === 'reason_needed') {
      const done = await recordReason(c.clp, c.actor, id, c.values.text('why'))
      return done.ok ? answered('The reason is recorded, and the task is done.') : done
    }
    if (mine.task.kind === 'relied_on') {
      const decision = c.values.texts('decision')[0] ?? ''
      const done = await decideReliedOn(c.clp, c.actor, id, decision, c.values.text('minute'))
      return done.ok ? answered('It is written down and carried out, and the task is done.') : done
    }
    if (mine.task.kind === 'ec_decides') {
      const decision = c.values.texts('decision')[0] ?? ''
      const done = await recordEcDecision(c.clp, c.actor, id, decision, c.values.text('minute'))
      if (!done.ok) return done
      return answered(
        done.decision === 'words_of_advice'
          ? 'It is written down. The bot writes to the person; if Discord does not let it, the admins get that as a task.'
          : 'It is written down, and the task is done.',
      )
    }
    const done = await finishTask(c.clp, c.actor, id, c.values.text('how'))
    return done.ok ? answered('Thank you. The task is done, and what you wrote is in the register.') : done
  },
}

const PLATFORM_DONE = {
  banned:
    'Thank you. It is written down that the ban is there. You get a task to lift it on its day, if it has one.',
  lifted: 'Thank you. It is written down that the ban is lifted.',
}

function afterAttempt(task: Task, done: { served: boolean; mayDeem: boolean }): string {
  if (done.served && task.kind === 'serve_new')
    return 'Thank you. It has been given to them, and their days to answer it run.'
  const what = task.kind === 'serve_letter' ? 'letter' : 'notice'
  if (done.served)
    return what === 'letter'
      ? 'Thank you. The letter is served, and counts from the day you gave.'
      : 'Thank you. They have been told, and their days for a reply run.'
  return done.mayDeem
    ? `Your attempt is kept. There are enough of them now: two of you may press *Deem served* on this task.`
    : `Your attempt is kept, and the task stays open. Try again another way, on another day.`
}

const minuteField = (typed: Typed): Field => ({
  kind: 'line',
  id: 'minute',
  label: 'Reference of the minute',
  value: typedText(typed, 'minute'),
})

function fieldsOf(task: Task, typed: Typed): Field[] {
  if (isServeTask(task))
    return [
      {
        kind: 'line',
        id: 'how',
        label: 'How',
        hint: 'For example e-mail, post, or in person.',
        value: typedText(typed, 'how'),
        max: 100,
      },
      {
        kind: 'line',
        id: 'when',
        label: 'When',
        hint: 'The day, for example today, or 12 March 2026.',
        value: typedText(typed, 'when'),
        max: 100,
      },
      {
        kind: 'choice',
        id: 'reached',
        label: 'Did it reach them?',
        options: [
          { label: 'Yes, it reached them', value: 'yes' },
          { label: 'No, or nobody knows', value: 'no' },
        ],
        chosen: typedChoice(typed, 'reached'),
      },
    ]
  if (isPlatformTask(task))
    return [
      {
        kind: 'line',
        id: 'when',
        label: task.kind === 'platform_ban' ? 'When were they banned?' : 'When was the ban lifted?',
        hint: 'The day, for example today, or 12 March 2026.',
        value: typedText(typed, 'when'),
        max: 100,
      },
    ]
  if (task.kind === 'reason_needed')
    return [
      {
        kind: 'text',
        id: 'why',
        label: 'Why is it still open?',
        hint: 'It is kept with the matter and in the register.',
        value: typedText(typed, 'why'),
        max: 1000,
      },
    ]
  if (task.kind === 'relied_on')
    return [
      {
        kind: 'choice',
        id: 'decision',
        label: 'What did the EC decide?',
        options: [
          { label: 'Replaced by the step that is left', value: 'replace', description: 'By a new letter.' },
          { label: 'It falls', value: 'falls' },
        ],
        chosen: typedChoice(typed, 'decision'),
      },
      minuteField(typed),
    ]
  if (task.kind === 'ec_decides')
    return [
      {
        kind: 'choice',
        id: 'decision',
        label: 'What did the EC decide?',
        options: [
          { label: 'Recorded, nothing more', value: 'recorded' },
          {
            label: 'Words of advice',
            value: 'words_of_advice',
            description: 'The bot writes to the person.',
          },
          { label: 'To the National Complaints team', value: 'national' },
        ],
        chosen: typedChoice(typed, 'decision'),
      },
      minuteField(typed),
    ]
  return [
    {
      kind: 'text',
      id: 'how',
      label: 'How was it done?',
      hint: 'In a few words. It is written to the register.',
      value: typedText(typed, 'how'),
      max: 1000,
    },
  ]
}
