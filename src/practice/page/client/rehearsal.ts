/** The exercise that is on: what to do next, below the top bar, until it is put away. */
import type { PageHint, PageRehearsal } from '../shapes.ts'
import { byId, h, keep } from './dom.ts'
import { exercisesDialog } from './exercises-panel.ts'
import { announce, toast } from './say.ts'
import { ask, askOrSay, become, now } from './store.ts'

/** Changes that come together are looked at together. */
const GATHER_MS = 200

let shown: PageRehearsal | null = null
let hint = ''
let looked = false
let folded = false
let looking: ReturnType<typeof setTimeout> | null = null

/** Looks in a moment how far the exercise has come. */
export function lookAtRehearsal(): void {
  looking ??= setTimeout(() => {
    looking = null
    void ask<{ rehearsal: PageRehearsal | null }>('GET', '/api/rehearsal').then(
      ({ rehearsal }) => show(rehearsal),
      // nobody is behind the page; the notice says so
      () => undefined,
    )
  }, GATHER_MS)
}

function show(next: PageRehearsal | null): void {
  if (next?.id !== shown?.id || next?.step !== shown?.step) {
    hint = ''
    if (next !== null && looked) announce(`${next.title}. ${standing(next)} ${next.text}`)
  }
  looked = true
  shown = next
  draw()
}

function draw(): void {
  const one = shown
  const me = one?.step == null ? null : one.me
  const name = now().people.find(({ id }) => id === me)?.name
  const other = me !== null && me !== now().me && name !== undefined
  keep(
    byId('rehearsal'),
    one === null
      ? []
      : [
          { key: 'words', from: [one, hint, folded], make: () => words(one) },
          ...(folded
            ? []
            : [
                {
                  key: 'acts',
                  from: [one.id, one.step, other, name],
                  make: () => acts(one, other ? name : null),
                },
              ]),
        ],
  )
}

const standing = ({ step, steps }: PageRehearsal): string =>
  step === null ? 'Everything is done.' : `Step ${step} of ${steps}.`

function words(one: PageRehearsal): HTMLElement {
  const { title, text } = one
  return h(
    'div',
    { class: 'rehearsal-words' },
    h(
      'button',
      {
        type: 'button',
        class: 'rehearsal-title',
        'data-focus': 'rehearsal',
        'aria-expanded': String(!folded),
        onclick: () => {
          folded = !folded
          draw()
        },
      },
      h('strong', {}, title),
      h('span', { class: 'small' }, standing(one)),
      h('span', { 'aria-hidden': 'true' }, folded ? '⌄' : '⌃'),
    ),
    !folded && text !== '' && h('p', {}, text),
    !folded && hint !== '' && h('p', { class: 'small' }, hint),
  )
}

function acts({ id, step, me }: PageRehearsal, be: string | null): HTMLElement {
  const button = (label: string, kind: string, run: () => unknown): HTMLElement =>
    h(
      'button',
      { type: 'button', class: `button ${kind}`, 'data-focus': label, onclick: () => void run() },
      label,
    )
  return h(
    'div',
    { class: 'row' },
    be !== null && me !== null && button(`Be ${be}`, 'primary', () => become(me)),
    step === null
      ? button('See what you did', 'primary', () => exercisesDialog(id))
      : button('Give me a hint', 'secondary', () => giveHint(id)),
    button('Put away', 'secondary', putAway),
  )
}

async function giveHint(id: string): Promise<void> {
  const given = await askOrSay<PageHint>('POST', `/api/exercises/${id}/hint`, {})
  if (given === null) return
  hint = given.more
  folded = false
  draw()
}

async function putAway(): Promise<void> {
  if ((await askOrSay('POST', '/api/rehearsal/put-away', {})) === null) return
  show(null)
  toast('The exercise is put away. It stands under Exercises, as far as you came.', 'good')
}
