import { historyOf } from '../../casework/history.ts'
import type { Answer } from '../answer.ts'
import type { Command, Context, Person } from '../handler.ts'
import { historyInWords } from '../render/history.ts'
import { refused } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

async function show(c: Context, person: Person): Promise<Answer> {
  const found = await historyOf(c.clp, c.actor, person.id)
  if (found.ok) return historyInWords(person, found.history)
  return found.refusal.why === 'no_such_matter'
    ? { content: 'There is nothing here that you can see.' }
    : refused(found.refusal)
}

/** `/history`: someone's live sanctions, what the next step would be today, the past. */
export const history: Command = {
  data: {
    name: 'history',
    description: 'What stands against someone now, what would be next, and the past',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [{ type: 6, name: 'person', description: 'Whose history' }],
  },
  async run(c) {
    const person = c.values.person('person')
    return person ? show(c, person) : { content: 'Choose the person in the option *person*.' }
  },
}

/** The menu *History* on a person. */
export const historyMenu: Command = {
  data: {
    name: 'History',
    type: 2,
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
  },
  run: async (c) => (c.target ? show(c, c.target) : { content: 'Use this on a person.' }),
}
