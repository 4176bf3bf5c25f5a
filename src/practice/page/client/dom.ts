/** The little that the page needs of the DOM: making elements, and changing only what has changed. */

type Child = Node | string | null | undefined | false
type Props = Record<string, unknown>

/** An element: `on…` are listeners, `class` and `aria-…` attributes, true means present, null and false absent. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value as EventListener)
    else if (name === 'value') (element as unknown as { value: unknown }).value = value
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  for (const child of children.flat()) if (child || child === '') element.append(child as Node | string)
  return element
}

/** The element of that id, which `index.html` holds. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`no #${id}`)
  return element
}

export interface Row {
  key: string
  /** Whatever the row is made from: it is made again only when this differs. */
  from: unknown
  make(): HTMLElement
}

const made = new WeakMap<Element, { key: string; from: string }>()

/** Makes the children of `parent` those rows: what is unchanged stays, with its focus and whatever was typed there. */
export function keep(parent: HTMLElement, rows: readonly Row[]): void {
  const old = new Map<string, Element>()
  for (const child of parent.children) {
    const known = made.get(child)
    if (known !== undefined) old.set(known.key, child)
  }
  const focused = document.activeElement
  const lost = focusPath(parent, focused)
  const wanted = rows.map((row) => {
    const from = JSON.stringify(row.from)
    const before = old.get(row.key)
    if (before !== undefined && made.get(before)?.from === from) return before
    const element = row.make()
    made.set(element, { key: row.key, from })
    return element
  })
  wanted.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null)
  })
  // a menu that is open among the rows is none of them, and stays
  const gone = [...parent.children].filter((child) => made.has(child) && !wanted.includes(child))
  for (const child of gone) child.remove()
  if (lost !== null && !parent.contains(document.activeElement)) restoreFocus(parent, lost)
}

interface Lost {
  key: string
  focus: string | null
}

/** Where the focus stands: in which row, and on what there (`data-focus`). */
function focusPath(parent: HTMLElement, focused: Element | null): Lost | null {
  if (focused === null || !parent.contains(focused)) return null
  let row: Element | null = focused
  while (row !== null && row.parentElement !== parent) row = row.parentElement
  const known = row === null ? undefined : made.get(row)
  return known === undefined
    ? null
    : { key: known.key, focus: focused.closest('[data-focus]')?.getAttribute('data-focus') ?? null }
}

/** Puts the focus back where it was, or on the row in whose place something else stands now. */
function restoreFocus(parent: HTMLElement, { key, focus }: Lost): void {
  const row = [...parent.children].find((child) => made.get(child)?.key === key)
  if (row === undefined) return
  const same =
    focus === null
      ? null
      : [row, ...row.querySelectorAll('[data-focus]')].find((one) => one.getAttribute('data-focus') === focus)
  const first = same ?? row.querySelector('button, input, select, textarea, a[href], [tabindex]') ?? row
  ;(first as HTMLElement).focus({ preventScroll: true })
}
