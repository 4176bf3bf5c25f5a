/** Finding one's way in a message's or form's components, whatever they are nested in. */

export interface Component {
  type: number
  id?: number
  custom_id?: string
  [field: string]: unknown
}

/** Every component in reading order, containers before what they hold. */
export function walk(components: readonly unknown[]): Component[] {
  return components.flatMap((item) => {
    if (!isComponent(item)) return []
    const inner = item['components']
    const children = Array.isArray(inner) ? inner : []
    const single = [item['component'], item['accessory']].filter((child) => child !== undefined)
    return [item, ...walk([...children, ...single])]
  })
}

function isComponent(value: unknown): value is Component {
  return typeof value === 'object' && value !== null && typeof (value as Component).type === 'number'
}

/** What Discord adds where a component does not say. */
const DEFAULTS: Readonly<Record<number, Record<string, unknown>>> = {
  3: { min_values: 1, max_values: 1 },
  5: { min_values: 1, max_values: 1 },
  6: { min_values: 1, max_values: 1 },
  7: { min_values: 1, max_values: 1 },
  8: { min_values: 1, max_values: 1 },
  11: { description: null, spoiler: false },
  13: { name: null, size: null, spoiler: false },
  14: { divider: true, spacing: 1 },
  17: { accent_color: null, spoiler: false },
}

/** A copy in which every component has a number of its own, as Discord gives them, and nothing is left unsaid. */
export function asStored(components: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const copy = structuredClone([...components])
  const all = walk(copy)
  for (const component of all) {
    Object.assign(component, { ...DEFAULTS[component.type], ...component })
    component['items'] = itemsOf(component)?.map((item) => ({ description: null, spoiler: false, ...item }))
    if (component['items'] === undefined) delete component['items']
  }
  const taken = new Set(all.map((component) => component.id))
  let next = 1
  for (const component of all) {
    if (component.id !== undefined && component.id !== 0) continue
    while (taken.has(next)) next += 1
    component.id = next
    next += 1
  }
  return copy
}

function itemsOf(component: Component): Record<string, unknown>[] | undefined {
  return component['items'] as Record<string, unknown>[] | undefined
}

/** The words that components show: text, labels, descriptions, placeholders, options. */
export function componentText(components: readonly unknown[]): string[] {
  const words = walk(components).flatMap((component) => [
    ...['label', 'content', 'description', 'placeholder', 'value'].map((key) => component[key]),
    ...(Array.isArray(component['options']) ? component['options'].flatMap(optionText) : []),
    ...(itemsOf(component) ?? []).map((item) => item['description']),
  ])
  return words.filter((word): word is string => typeof word === 'string' && word !== '')
}

function optionText(option: unknown): unknown[] {
  const { label, description } = option as { label?: unknown; description?: unknown }
  return [label, description]
}
