import type { TextToGive } from '../../casework/task-text.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import type { Answer } from '../answer.ts'
import { whoInWords } from './who.ts'

/** One message takes 2,000 characters; the marks of a block of code are among them. */
const PART = 1900

/** A text in parts that each fit one message, cut between lines wherever there is one. */
function inParts(text: string): string[] {
  const parts: string[] = []
  let left = text.trim()
  while (left.length > PART) {
    const line = left.lastIndexOf('\n', PART)
    const cut = line > PART / 2 ? line : PART
    parts.push(left.slice(0, cut).trimEnd())
    left = left.slice(cut).replace(/^\n+/u, '')
  }
  return [...parts, left]
}

/** As it stands, to be copied: in a block nothing is formatted, and what would end the block early is spelt otherwise. */
const block = (text: string): string => `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``

/** *Show text* on a task: for whom it is, the words in parts to copy one after the other, and the whole as a file (F3). */
export function textToGive({ ref, whom, file }: TextToGive): Answer {
  const parts = inParts(file.text)
  const count =
    parts.length === 1 ? 'Copy the text below' : `Copy the ${parts.length} parts below, one after the other`
  const more: MessageBody[] = parts.map((part) => ({ content: block(part) }))
  return {
    content: [
      `**${ref}**: this is for ${whoInWords(whom.identity, whom.name)}.`,
      `${count}, or send the file. Send it privately, and change no word: it is what was agreed on. Its dates are those of today, so show it again if you send it on another day.`,
    ].join('\n'),
    files: [file],
    more,
  }
}
