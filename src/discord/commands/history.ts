import { historyOf } from '../../casework/history.ts'
import { DISCORD } from '../../policy/platform.ts'
import { whoIsMeant } from '../../casework/who-is-meant.ts'
import type { Answer } from '../answer.ts'
import type { Command, Context, Person } from '../handler.ts'
import { historyInWords } from '../render/history.ts'
import { refused } from '../render/refused.ts'
import { handleOption, namedIn, platformOption, suggestPlatform } from './person-options.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

async function show(c: Context, person: Person, platform: string = DISCORD): Promise<Answer> {
  const found = await historyOf(c.clp, c.actor, person.id, platform)
  if (found.ok) return historyInWords(person, found.history, platform)
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
    options: [
      { type: 6, name: 'person', description: 'Whose history, if they are on this server' },
      handleOption('Their handle, if they are known by one on another platform'),
      platformOption('On which platform the next step is worked out; this server if you leave it out'),
    ],
  },
  async run(c) {
    const meant = await whoIsMeant(c.clp, namedIn(c.values), 'look')
    if (!meant.ok) return refused(meant.refusal)
    const { identity, name, isBot, platform } = meant
    return show(c, { id: identity, name, isBot }, platform)
  },
  suggest: suggestPlatform('all'),
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
