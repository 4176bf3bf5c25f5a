import { isWithNational } from '../../casework/national.ts'
import { askToTellTime, timeInWords } from '../../casework/pause-news.ts'
import type { Clp, Store } from '../../casework/ports.ts'
import type { CaseFile } from '../../casework/records.ts'
import { hadNotice, silentUntil } from '../../casework/reply-reminder.ts'
import { replyState } from '../../casework/reply-state.ts'
import { safeguardingHolds } from '../../casework/safeguarding.ts'
import type { Prepared, SayHandler } from '../../outbox/handlers.ts'
import { formatDateTime, type Instant } from '../../policy/calendar.ts'
import { replyButtons } from './letters.ts'

/** One line about their time with the buttons of the notice: the day before it is over, or when a pause has moved it. */
async function aboutTheirTime(clp: Clp, s: Store, file: CaseFile, text: string): Promise<Prepared | null> {
  const userId = hadNotice(file)
  if (userId === null) return null
  const files = (await s.filesOf(file.ref)).length > 0
  return {
    to: { dm: userId },
    body: (mark) => ({
      content: `${text}\n-# ${clp.config.policy.clp.name} · ${mark}`,
      components: replyButtons(clp, file, mark, files),
    }),
  }
}

/** Someone who has said nothing yet is reminded on the day before their time is over (D9). */
export const replyEnds: SayHandler = {
  kind: 'say',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  async prepare(clp, s, e): Promise<Prepared | null> {
    const { closesAt } = e.payload as { closesAt: Instant }
    const file = await s.caseFile(e.target)
    // they have spoken since, or have more time by now
    if (!file || silentUntil(clp, file) !== closesAt || (await isWithNational(s, file.ref))) return null
    const text = `**You can give your side in ${file.ref} until ${formatDateTime(closesAt)} (UK time).** You do not have to: silence is not guilt. Nothing has been decided. If you need more time, press *I need more time*.`
    return aboutTheirTime(clp, s, file, text)
  },
  async delivered() {},
  refused: async () => 'give_up',
}

/** A pause was set, or ended early, and it moves their time (D9). */
export const pauseNews: SayHandler = {
  kind: 'say',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  async prepare(clp, s, e): Promise<Prepared | null> {
    const file = await s.caseFile(e.target)
    if (file?.state !== 'replying' || (await isWithNational(s, file.ref))) return null
    const reply = replyState(clp, file)
    if (reply.state !== 'open') return null
    return aboutTheirTime(clp, s, file, timeInWords(file.ref, reply.closesAt))
  },
  async delivered() {},
  async refused(clp, s, e) {
    const file = await s.caseFile(e.target)
    if (file) await askToTellTime(clp, s, file)
    return 'give_up'
  },
}
