/** Links in messages: what they open on Discord opens here, and nothing that is pressed leaves this computer. */
import { confirmDialog } from './confirm.ts'
import { h } from './dom.ts'
import { invitationDialog } from './servers.ts'
import { toast } from './say.ts'
import { act, now, open } from './store.ts'

/** A link, and what it does when it is pressed. */
export function linkView(href: string, words: (Node | string)[], kind: string | null = null): HTMLElement {
  return h(
    'a',
    {
      class: kind,
      href,
      rel: 'noreferrer noopener',
      onclick: (event: Event) => {
        event.preventDefault()
        follow(href)
      },
      // the middle button would open it in another tab
      onauxclick: (event: Event) => event.preventDefault(),
    },
    ...words,
  )
}

function follow(href: string): void {
  const url = URL.parse(href)
  if (url === null) return toast('That is no link.')
  const path = url.pathname.split('/').filter((part) => part !== '')
  if (url.hostname === 'discord.gg') return invitationDialog(path[0] ?? '')
  if (url.hostname === 'discord.com') {
    if (path[0] === 'oauth2' && url.searchParams.get('client_id') === now().bot.id) return addTheApp()
    if (path[0] === 'channels' && path[2] !== undefined) return openPlace(path[2])
  }
  confirmDialog(
    'A link to elsewhere',
    [
      h(
        'p',
        {},
        'On Discord this would open in your browser. Practice mode opens nothing from the internet.',
      ),
      h('p', { class: 'address' }, href),
    ],
    'Copy the link',
    () => void copy(href),
    'primary',
  )
}

function openPlace(channel: string): void {
  if (now().channels.some(({ id }) => id === channel)) open(channel)
  else toast('You cannot see the place that this leads to.')
}

function addTheApp(): void {
  confirmDialog(
    `Add ${now().bot.name} to your account?`,
    [
      h(
        'p',
        {},
        'Its commands then work everywhere for you, also after you have left the server or are banned.',
      ),
    ],
    'Add it',
    () => void addApp(),
    'primary',
  )
}

async function addApp(): Promise<void> {
  if ((await act('app', { added: true })) !== null) toast('The bot is added to your account.', 'good')
}

/** Puts a text where it can be pasted from. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast('Copied.', 'good')
  } catch {
    toast('Your browser does not let this page copy. Select the text instead.')
  }
}
