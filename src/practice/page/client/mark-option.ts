/** The active option of a list of suggestions, of which the field beside it tells screen readers. */

/** Marks the option at `index`, and brings it into view; none for -1. */
export function markOption(field: HTMLElement, list: HTMLElement, index: number): void {
  ;[...list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === index)))
  const item = list.children[index]
  if (item === undefined) return field.removeAttribute('aria-activedescendant')
  field.setAttribute('aria-activedescendant', item.id)
  item.scrollIntoView({ block: 'nearest' })
}
