/** The guided rehearsals: what there are, how to begin one, hints, and a check of what was done. */
import type { PageCheck, PageExercise, PageExerciseStart, PageHint } from '../shapes.ts'
import { openDialog } from './dialog.ts'
import { h } from './dom.ts'
import { openDrawer } from './drawers.ts'
import { toast } from './say.ts'
import { askOrSay, become } from './store.ts'

export async function exercisesDialog(): Promise<void> {
  const found = await askOrSay<{ exercises: PageExercise[] }>('GET', '/api/exercises')
  if (found === null) return
  const { exercises } = found
  const body =
    exercises.length === 0
      ? h('p', {}, 'There are no exercises here.')
      : h('div', { class: 'exercises' }, ...exercises.map((one) => exerciseView(one, () => dialog.close())))
  const dialog = openDialog('Exercises', body, 'wide')
}

function exerciseView(exercise: PageExercise, close: () => void): HTMLElement {
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
    {},
    h('summary', {}, h('strong', {}, exercise.title), h('span', { class: 'about' }, exercise.aim)),
    h('ol', {}, ...exercise.steps.map((step) => h('li', {}, step))),
    h(
      'div',
      { class: 'row' },
      button('Start', 'primary', async () => {
        const started = await post<PageExerciseStart>('start')
        if (started === null) return
        if (started.me !== null) become(started.me)
        close()
        openDrawer(null)
        toast(started.text, 'good')
      }),
      button('Hint', 'secondary', async () => {
        const hint = await post<PageHint>('hint')
        if (hint !== null)
          told.replaceChildren(h('p', {}, hint.text), h('p', { class: 'small' }, `${hint.left} more`))
      }),
      button('Check what I did', 'secondary', async () => {
        const check = await post<PageCheck>('check')
        if (check !== null) told.replaceChildren(checkView(check))
      }),
    ),
    told,
  )
}

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
