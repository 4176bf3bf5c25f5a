import { mayNameSigners, nameSigners } from '../../casework/name-signers.ts'
import { matterRef } from '../custom-id.ts'
import { type KeptForm, typedChoice } from './kept-form.ts'

const MOST = 10

/** *Name signers* (D7). */
export const signersForm: KeptForm = {
  name: 'name-signers-form',
  args: 1,
  called: ([ref]) => `Who signs ${ref}`,
  async open(c, args, typed) {
    const ref = matterRef(args[0]) ?? ''
    const may = await mayNameSigners(c.clp, c.actor, ref)
    if (!may.ok) return may
    return {
      ok: true,
      title: `Name signers for ${ref}`,
      fields: [
        {
          kind: 'people',
          id: 'people',
          label: 'Who may sign?',
          hint: 'EC members or admins who have no part in the matter. Two or more.',
          most: MOST,
          chosen: typedChoice(typed, 'people'),
        },
      ],
    }
  },
  async send(c, args) {
    const ref = matterRef(args[0]) ?? ''
    const people = c.values.texts('people').slice(0, MOST)
    const done = await nameSigners(c.clp, c.actor, ref, people)
    if (!done.ok) return done
    const named = people.map((p) => `<@${p}>`).join(', ')
    return {
      ok: true,
      answer: {
        content: `Named for ${ref}: ${named}. They can see the matter now, and sign when its time has come.`,
      },
    }
  },
}
