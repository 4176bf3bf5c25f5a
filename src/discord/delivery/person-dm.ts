import type { Effect } from '../../casework/effects.ts'
import { recordToldPerson } from '../../casework/tell-person.ts'
import type { SayHandler } from '../../outbox/handlers.ts'

type Payload = Extract<Effect, { name: 'person-dm' }>['payload']

/** Something told to someone who is heard in a matter (A5, D8). Where Discord refuses, people tell them another way. */
export const personDm: SayHandler = {
  kind: 'say',
  inHours: true,
  async prepare(clp, _s, e) {
    const { userId, text } = e.payload as Payload
    return {
      to: { dm: userId },
      body: (mark) => ({ content: `${text}\n-# ${clp.config.policy.clp.name} · ${mark}` }),
    }
  },
  delivered: (clp, s, e) => recordToldPerson(clp, s, e.target, e.payload as Payload, true),
  async refused(clp, s, e, f) {
    await recordToldPerson(clp, s, e.target, e.payload as Payload, false, f.why)
    return 'give_up'
  },
}
