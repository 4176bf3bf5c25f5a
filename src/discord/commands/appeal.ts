import { type OwnAppeal, ownAppeals } from '../../casework/add-to-appeal.ts'
import type { Appealable } from '../../casework/own-appeals.ts'
import { type Answer, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import type { Command, Context } from '../handler.ts'
import { appealableInWords, ownAppealMessage } from '../render/appellant.ts'
import { refused } from '../render/refused.ts'

/**
 * `/appeal` (H1, H2): what someone can appeal against, and where their appeals stand. It works on the server, in the bot's
 * DM, and for a banned person who has added the app to their account.
 */
export const appealCommand: Command = {
  data: {
    name: 'appeal',
    description:
      'Appeal against a decision about you, or see where your appeal stands. Only you see the answer.',
    contexts: [0, 1, 2],
    integration_types: [0, 1],
  },
  anywhere: true,
  async run(c) {
    const own = await ownAppeals(c.clp, c.actor)
    return own.ok ? appealsAnswer(c, own.free, own.appeals) : refused(own.refusal)
  },
}

/** The newest so many are shown, each with its own buttons. */
const APPEALS = 5
const FREE = 20

/** What can be appealed against, with a button each; then each appeal with its own. `messageId` fills the form in. */
export function appealsAnswer(
  c: Context,
  free: Appealable[],
  appeals: OwnAppeal[],
  messageId?: string,
): Answer {
  const { policy } = c.clp.config
  const shown = free.slice(0, FREE)
  const top =
    free.length > 0
      ? [
          `**You can appeal against** (there is no time limit):`,
          ...shown.map((one) => `• ${appealableInWords(one)}`),
          'The Executive Committee (EC) decides. Nobody who took the decision has a vote.',
        ]
      : [
          appeals.length > 0
            ? 'There is nothing else that you could appeal against at the moment.'
            : `There is nothing that you could appeal against here at the moment. If you have had a letter in another way and it is not here, write to the CLP: ${policy.contact}.`,
        ]
  const listed = appeals.slice(0, APPEALS)
  if (listed.length > 0)
    top.push(
      `Below, each in a message of its own: ${listed.map((a) => a.file.ref).join(', ')}. Should one be missing, use \`/appeal\` again.`,
    )
  return {
    content: top.join('\n'),
    components: buttons(
      shown.map((one) => ({
        label: free.length === 1 ? 'Appeal' : `Appeal ${one.ref}`,
        id: customId('appeal', c.clp.serverId, one.ref, ...(messageId ? [messageId] : [])),
        style: 'primary',
      })),
    ),
    more: listed.map((a) => ownAppealMessage(c.clp.serverId, a.file, a.withNational, policy)),
  }
}
