/** Discord's markdown, the part that bots use, made of text nodes and elements: nothing that people write becomes markup. */
import { h } from './dom.ts'
import { linkView } from './links.ts'
import { now } from './store.ts'

const INLINE =
  /(?<!`)(`+)(?!`)([^\n]*?[^`])\1(?!`)|\*\*\*([^\n]+?)\*\*\*|\*\*([^\n]+?)\*\*|__([^\n]+?)__|~~([^\n]+?)~~|\|\|([^\n]+?)\|\||\*(?!\s)([^*\n]+?)\*|(?<![\w])_([^_\n]+?)_(?![\w])|<@!?(\d+)>|<#(\d+)>|<@&(\d+)>|<t:(-?\d+)(?::([tTdDfFR]))?>|\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)|<?(https?:\/\/[^\s<>]+)>?|<\/([^:>]+):\d+>|\\([*_~`|\\<>@#[\]()-])/

/** Text with marks inside a line. */
export function inline(text: string): Node[] {
  const nodes: Node[] = []
  let rest = text
  for (;;) {
    const found = INLINE.exec(rest)
    if (found === null) break
    if (found.index > 0) nodes.push(document.createTextNode(rest.slice(0, found.index)))
    nodes.push(mark(found))
    rest = rest.slice(found.index + found[0].length)
  }
  if (rest !== '') nodes.push(document.createTextNode(rest))
  return nodes
}

function mark(found: RegExpExecArray): Node {
  const [
    ,
    ,
    code,
    both,
    bold,
    under,
    struck,
    spoiler,
    slant,
    slant2,
    user,
    channel,
    role,
    time,
    style,
    label,
    href,
    link,
    command,
    escaped,
  ] = found
  const { names } = now()
  if (code !== undefined) return h('code', {}, code)
  if (both !== undefined) return h('strong', {}, h('em', {}, ...inline(both)))
  if (bold !== undefined) return h('strong', {}, ...inline(bold))
  if (under !== undefined) return h('u', {}, ...inline(under))
  if (struck !== undefined) return h('s', {}, ...inline(struck))
  if (spoiler !== undefined) return hidden(spoiler)
  if (slant !== undefined || slant2 !== undefined) return h('em', {}, ...inline(slant ?? slant2 ?? ''))
  if (user !== undefined) return h('span', { class: 'mention' }, `@${names.users[user] ?? 'unknown-user'}`)
  if (channel !== undefined)
    return h('span', { class: 'mention' }, `#${names.channels[channel] ?? 'no-access'}`)
  if (role !== undefined) return h('span', { class: 'mention' }, `@${names.roles[role] ?? 'deleted-role'}`)
  if (time !== undefined) return timeOf(Number(time), style ?? 'f')
  if (command !== undefined) return h('span', { class: 'mention' }, `/${command}`)
  if (escaped !== undefined) return document.createTextNode(escaped)
  const target = href ?? link ?? ''
  return linkView(target, [label ?? target])
}

function hidden(text: string): Node {
  const cover = h(
    'button',
    { type: 'button', class: 'spoiler', 'aria-label': 'Spoiler, press to show' },
    'spoiler',
  )
  cover.addEventListener('click', () =>
    cover.replaceWith(h('span', { class: 'spoiler shown' }, ...inline(text))),
  )
  return cover
}

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
}

/** A moment as Discord words it, in London's time; seconds since 1970. */
function timeOf(seconds: number, style: string): Node {
  const at = new Date(seconds * 1000)
  if (Number.isNaN(at.getTime())) return document.createTextNode('a time beyond all calendars')
  const text = style === 'R' ? relative(at) : format(at, STYLES[style] ?? STYLES['f'] ?? {})
  return h('time', { datetime: at.toISOString(), title: format(at, STYLES['F'] ?? {}) }, text)
}

export const format = (at: Date, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...style }).format(at)

function relative(at: Date): string {
  const days = (at.getTime() - Date.parse(now().clock.now)) / 86_400_000
  const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })
  if (Math.abs(days) >= 1) return words.format(Math.round(days), 'day')
  return Math.abs(days) * 24 >= 1
    ? words.format(Math.round(days * 24), 'hour')
    : words.format(Math.round(days * 1440), 'minute')
}

interface Block {
  test: RegExp
  make(lines: string[]): Node
}

const strip = (lines: string[], lead: RegExp): string[] => lines.map((line) => line.replace(lead, ''))

const list = (tag: 'ul' | 'ol', lead: RegExp) => (lines: string[]) =>
  h(tag, {}, ...strip(lines, lead).map((line) => h('li', {}, ...inline(line))))

const LISTS: readonly Block[] = [
  { test: /^\s*[-*] /, make: list('ul', /^\s*[-*] /) },
  { test: /^\s*\d+\. /, make: list('ol', /^\s*\d+\. /) },
]

/** A quote holds no quote, as on Discord. */
const BLOCKS: readonly Block[] = [
  ...LISTS,
  {
    test: /^> ?/,
    make: (lines) => h('blockquote', {}, ...blocks(strip(lines, /^> ?/).join('\n'), LISTS)),
  },
]

/** A whole text: headings, lists, quotes, code blocks, and lines as they were written. */
export function markdown(text: string): Node[] {
  const parts = text.split(/```(?:[a-z]*\n)?([\s\S]*?)```/)
  return parts.flatMap((part, index) =>
    index % 2 === 1 ? [h('pre', {}, h('code', {}, part))] : blocks(part, BLOCKS),
  )
}

function blocks(text: string, kinds: readonly Block[]): Node[] {
  const all = text.replace(/^\n|\n$/g, '').split('\n')
  const nodes: Node[] = []
  let at = 0
  while (at < all.length) {
    const line = all[at] ?? ''
    const block = kinds.find(({ test }) => test.test(line))
    if (block !== undefined) {
      const from = at
      while (at < all.length && block.test.test(all[at] ?? '')) at += 1
      nodes.push(block.make(all.slice(from, at)))
      continue
    }
    at += 1
    nodes.push(lineOf(line))
  }
  return nodes.length === 1 && text === '' ? [] : nodes
}

function lineOf(line: string): Node {
  const heading = /^(#{1,3}) (.+)$/.exec(line)
  if (heading !== null)
    return h('div', { class: `heading h${heading[1]?.length}` }, ...inline(heading[2] ?? ''))
  if (line.startsWith('-# ')) return h('div', { class: 'small' }, ...inline(line.slice(3)))
  return h('div', { class: 'line' }, ...inline(line))
}
