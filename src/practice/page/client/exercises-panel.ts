/** The guided rehearsals: what there are, how to begin one, hints, and a check of what was done. */
import type { PageCheck, PageExercise, PageExerciseStart, PageHint, PageRehearsal } from '../shapes.ts'
import { openDialog } from './dialog.ts'
import { h } from './dom.ts'
import { openDrawer } from './drawers.ts'
import { toast } from './say.ts'
import { askOrSay, become } from './store.ts'

/** Opens them, with that one unfolded and what was done in it looked at; else with the one that is on unfolded. */
export async function exercisesDialog(unfolded?: string): Promise<void> {
  const found = await askOrSay<{ exercises: PageExercise[] }>('GET', '/api/exercises')
  if (found === null) return
  const { exercises } = found
  const on = await askOrSay<{ rehearsal: PageRehearsal | null }>('GET', '/api/rehearsal')
  const open = unfolded ?? on?.rehearsal?.id
  const body =
    exercises.length === 0
      ? h('p', {}, 'There are no exercises here.')
      : h(
          'div',
          { class: 'exercises' },
          ...exercises.map((one) => exerciseView(one, one.id === open, () => dialog.close())),
        )
  const dialog = openDialog('Exercises', body, 'wide')
  const shown = body.querySelector('details[open]')
  shown?.scrollIntoView({ block: 'nearest' })
  if (unfolded !== undefined) shown?.querySelector<HTMLElement>('.check-button')?.click()
}

function exerciseView(exercise: PageExercise, open: boolean, close: () => void): HTMLElement {
  const told = h('div', { class: 'told', role: 'status' })
  const post = <T>(what: string): Promise<T | null> =>
    askOrSay('POST', `/api/exercises/${exercise.id}/${what}`, {})
  const button = (label: string, kind: string, run: () => Promise<void>): HTMLElement => {
    const made = h(
      'button',
      { type: 'button', class: `button ${kind}`, 'aria-label': `${label}: ${exercise.title}` },
      label,
    )
    made.addEventListener('click', () => {
      if (made.getAttribute('aria-busy') === 'true') return
      made.setAttribute('aria-busy', 'true')
      void run().finally(() => made.removeAttribute('aria-busy'))
    })
    return made
  }
  return h(
    'details',
    { open },
    h(
      'summary',
      {},
      h('strong', {}, exercise.title),
      standing(exercise),
      h('span', { class: 'about' }, exercise.aim),
    ),
    h('ol', {}, ...exercise.steps.map((step, n) => stepView(step, exercise.progress[n] === true))),
    h(
      'div',
      { class: 'row' },
      button('Start', 'primary', async () => {
        const started = await post<PageExerciseStart>('start')
        if (started === null) return
        close()
        openDrawer(null)
        // from here on the words below the top bar say what to do
        if (started.me === null) return toast(started.text)
        become(started.me)
      }),
      button('Hint', 'secondary', async () => {
        const hint = await post<PageHint>('hint')
        if (hint !== null)
          told.replaceChildren(h('p', {}, hint.text), h('p', { class: 'small' }, `${hint.left} more`))
      }),
      button('Check what I did', 'secondary check-button', async () => {
        const check = await post<PageCheck>('check')
        if (check !== null) told.replaceChildren(checkView(check))
      }),
    ),
    told,
  )
}

/** The mark of one that was begun or done. */
function standing({ done, progress }: PageExercise): HTMLElement | null {
  if (done) return h('span', { class: 'mark-done' }, '✓ Done')
  if (progress.length === 0) return null
  return h('span', { class: 'mark-begun' }, `${progress.filter(Boolean).length} of ${progress.length} steps`)
}

const stepView = (step: string, done: boolean): HTMLElement =>
  h(
    'li',
    { class: done ? 'good' : null },
    done && h('span', { 'aria-hidden': 'true' }, '✓ '),
    done && h('span', { class: 'unseen' }, 'Done: '),
    step,
  )

const checkView = (check: PageCheck): HTMLElement =>
  h(
    'div',
    {},
    h('p', {}, h('strong', {}, check.done ? 'Done, and as the rulebook wants it.' : 'Not all of it yet.')),
    h(
      'ul',
      { class: 'check' },
      ...check.points.map((point) =>
        h(
          'li',
          { class: point.done ? 'good' : 'missing' },
          h('span', { 'aria-hidden': 'true' }, point.done ? '✓ ' : '○ '),
          h('span', { class: 'unseen' }, point.done ? 'Done: ' : 'Missing: '),
          point.text,
          point.more !== null && h('span', { class: 'about' }, point.more),
        ),
      ),
    ),
  )
