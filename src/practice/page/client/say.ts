/** Words that the page itself says: aloud for screen readers, and as notices that can be closed. */
import { byId, h } from './dom.ts'

/** For screen readers only. */
export function announce(text: string): void {
  const heard = byId('heard')
  heard.textContent = ''
  // A screen reader says the same words again only if they were gone in between.
  requestAnimationFrame(() => {
    heard.textContent = text
  })
}

/** With a capital and a full stop. */
const sentence = (text: string): string =>
  text === '' ? text : `${text[0]?.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`

const STAYS_MS = 9000

/** A notice at the edge of the page, which goes by itself. */
export function toast(text: string, kind: 'problem' | 'good' = 'problem'): void {
  const close = (): void => notice.remove()
  const notice = h(
    'div',
    { class: `toast ${kind}` },
    h('span', {}, sentence(text)),
    h('button', { type: 'button', 'aria-label': 'Close this notice', onclick: close }, '×'),
  )
  const open = document.querySelector('dialog[open]')
  const toasts = byId('toasts')
  // What is behind an open form cannot be seen, so the notice goes into it.
  if (open === null) document.body.append(toasts)
  else open.append(toasts)
  toasts.append(notice)
  setTimeout(close, STAYS_MS)
}
