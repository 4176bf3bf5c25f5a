/** Where one writes: plain text, files, or a slash command by way of the palette. */
import type { PageCommand, PageState } from '../shapes.ts'
import { commandForm } from './command-form.ts'
import { byId, h } from './dom.ts'
import { createPalette } from './palette.ts'
import { toast } from './say.ts'
import { act, openChannel } from './store.ts'
import { uploadsOf } from './uploads.ts'

/** Discord's limit for a message. */
const LONGEST = 2000

let drawnFor = ''

/** Draws the composer anew only where one stands in another place, so that nothing typed is lost. */
export function drawComposer(state: PageState): void {
  const channel = openChannel()
  const key = [state.session, state.me, state.channel, channel?.canWrite].join(' ')
  if (key === drawnFor) return
  drawnFor = key
  const box = byId('composer')
  if (channel === undefined) return box.replaceChildren()
  box.replaceChildren(writing(channel.id, placeOf(channel.kind, channel.name), channel.canWrite))
}

const placeOf = (kind: string, name: string): string => (kind === 'dm' ? `@${name}` : `#${name}`)

function writing(channel: string, place: string, canWrite: boolean): HTMLElement {
  const label = canWrite ? `Message ${place}` : `You cannot write in ${place}`
  const text = h('textarea', {
    id: 'write',
    rows: '1',
    'aria-label': label,
    placeholder: canWrite ? `${label} – type / for commands` : `${label}, but / shows commands`,
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    'aria-controls': 'palette',
  })
  const files = h('input', {
    type: 'file',
    id: 'attach',
    multiple: true,
    class: 'unseen',
    tabindex: '-1',
    'aria-label': 'Files to send',
  })
  const picked = h('div', { class: 'picked', role: 'status' })
  const palette = createPalette(text, (command) => useCommand(command))
  const grow = (): void => {
    text.style.height = 'auto'
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`
  }

  const send = async (): Promise<void> => {
    const words = text.value.trim()
    if (words.startsWith('/'))
      return toast('Choose a command from the list, or take the slash away to write plain words.')
    if (words === '' && (files.files?.length ?? 0) === 0) return
    if (!canWrite) return toast(`${label}.`)
    if (words.length > LONGEST)
      return toast(
        `That is too long for one message: it has ${words.length} characters, and Discord takes ${LONGEST}. Make it shorter, or send it in parts.`,
      )
    const said = await act<{ message: string }>('say', {
      channel,
      text: words,
      files: await uploadsOf(files.files),
    })
    if (said === null) return
    text.value = ''
    files.value = ''
    picked.textContent = ''
    grow()
  }

  const useCommand = (command: PageCommand): void => {
    text.value = ''
    palette.hide()
    const back = (): void => {
      form.replaceWith(element)
      text.focus()
    }
    const form = commandForm(command, channel, back)
    element.replaceWith(form)
    form.querySelector<HTMLElement>('input, select, button[type=submit]')?.focus()
  }

  text.addEventListener('input', () => {
    grow()
    palette.look()
  })
  text.addEventListener('blur', () => palette.hide())
  text.addEventListener('keydown', (event) => {
    if (palette.key(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      void send()
    }
  })
  files.addEventListener('change', () => {
    picked.textContent = [...(files.files ?? [])].map(({ name }) => `${name}`).join(', ')
  })
  const element = h(
    'div',
    { class: 'writing' },
    palette.element,
    picked,
    h(
      'div',
      { class: 'write-row' },
      h(
        'button',
        {
          type: 'button',
          class: 'attach',
          'aria-label': 'Add files',
          disabled: !canWrite,
          onclick: () => files.click(),
        },
        '+',
      ),
      files,
      text,
      h(
        'button',
        {
          type: 'button',
          class: 'slash',
          'aria-label': 'Show the commands',
          onclick: () => startSlash(text),
        },
        '/',
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'send',
          'aria-label': 'Send',
          disabled: !canWrite,
          onclick: () => void send(),
        },
        '➤',
      ),
    ),
  )
  return element
}

function startSlash(text: HTMLTextAreaElement): void {
  text.value = '/'
  text.focus()
  text.dispatchEvent(new Event('input'))
}
