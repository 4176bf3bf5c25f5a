/** What stands in the place of a reference that a reader must not see (A5). */
const EARLIER = 'an earlier matter'

/** The same message or file without these references, wherever they stand in its words; ids of buttons stay as they are. */
export function hideReferences<T>(said: T, hidden: ReadonlySet<string>): T {
  if (hidden.size === 0) return said
  if (typeof said === 'string') {
    let text: string = said
    for (const ref of hidden) text = text.replaceAll(new RegExp(`(?<![\\w-])${ref}(?![\\w-])`, 'g'), EARLIER)
    return text as T
  }
  if (Array.isArray(said)) return said.map((one: unknown) => hideReferences(one, hidden)) as T
  if (said === null || typeof said !== 'object') return said
  return Object.fromEntries(
    Object.entries(said).map(([name, one]) => [
      name,
      name === 'custom_id' ? (one as unknown) : hideReferences(one as unknown, hidden),
    ]),
  ) as T
}
