import type { MessageBody } from '../../outbox/wire.ts'

const MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December'
const DATES = new RegExp(String.raw`\b\d{1,2} (${MONTH}) \d{4}|\b\d{4}-\d\d-\d\d\b|\b\d\d:\d\d\b`, 'g')
const LINKS = /https?:\/\/\S+/g
/** The random word that marks a message. */
const MARKS = /\b[a-z2-7]{10}\b/g

/** What a message says but for dates, links and its mark, which differ each time it is said. */
const wordsOf = (content: string | undefined): string =>
  (content ?? '').replace(LINKS, '').replace(DATES, '').replace(MARKS, '').replace(/\s+/g, ' ').trim()

const firstLine = (content: string | undefined): string => wordsOf((content ?? '').trim().split('\n')[0])

/** What can be pressed, without the mark at the end. */
function idsOf(components: object[] | undefined): string[] {
  const found: string[] = []
  const look = (part: unknown) => {
    if (typeof part !== 'object' || part === null) return
    const { custom_id: id, components: below } = part as { custom_id?: unknown; components?: unknown[] }
    if (typeof id === 'string') found.push(id.replace(/:([a-z2-7]{10})?$/, ''))
    for (const one of below ?? []) look(one)
  }
  for (const one of components ?? []) look(one)
  return found.toSorted()
}

/**
 * Whether two messages say the same, but for dates and marks. Where there is `onlyOne` such message about a matter, as there
 * is one letter of a sanction, it is enough that both begin alike and can be answered alike, however the text was edited.
 */
export function isAlike(said: MessageBody, found: MessageBody, onlyOne: boolean): boolean {
  const [a, b] = [idsOf(said.components), idsOf(found.components)]
  if (onlyOne) return firstLine(said.content) === firstLine(found.content) && a.some((id) => b.includes(id))
  return wordsOf(said.content) === wordsOf(found.content) && a.join() === b.join()
}
