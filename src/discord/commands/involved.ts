import { declareInterest, suggestMine } from '../../casework/declare-interest.ts'
import { cleanName, truncate } from '../../letters/plain-text.ts'
import { matterRef } from '../custom-id.ts'
import type { Command, Context } from '../handler.ts'
import { refused, refusedForm } from '../render/refused.ts'
import { suggestRefs } from './case.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

/** `/involved`: an officer declares an interest, and takes no part from there on (A5). */
export const involvedCommand: Command = {
  data: {
    name: 'involved',
    description: 'Say that you are involved in a matter: you then take no part in it and cannot see it',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 3,
        name: 'ref',
        description: 'The reference of the matter, for example 2026-014',
        required: true,
        autocomplete: true,
        max_length: 100,
      },
      {
        type: 3,
        name: 'reason',
        description: 'How you are involved, in a few words',
        required: true,
        max_length: 1500,
      },
    ],
  },
  async run(c) {
    const reason = c.values.text('reason')
    const done = await declareInterest(c.clp, c.actor, matterRef(c.values.text('ref')) ?? '', reason)
    if (done.ok) return { content: 'Thank you. You take no part in this matter from here on.' }
    return done.refusal.why === 'input' ? refusedForm(done.refusal, reason) : refused(done.refusal)
  },
  suggest: (c, option, typed) => (option === 'ref' ? suggestAny(c, typed) : Promise.resolve([])),
}

/** Cases, complaints and appeals that someone may see: what they can declare an interest in. */
async function suggestAny(c: Context, typed: string) {
  const others = (await suggestMine(c.clp, c.actor, typed.trim())).map((one) => ({
    name: truncate(`${one.ref} · ${one.kind} · ${cleanName(one.name)}`, 100),
    value: one.ref,
  }))
  return [...(await suggestRefs(c, typed)), ...others].slice(0, 25)
}
