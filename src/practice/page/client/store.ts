/** What the page knows: the latest state, who looks, and what is open. */
import type { PageAnswer, PageChannel, PageCommands, PageState } from '../shapes.ts'
import { announce, toast } from './say.ts'

interface Where {
  me: string
  channel: string
  /** How many of the latest messages are shown; as many as the server thinks right where it is 0. */
  show: number
}

const OLDER_AT_ONCE = 100

let state: PageState | null = null
let source: EventSource | null = null
let connected = true
let draw: (state: PageState) => void = () => undefined
let commands: { key: string; value: Promise<PageCommands> } | null = null
/** The channel that each person had open last. */
const lastOpen = new Map<string, string>()
let where: Where = { me: '', channel: '', show: 0 }

/** Whether the program behind the page was there when it was last looked for. */
export const isConnected = (): boolean => connected

/** The latest state; only after the first one came. */
export function now(): PageState {
  if (state === null) throw new Error('no state yet')
  return state
}

export const nameOf = (id: string): string => now().names.users[id] ?? 'somebody'

export const openChannel = (): PageChannel | undefined =>
  now().channels.find(({ id }) => id === now().channel)

/** Connects, and draws whatever comes. */
export function begin(drawing: (state: PageState) => void): void {
  draw = drawing
  const [person = '', channel = ''] = location.hash.slice(1).split('/')
  where = { me: person, channel, show: 0 }
  connect()
  // A page that nobody sees takes no news: a browser keeps few connections to one address, and what comes is not read.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') connect()
    else source?.close()
  })
}

/** Puts oneself in the place of somebody else, at a channel where one is given. */
export function become(person: string, channel = lastOpen.get(person) ?? ''): void {
  where = { me: person, channel, show: 0 }
  connect()
}

export function open(channel: string): void {
  where = { ...where, channel, show: 0 }
  connect()
}

/** Shows older messages of the open channel as well. */
export function showOlder(): void {
  where = { ...where, show: now().messages.length + OLDER_AT_ONCE }
  connect()
}

function connect(): void {
  source?.close()
  const query = new URLSearchParams({
    as: where.me,
    ...(where.channel === '' ? {} : { channel: where.channel }),
    ...(where.show === 0 ? {} : { show: String(where.show) }),
  })
  source = new EventSource(`/api/events?${query}`)
  source.addEventListener('message', (event) => take(JSON.parse(String(event.data)) as PageState))
  source.addEventListener('error', () => {
    connected = false
    if (state !== null) draw(state)
  })
}

function take(next: PageState): void {
  connected = true
  const before = state
  if (before !== null && before.session !== next.session) lastOpen.clear()
  state = next
  where.me = next.me
  const first = next.channel === null ? firstChannel(next) : undefined
  if (first !== undefined) return open(first)
  if (next.channel !== null) lastOpen.set(next.me, next.channel)
  history.replaceState(null, '', `#${next.me}/${next.channel ?? ''}`)
  draw(next)
  // opened behind another: the latest is there when it is looked at
  if (document.visibilityState === 'hidden') source?.close()
  if (before !== null) tellNews(before, next)
}

/** Someone who is on no server begins at their messages. */
function firstChannel({ channels }: PageState): string | undefined {
  return (channels.find(({ kind }) => kind === 'channel') ?? channels.find(({ kind }) => kind === 'dm'))?.id
}

/** Says aloud what came: in the open channel, and for whom else. */
function tellNews(before: PageState, next: PageState): void {
  if (before.session !== next.session) return
  if (before.me === next.me) {
    const others = next.people.filter(
      (person) =>
        person.id !== next.me &&
        person.unread > (before.people.find(({ id }) => id === person.id)?.unread ?? 0),
    )
    if (others.length > 0 && others.length < 6)
      announce(`Something new for ${others.map(({ name }) => name).join(', ')}.`)
  }
}

/** The commands that the person has in the open channel. */
export function commandsHere(): Promise<PageCommands> {
  const { me: as, channel, session, ready } = now()
  const key = [as, channel, session, ready].join(' ')
  if (commands?.key !== key) {
    const query = new URLSearchParams({ as, channel: channel ?? '' })
    commands = { key, value: ask<PageCommands>('GET', `/api/commands?${query}`) }
    commands.value.catch(() => {
      commands = null
    })
  }
  return commands.value
}

/** What the page says while nobody is behind it. */
export const GONE =
  'Practice mode has ended. Start it again where it was started; this page notices by itself.'

/** Asks the server; throws an Error with its words where it refuses. */
export async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const answer = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error(GONE)
  })
  const json = (await answer.json()) as T & { problem?: string }
  if (!answer.ok) throw new Error(json.problem ?? 'Something went wrong.')
  return json
}

/** Asks the server; says so where it refuses, and gives null. */
export async function askOrSay<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T | null> {
  try {
    return await ask<T>(method, path, body)
  } catch (error) {
    toast((error as Error).message)
    return null
  }
}

/** Does something as the person; says so where Discord would not let them, and gives null. */
export const act = <T = PageAnswer>(path: string, body: Record<string, unknown> = {}): Promise<T | null> =>
  askOrSay('POST', `/api/${path}`, { as: now().me, ...body })

/** Opens the direct messages with somebody. */
export async function writeTo(user: string): Promise<void> {
  const made = await act<{ channel: string }>('dm', { with: user })
  if (made !== null) open(made.channel)
}
