import { recordAnswerTold } from '../../casework/data-answer.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { select } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { cleanName, quoteInFile } from '../../letters/plain-text.ts'
import { ANSWER, answerPage, answerWords } from '../render/data-request.ts'
import { whyNot } from './letters.ts'

/** What fits one message of Discord, in bytes; what is longer stands in `/mydata`, in parts. */
const MOST_BYTES = 8_000_000
const TOO_LONG =
  'It is too long for one message: `/mydata` gives it to you, under *What you asked us about your data*.'
const CHOICES = 25

/**
 * The answer to what somebody asked about their data (N1, N2), within the hours of writing to people (D9). No copy is kept
 * besides the request itself, which `/mydata` shows.
 */
export const dataAnswer: SayHandler = {
  kind: 'say',
  inHours: true,
  async prepare(clp, s, e) {
    const r = await s.dataRequest(e.target)
    if (!r || r.answeredAt === null) return null
    const { name, secretary } = clp.config.policy.clp
    const file = answerPage(r, name, secretary)
    const fits = file !== null && Buffer.byteLength(file.text) <= MOST_BYTES
    const whole =
      r.kind !== 'rest' && (r.answer ?? '').length > ANSWER
        ? [{ name: 'answer.txt', text: quoteInFile(r.answer ?? '') }]
        : []
    const released = [
      ...new Map((r.released ?? []).flatMap((p) => p.file ?? []).map((f) => [f.sha256 ?? '', f])).values(),
    ].slice(0, CHOICES)
    return {
      to: { dm: r.person },
      body: (mark) => ({
        content: `${answerWords(r, secretary)}${file !== null && !fits ? `\n${TOO_LONG}` : ''}\n-# ${name} · ${mark}`,
        ...(fits || whole.length > 0 ? { files: [...(fits ? [file] : []), ...whole] } : {}),
        ...(released.length > 0
          ? {
              components: [
                select(
                  customId('data-file', clp.serverId),
                  'Get a file that was released',
                  released.map((f, n) => ({
                    label: `${n + 1}. ${cleanName(f.name)}`,
                    value: f.sha256 ?? '',
                  })),
                ),
              ],
            }
          : {}),
      }),
    }
  },
  delivered: (clp, s, e) => recordAnswerTold(clp, s, e.target, true),
  async refused(clp, s, e, f) {
    await recordAnswerTold(clp, s, e.target, false, whyNot(f))
    return 'give_up'
  },
}
