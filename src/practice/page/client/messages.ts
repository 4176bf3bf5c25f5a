/** The middle: the messages of the open channel, as people know them. */
import type { PageFile, PageMessage, PageState } from '../shapes.ts'
import { componentView } from './components.ts'
import { byId, h, keep } from './dom.ts'
import { exercisesDialog } from './exercises-panel.ts'
import { format, inline, markdown } from './markdown.ts'
import { avatar, messageItems, userItems } from './message-items.ts'
import { openMenu } from './menu.ts'
import { act, showOlder } from './store.ts'

/** So many pixels from the end are at the end. */
const NEAR = 80

let shown = ''
let first = ''

export function drawMessages(state: PageState): void {
  const box = byId('messages')
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
  const fromEnd = box.scrollHeight - box.scrollTop
  const last = state.messages.at(-1)?.id ?? ''
  const other = shown !== `${state.me} ${state.channel}`
  shown = `${state.me} ${state.channel}`
  const before = first
  first = state.messages[0]?.id ?? ''
  // older ones stand above now
  const olderCame = !other && first !== before && state.messages.some(({ id }) => id === before)
  box.setAttribute('aria-live', other || olderCame ? 'off' : 'polite')
  keep(box, [
    ...(state.older > 0 ? [{ key: 'older', from: state.older, make: () => olderView(state.older) }] : []),
    ...(state.messages.length === 0
      ? [{ key: 'none', from: state.channel === null, make: state.channel === null ? nowhere : empty }]
      : []),
    ...state.messages.map((message, index) => ({
      key: message.id,
      from: [
        message,
        state.names.users[message.authorId],
        sameDay(state.messages[index - 1], message),
        state.me,
      ],
      make: () => messageView(message, sameDay(state.messages[index - 1], message)),
    })),
  ])
  if (other || (atEnd && last !== '')) box.scrollTop = box.scrollHeight
  else if (olderCame) box.scrollTop = box.scrollHeight - fromEnd
}

/** Whether somebody is at the end of the messages, and not reading further up. */
let following = true

/** A picture gets its height late, and bars come and go: whoever was at the end stays there. */
function stayAtEnd(): void {
  const box = byId('messages')
  if (following) box.scrollTop = box.scrollHeight
}

export function setUpMessages(): void {
  const box = byId('messages')
  box.addEventListener('scroll', () => {
    following = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
  })
  new ResizeObserver(stayAtEnd).observe(box)
}

const olderView = (count: number): HTMLElement =>
  h(
    'button',
    {
      type: 'button',
      class: 'older link',
      'data-focus': 'older',
      onclick: () => {
        // once all are there the button is gone
        document.getElementById('messages')?.focus({ preventScroll: true })
        showOlder()
      },
    },
    count === 1 ? 'Show one older message' : `Show older messages (${count})`,
  )

const nowhere = (): HTMLElement =>
  h(
    'p',
    { class: 'empty' },
    'You are on no server, and nobody has written to you. Join one, or write to the bot.',
  )

/** Whoever comes for the first time sees this first. */
const empty = (): HTMLElement =>
  h(
    'div',
    { class: 'empty' },
    h('p', {}, 'Nothing has been written here yet.'),
    h(
      'p',
      {},
      'New here? The exercises lead you through, one step at a time. Or press your name at the top to be somebody else, and type / to see what they can do.',
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button primary',
        'data-focus': 'begin',
        onclick: () => void exercisesDialog(),
      },
      'See the exercises',
    ),
  )

const dayOf = (message: PageMessage): string => format(new Date(message.sentAt), { dateStyle: 'full' })

const sameDay = (before: PageMessage | undefined, message: PageMessage): boolean =>
  before !== undefined && dayOf(before) === dayOf(message)

function messageView(message: PageMessage, day: boolean): HTMLElement {
  const at = new Date(message.sentAt)
  const article = h(
    'article',
    {
      class: `message${message.ephemeral ? ' ephemeral' : ''}${message.pinged ? ' pinged' : ''}${message.system ? ' system' : ''}`,
      'data-id': message.id,
      'aria-label': `${message.authorName}, ${format(at, { timeStyle: 'short' })}`,
    },
    avatar(message.authorId, message.authorName, message.bot),
    h(
      'div',
      { class: 'body' },
      head(message, at),
      content(message),
      ...message.embeds.map(embedView),
      message.components.length > 0 &&
        h('div', { class: 'components' }, ...message.components.map((one) => componentView(message.id, one))),
      ...message.files.map(fileView),
      message.ephemeral && ephemeralNote(message),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'more',
        'data-focus': 'more',
        'aria-haspopup': 'menu',
        'aria-label': `What can be done with this message of ${message.authorName}`,
        onclick: (event: Event) => openMenu(event.currentTarget as HTMLElement, messageItems(message)),
      },
      '⋯',
    ),
  )
  article.addEventListener('contextmenu', (event) => {
    if ((event.target as HTMLElement).closest('.author, a, input, textarea') !== null) return
    event.preventDefault()
    openMenu(article.querySelector('.more') as HTMLElement, messageItems(message), event)
  })
  return day
    ? article
    : h('div', { class: 'day-group' }, h('div', { class: 'day', role: 'separator' }, dayOf(message)), article)
}

function head(message: PageMessage, at: Date): HTMLElement {
  const author = h(
    'button',
    {
      type: 'button',
      class: 'author',
      'data-focus': 'author',
      'aria-haspopup': 'menu',
      'aria-label': `${message.authorName}: what can be done`,
      onclick: (event: Event) => openMenu(event.currentTarget as HTMLElement, userItems(message.authorId)),
    },
    message.authorName,
  )
  author.addEventListener('contextmenu', (event) => {
    event.preventDefault()
    openMenu(author, userItems(message.authorId), event)
  })
  return h(
    'div',
    { class: 'head' },
    author,
    message.bot && h('span', { class: 'app' }, 'APP'),
    h(
      'time',
      { datetime: message.sentAt, title: format(at, { dateStyle: 'full', timeStyle: 'short' }) },
      format(at, { timeStyle: 'short' }),
    ),
  )
}

function content(message: PageMessage): HTMLElement | null {
  if (message.thinking) return h('div', { class: 'content thinking' }, `${message.authorName} is thinking…`)
  if (message.system) return h('div', { class: 'content' }, systemWords(message))
  if (message.content === '') return null
  return h(
    'div',
    { class: 'content' },
    ...markdown(message.content),
    message.edited && h('span', { class: 'edited' }, '(edited)'),
  )
}

/** Discord's own lines have no words of their own in the message; these are near enough. */
const systemWords = (message: PageMessage): string =>
  message.content === '' ? 'Somebody was added here.' : `This was renamed: ${message.content}`

interface Embed {
  title?: string
  url?: string
  description?: string
  color?: number
  author?: { name?: string }
  footer?: { text?: string }
  fields?: { name: string; value: string; inline?: boolean }[]
  timestamp?: string
}

function embedView(raw: Record<string, unknown>): HTMLElement {
  const embed = raw as Embed
  const box = h(
    'div',
    { class: 'embed' },
    embed.author?.name !== undefined && h('div', { class: 'embed-author' }, embed.author.name),
    embed.title !== undefined && h('div', { class: 'embed-title' }, ...inline(embed.title)),
    embed.description !== undefined && h('div', { class: 'embed-text' }, ...markdown(embed.description)),
    (embed.fields ?? []).length > 0 &&
      h(
        'div',
        { class: 'fields' },
        ...(embed.fields ?? []).map((field) =>
          h(
            'div',
            { class: field.inline === true ? 'field inline' : 'field' },
            h('div', { class: 'field-name' }, ...inline(field.name)),
            h('div', { class: 'field-value' }, ...markdown(field.value)),
          ),
        ),
      ),
    embed.footer?.text !== undefined && h('div', { class: 'embed-footer' }, embed.footer.text),
  )
  if (embed.color !== undefined)
    box.style.setProperty('--stripe', `#${embed.color.toString(16).padStart(6, '0')}`)
  return box
}

const sizeOf = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1_048_576
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1_048_576).toFixed(1)} MB`

function fileView(file: PageFile): HTMLElement {
  const image = /^image\/(png|jpeg|gif|webp)$/.test(file.contentType ?? '')
  return h(
    'div',
    { class: 'file' },
    h('span', { 'aria-hidden': 'true', class: 'file-mark' }, '▤'),
    h('a', { href: file.href, download: file.name, 'data-focus': file.id }, file.name),
    h('span', { class: 'size' }, sizeOf(file.size)),
    image &&
      h('img', {
        src: file.href,
        alt: `The picture ${file.name}`,
        loading: 'lazy',
        onload: stayAtEnd,
      }),
    file.preview !== null &&
      h(
        'details',
        {},
        h('summary', {}, `Read ${file.name} here`),
        h('pre', { tabindex: '0', role: 'region', 'aria-label': file.name }, file.preview),
      ),
  )
}

const ephemeralNote = (message: PageMessage): HTMLElement =>
  h(
    'div',
    { class: 'only-you' },
    'Only you can see this · ',
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        'data-focus': 'dismiss',
        onclick: () => void act('dismiss', { message: message.id }),
      },
      'Dismiss message',
    ),
  )
