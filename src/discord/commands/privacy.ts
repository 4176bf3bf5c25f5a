import { plainName } from '../../letters/plain-text.ts'
import type { Command } from '../handler.ts'
import { privacyInWords } from '../render/privacy-text.ts'

const DESCRIPTION = 4096

/** `/privacy` (N3): what is held, why, how long, who sees it and how to complain; to anyone, anywhere. */
export const privacy: Command = {
  data: {
    name: 'privacy',
    description: 'What is held about people here, why, how long, and what your rights are',
    contexts: [0, 1, 2],
    integration_types: [0, 1],
  },
  anywhere: true,
  async run(c) {
    const { policy } = c.clp.config
    const paragraphs = privacyInWords(policy)
    const title = `Your data at ${plainName(policy.clp.name)}`
    const description = paragraphs.join('\n\n')
    return description.length <= DESCRIPTION
      ? { embeds: [{ title, description }] }
      : {
          content: `**${title}**: the whole notice is in the file.`,
          files: [{ name: 'privacy.txt', text: description.replaceAll('**', '').replace(/\\(.)/g, '$1') }],
        }
  },
}
