import { londonDate } from '../../../src/policy/calendar.ts'
import type { Answer } from '../../../src/practice/discord/driver/answer.ts'
import type { FormValue } from '../../../src/practice/discord/driver/form.ts'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../../src/practice/discord/seen.ts'
import { insist } from '../../../src/practice-mode/story.ts'
import { type OpenTask, openTasks } from './file.ts'
import type { Years } from './years.ts'

/** The message that brought a task to one of these people, and which of them. */
export function taskMessage(
  { clp }: Years,
  id: number,
  people: readonly string[],
): { who: Person; message: SeenMessage } | null {
  for (const person of people) {
    const message = clp.discord
      .dm(person)
      .findLast((m) => m.buttons.some((b) => b.customId?.split(':').slice(2)[0] === String(id) && isTask(b)))
    if (message !== undefined) return { who: clp.as(person), message }
  }
  return null
}

const isTask = (b: { customId: string | undefined }): boolean =>
  /^(task-done|passwords-done|keep-ban|link-read):/.test(b.customId ?? '')

type Work = (years: Years, task: OpenTask) => { button: string; values?: Record<string, FormValue> }

const done: Work = () => ({ button: 'Done', values: { how: 'By telephone.' } })
const given: Work = () => ({ button: 'Done', values: { how: 'by post', when: 'today', reached: ['yes'] } })
const onX: Work = () => ({ button: 'Done', values: { when: 'today' } })
const minuted =
  (decisions: string[]): Work =>
  ({ dice }) => ({
    button: 'Done',
    values: { decision: [dice.oneOf(decisions)], minute: 'EC of today, minute 4' },
  })

/** What officers do with a task that no story is about, by its kind, and the days that it may wait for its story. */
const WORK: Record<string, { work: Work; after: number }> = {
  change_passwords: { work: () => ({ button: 'Done' }), after: 0 },
  keep_ban: {
    work: ({ dice }, { platform }) => ({
      button: platform === 'X' || dice.onceIn(2) ? 'Keep' : 'Lift',
      values: { minute: 'EC of today, minute 3' },
    }),
    after: 3,
  },
  reason_needed: { work: () => ({ button: 'Done', values: { why: 'It waits for the police.' } }), after: 1 },
  relied_on: { work: minuted(['falls', 'replace']), after: 1 },
  ec_decides: { work: minuted(['recorded', 'words_of_advice']), after: 1 },
  lift_unkept: { work: done, after: 0 },
  tell_appellant: { work: done, after: 1 },
  tell_returned: { work: done, after: 1 },
  undelivered: { work: done, after: 1 },
  restored: { work: done, after: 0 },
  platform_ban: { work: onX, after: 3 },
  platform_lift: { work: onX, after: 3 },
  serve_letter: { work: given, after: 4 },
  serve_notice: { work: given, after: 4 },
  serve_new: { work: given, after: 4 },
}

/** Officers look at what waits for them each day, and do what no story is about. */
export async function workOnTasks(years: Years, admins: readonly [Person, Person]): Promise<void> {
  const { clp } = years
  const officers = [
    clp.secretary,
    clp.chair,
    clp.smOfficer,
    ...years.admins,
    ...admins.map((a) => a.id),
    ...years.ec,
  ]
  for (const task of await openTasks(years.file)) {
    const how = WORK[task.kind]
    if (how === undefined || ageOf(years, task) < how.after) continue
    for (const officer of officers) {
      const asked = taskMessage(years, task.id, [officer])
      if (asked === null) continue
      const { button, values } = how.work(years, task)
      if (!asked.message.buttons.some((b) => b.label === button)) continue
      const answer = await insist(years.stage, () => asked.who.press(asked.message, button))
      const end =
        values === undefined || !answer.modal ? answer : await fill(years, asked.who, answer, values)
      years.count(`a task: ${task.kind}`)
      years.answers.set(task.id, end.text)
      if (!/not yours|no task|nothing with that/i.test(end.text)) break
    }
  }
}

const fill = (years: Years, who: Person, form: Answer, values: Record<string, FormValue>): Promise<Answer> =>
  insist(years.stage, () => who.submit(form, values))

/** Days since a task was raised. */
function ageOf({ clp }: Years, { raisedAt }: OpenTask): number {
  const day = (at: string) => Temporal.PlainDate.from(londonDate(at))
  return day(raisedAt).until(day(clp.discord.clock.now().toISOString())).days
}

/** A task waits no longer than this for people who look at what waits for them each day. */
const MOST_DAYS = 9

/** Tasks that should be gone by now, with what came of the last try (D9). */
export async function forgottenTasks(years: Years): Promise<string[]> {
  const old = (await openTasks(years.file)).filter((t) => ageOf(years, t) > MOST_DAYS)
  return old.map(
    ({ id, kind, matter, text }) =>
      `task no. ${id} (${kind}) of ${matter ?? 'no matter'} is forgotten: ${text}\n  last answer: ${years.answers.get(id) ?? 'none'}`,
  )
}
