import { ownData } from '../../casework/own-data.ts'
import type { Answer } from '../answer.ts'
import type { Command, Context } from '../handler.ts'
import { ownDataAnswer } from '../render/own-data.ts'
import { refused } from '../render/refused.ts'

/** One part of someone's own data, as `/mydata` and *My data* answer. */
export async function myData(c: Context, part: number): Promise<Answer> {
  const own = await ownData(c.clp, c.actor)
  return own.ok ? ownDataAnswer(c.clp.serverId, own.data, c.clp.config.policy, part) : refused(own.refusal)
}

/** `/mydata` (N1): on the server, in the bot's DM, and for a banned person who has added the app to their account. */
export const mydata: Command = {
  data: {
    name: 'mydata',
    description: 'A copy of your own data, at once. Only you see the answer.',
    contexts: [0, 1, 2],
    integration_types: [0, 1],
  },
  slow: true,
  anywhere: true,
  run: (c) => myData(c, 1),
}
