import { plainName } from '../../letters/plain-text.ts'
import type { Command } from '../handler.ts'
import { timeToReply } from '../render/policy-text.ts'

const DESCRIPTION = 4096
const MESSAGE = 5800

/** `/rules`: the rules of the code that a case can name, and what follows, in plain English, for everyone. */
export const rules: Command = {
  data: {
    name: 'rules',
    description: 'The rules that apply here, in plain English',
    contexts: [0],
    integration_types: [0],
  },
  async run(c) {
    const { policy } = c.clp.config
    const list = policy.rules.map((r) => `**${r.label}.** ${r.text}`)
    const after = [
      '**Debate is welcome.** Forcefully made points and criticism of the political views of others are legitimate. Personal attacks are not.',
      `**What follows.** Nobody is sanctioned without being asked for their side first. The first step is a warning; for another breach within twelve months of it, a 30-day ban; and if the behaviour carries on after that, a lifetime ban. People have ${timeToReply(policy)} to give their side, and every decision can be appealed.`,
      '**Who decides.** The admins, at least ' +
        `${policy.signOff.signatures} of them together. This is about taking part here; it is not Party discipline. See \`/officer list\` for who they are.`,
    ]
    const embeds = packed(list).map((description, i) => ({
      ...(i === 0 ? { title: `The rules at ${plainName(policy.clp.name)}` } : {}),
      description,
    }))
    const whole = { title: 'What happens when they are broken', description: after.join('\n\n') }
    const size = [...embeds, whole].reduce((sum, e) => sum + e.description.length, 200)
    return size <= MESSAGE
      ? { embeds: [...embeds, whole] }
      : {
          embeds: [whole],
          files: [{ name: 'rules.txt', text: list.join('\n\n').replaceAll('**', '') }],
        }
  },
}

/** Paragraphs drawn together into as few descriptions as they fit. */
function packed(paragraphs: string[]): string[] {
  const all: string[] = []
  for (const one of paragraphs) {
    const last = all.at(-1)
    if (last !== undefined && last.length + one.length + 2 <= DESCRIPTION)
      all[all.length - 1] = `${last}\n\n${one}`
    else all.push(one)
  }
  return all
}
