import { cleanLine, isBlank, quote, quoteInFile } from './plain-text.ts'
import { shownInShort } from './view.ts'

/** What a message said, and the text files that hung on it. */
export interface SaidBody {
  readonly content: string
  readonly files: readonly { readonly name: string; readonly text: string }[]
}

/** A post as it was quoted: its words, as often as they were written down, and its link. */
export interface QuotedPost {
  readonly texts: readonly string[]
  readonly link: string
}

/** Stands where the quote was. */
export const TAKEN_OUT = '(taken out: it may not be kept)'
/** Stands where a message was that cannot be told apart from the quote. */
const ALL_TAKEN_OUT =
  '**This message quoted a post that may not be kept, so its words were taken out.** What it asked of you has not changed.'
const REST_IN_FILE = ' All the rest of it is in the attached file.'

/** Fewer signs than these stand in too many sentences to be taken out of one. */
const TELLING = 12
/** The beginning of a quote by which it is found where it was written in another way than today. */
const BEGINNING = 24
/** As long as a message quotes a post by itself. */
const IN_A_QUESTION = 500

/**
 * A message without the words of a post that may be illegal (C8); null where it does not quote it. The link stays, and so
 * does everything else that can be told apart from the quote: what has to be said in a notice still is (F5).
 */
export function withoutQuote(said: SaidBody, post: QuotedPost): SaidBody | null {
  const texts = post.texts.filter((text) => !isBlank(text))
  const names = (text: string) => text.includes(post.link) || text.includes(cleanLine(post.link))
  if (texts.length === 0 || ![said.content, ...said.files.map((f) => f.text)].some(names)) return null
  const files = said.files.map((f) => ({ name: f.name, text: inFile(f.text, texts) }))
  const kept = files.filter((f) => !shows(f.text, texts))
  const content = inContent(said.content, texts)
  const whole = content === null || shows(content, texts)
  return {
    content: whole ? beginningOnly(said.content, texts, kept.length > 0) : content,
    files: kept,
  }
}

/** How a message began, by which people and the bot know it again, and that the rest was taken out. */
function beginningOnly(content: string, quoted: readonly string[], hasFile: boolean): string {
  const [first = ''] = content.split('\n')
  return `${shows(first, quoted) ? '' : `${first}\n`}${ALL_TAKEN_OUT}${hasFile ? REST_IN_FILE : ''}`
}

/** The quote stands on lines of its own. */
const inFile = (text: string, quoted: readonly string[]): string =>
  quoted.reduce((left, one) => lines(left, quoteInFile(one), `> ${TAKEN_OUT}`), text)

/** Null where it cannot be told apart. */
function inContent(content: string, quoted: readonly string[]): string | null {
  let left = content
  for (const one of quoted) {
    left = lines(left, quote(one, IN_A_QUESTION), `> ${TAKEN_OUT}`)
    const short = shownInShort(one).filter((form) => left.includes(form))
    if (short.some((form) => form.length < TELLING)) return null
    for (const form of short) left = left.replaceAll(form, () => TAKEN_OUT)
  }
  return left
}

/** Replaces whole lines. */
const lines = (text: string, from: string, to: string): string =>
  `\n${text}\n`.replaceAll(`\n${from}\n`, () => `\n${to}\n`).slice(1, -1)

/** Whether the beginning of a quote is there still. */
const shows = (text: string, quoted: readonly string[]): boolean =>
  quoted.some((one) => {
    const begins = cleanLine(one).slice(0, BEGINNING)
    return begins.length >= TELLING && cleanLine(text.replaceAll(/^> /gm, '')).includes(begins)
  })
