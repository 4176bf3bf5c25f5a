import type { Effect } from '../../casework/effects.ts'
import { askedNow, recordNotAsked, recordNotTold, stillMediates } from '../../casework/mediation-answer.ts'
import { isWithNational } from '../../casework/national.ts'
import { safeguardingHolds } from '../../casework/safeguarding.ts'
import { quote } from '../../letters/plain-text.ts'
import type { ComplaintFile } from '../../casework/matter-records.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'

const payloadOf = (e: Effect) => e.payload as { userId: string; who: 'complainant' | 'respondent' }

/** What each is asked; the complainant first, and told that a yes names them (C2, C5). */
function question(file: ComplaintFile, who: 'complainant' | 'respondent', mediator: string | null): string {
  const { ref, post } = file
  const admin = mediator === null ? 'An admin' : `<@${mediator}>, an admin,`
  if (who === 'complainant')
    return [
      `**Your complaint ${ref}: would you like to settle it by talking?**`,
      `${admin} offers to mediate between you and the person whom it is about. You need not. If you say yes, that person is asked next and learns that it was you who complained; if you say no, they are told nothing, and the admins go on as before. Saying no is held against nobody.`,
    ].join('\n')
  return [
    `**Someone has complained about ${post === null ? 'something that you did' : 'something that you posted'}, and would like to settle it by talking** (${ref}).`,
    ...(post === null ? [] : [`The post: ${post.link}`, ...(post.text ? [quote(post.text, 500)] : [])]),
    `${admin} offers to mediate between you and <@${file.mediation?.complainant ?? ''}>. Nothing has been decided, and this is not Party discipline. You may say no, and that is held against nobody: the admins then look at the complaint, and you are asked for your side before anything is decided about you.`,
  ].join('\n')
}

/** Someone is asked whether they want a mediation (C5). */
export const mediationAsk: SayHandler = {
  kind: 'say',
  kept: true,
  inHours: true,
  holds: async (s, e) => (await safeguardingHolds(s, e.target)) || (await isWithNational(s, e.target)),
  async prepare(clp, s, e) {
    const { userId, who } = payloadOf(e)
    const file = await s.complaintFile(e.target)
    const asked = askedNow(file)
    // answered, stopped or closed by then
    if (!file || asked?.who !== who || asked.person !== userId) return null
    const mediator = (await stillMediates(clp, s, file)) ? asked.mediation.mediator : null
    return {
      to: { dm: userId },
      body: (mark) => ({
        content: `${question(file, who, mediator)}\n-# ${clp.config.policy.clp.name} · ${mark}`,
        components: buttons([
          { label: 'Yes', id: customId('mediation-yes', clp.serverId, file.ref), style: 'success' },
          { label: 'No', id: customId('mediation-no', clp.serverId, file.ref) },
        ]),
      }),
    }
  },
  async delivered() {},
  async refused(clp, s, e, f) {
    await recordNotAsked(clp, s, e.target, payloadOf(e).who, f.why)
    return 'give_up'
  },
}

/** Someone in a mediation is told how it stands. One who cannot be reached hears it of the mediator. */
export const mediationTold: SayHandler = {
  kind: 'say',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  async prepare(clp, _s, e) {
    const { userId, text } = e.payload as { userId: string; text: string }
    return {
      to: { dm: userId },
      body: (mark) => ({ content: `${text}\n-# ${clp.config.policy.clp.name} · ${mark}` }),
    }
  },
  async delivered() {},
  async refused(clp, s, e, f) {
    await recordNotTold(clp, s, e.target, f.why)
    return 'give_up'
  },
}
