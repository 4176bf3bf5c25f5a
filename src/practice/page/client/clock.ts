/** Moving the clock. */
import { openDialog } from './dialog.ts'
import { h } from './dom.ts'
import { format } from './markdown.ts'
import { announce, toast } from './say.ts'
import { askOrSay, now } from './store.ts'

/** Moves the clock, and says what came of it. */
export async function move(body: Record<string, unknown>): Promise<void> {
  announce('The clock is moving.')
  const moved = await askOrSay<{ came: number }>('POST', '/api/clock', body)
  if (moved === null) return
  const today = format(new Date(now().clock.now), { dateStyle: 'full' })
  toast(`It is now ${today}. ${whatCame(moved.came)}`, 'good')
}

function whatCame(came: number): string {
  if (came === 0) return 'Nothing new came on the way.'
  return came === 1 ? 'One new thing came.' : `${came} new things came.`
}

/** Asks for a date to go to. */
export function clockDialog(): void {
  const { date } = now().clock
  const input = h('input', { type: 'date', id: 'go-to', min: date, required: true })
  const form = h(
    'form',
    { method: 'dialog' },
    h('label', { for: 'go-to' }, 'Go to nine in the morning of'),
    input,
    h('p', { class: 'about' }, 'What falls due on the way happens in its order. The clock never goes back.'),
    h('div', { class: 'dialog-foot' }, h('button', { type: 'submit', class: 'button primary' }, 'Go')),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    dialog.close()
    void move({ date: input.value })
  })
  const dialog = openDialog('Move the clock to a date', form)
}
