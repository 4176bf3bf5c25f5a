import mustache from 'mustache'

/** One tag of a template with the sections that it stands in, outermost first. */
export interface TemplateTag {
  readonly name: string
  readonly type: 'value' | 'section' | 'inverted' | 'partial'
  readonly within: readonly { readonly name: string; readonly inverted: boolean }[]
  readonly line: number
}

/** A letter template read once: its text, the tags in it, and the text that it says by itself. */
export interface ParsedTemplate {
  readonly text: string
  readonly tags: readonly TemplateTag[]
  /** Words of the template's own, without tags and comments. */
  readonly words: string
  /** The words that stand in each section, by the section's name. */
  readonly wordsIn: ReadonlyMap<string, string>
}

type Token = [type: string, value: string, start: number, end: number, children?: Token[]]

/** Reads a template, or says in which line it cannot be read and why. */
export function parseTemplate(
  text: string,
): { ok: true; template: ParsedTemplate } | { ok: false; line: number; message: string } {
  let tokens: Token[]
  try {
    tokens = mustache.parse(text) as unknown as Token[]
  } catch (error) {
    const [, message = 'cannot be read', at = '0'] = /^(.*?) at (\d+)/.exec((error as Error).message) ?? []
    return { ok: false, line: lineAt(text, Number(at)), message: message.toLowerCase() }
  }
  const tags: TemplateTag[] = []
  const wordsIn = new Map<string, string>()

  const walk = (list: readonly Token[], within: TemplateTag['within']): string => {
    let words = ''
    for (const [type, name, start, , children] of list) {
      if (type === 'text') {
        words += name
      } else if (type === '#' || type === '^') {
        const inverted = type === '^'
        tags.push({ name, type: inverted ? 'inverted' : 'section', within, line: lineAt(text, start) })
        const inside = walk(children ?? [], [...within, { name, inverted }])
        if (!inverted) wordsIn.set(name, (wordsIn.get(name) ?? '') + inside)
        words += inside
      } else if (type === 'name' || type === '&') {
        tags.push({ name, type: 'value', within, line: lineAt(text, start) })
      } else if (type === '>') {
        tags.push({ name, type: 'partial', within, line: lineAt(text, start) })
      }
    }
    return words
  }
  const words = walk(tokens, [])
  return { ok: true, template: { text, tags, words, wordsIn } }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
