import type { MessageBody } from '../../outbox/wire.ts'

const LIMIT = 1900

/** Lines as one message; what does not fit goes whole into a file, so that nothing is cut off. */
export function inPieces(lines: string[], file = 'list.txt'): MessageBody {
  const whole = lines.join('\n')
  if (whole.length <= LIMIT) return { content: whole }
  let shown = ''
  for (const line of lines) {
    if (shown.length + line.length + 1 > LIMIT - 40) break
    shown += `${line}\n`
  }
  return {
    content: `${shown}… The whole list is in the file.`,
    files: [{ name: file, text: whole.replaceAll('**', '') }],
  }
}
