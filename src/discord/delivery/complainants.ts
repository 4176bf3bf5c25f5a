import type { Effect } from '../../casework/effects.ts'
import { safeguardingHolds } from '../../casework/safeguarding.ts'
import {
  type ComplainantButtons,
  recordComplaintTold,
  type ToldWhat,
} from '../../casework/tell-complainants.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { ownButtons } from '../render/own-complaints.ts'
import { whyNot } from './letters.ts'

type Payload = { userId: string; text: string; buttons?: ComplainantButtons }

const payloadOf = (e: Effect): Payload => e.payload as Payload

const LONGEST = 1900

/** A text with its mark; one that is too long for a message is attached whole. */
function message(text: string, foot: string): MessageBody {
  if (text.length + foot.length < LONGEST) return { content: `${text}${foot}` }
  return {
    content: `${text.slice(0, LONGEST - foot.length - 50)}… The whole text is in the file.${foot}`,
    files: [{ name: 'whole-text.txt', text: text.replaceAll('**', '') }],
  }
}

const dm = (what: ToldWhat): SayHandler => ({
  kind: 'say',
  kept: true,
  async prepare(clp, _s, e) {
    const { userId, text, buttons = 'none' } = payloadOf(e)
    return {
      to: { dm: userId },
      body: (mark) => ({
        ...message(text, `\n-# ${clp.config.policy.clp.name} · ${mark}`),
        components: ownButtons(clp.serverId, e.target, buttons),
      }),
    }
  },
  delivered: (clp, s, e) => recordComplaintTold(clp, s, e.target, what, payloadOf(e).userId, true),
  async refused(clp, s, e, f) {
    await recordComplaintTold(clp, s, e.target, what, payloadOf(e).userId, false, whyNot(f))
    return 'give_up'
  },
})

/** The acknowledgement of a complaint, at once (C2). */
export const complainantNow: SayHandler = dm('ack')

/** That a complaint is still open, or how it ended: within the hours for letters, and not while safeguarding is asked (C6). */
export const complainantDm: SayHandler = {
  ...dm('complainant'),
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
}

/** Words of advice, or that a complaint of which they knew is over, to the person concerned (C3, C4). */
export const respondentDm: SayHandler = {
  ...dm('respondent'),
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
}
