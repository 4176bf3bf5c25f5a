import type { Answer } from '../src/practice/discord/driver/answer.ts'
import type { PracticeDiscord } from '../src/practice/discord/practice-discord.ts'
import type { SeenMessage } from '../src/practice/discord/seen.ts'
import type { Round } from './alternate.ts'
import { parts } from './asking.ts'
import type { Side } from './stage.ts'

export const KINDS = {
  warn: '/warn opens its form',
  form: 'the form is sent',
  refused: 'a press that is refused',
  sign: 'Sign',
} as const

/** A message with *Sign* on it, and what the button carries. */
export interface Signable {
  card: SeenMessage
  signId: string
}

/** Rounds of `/warn` and, in turn, of the forms that it opened. */
export function warnRounds(side: Side, people: string[][]): Round[] {
  const [admin] = side.admins
  let opened: Answer[] = []
  return people.flatMap((some): Round[] => [
    {
      kind: KINDS.warn,
      asks: () =>
        some.map((person) => ({
          act: () => admin.slash({ guild: side.clp.guild }, 'warn', { person }),
          expect: /What happened/,
        })),
      after: (answers) => (opened = answers),
    },
    {
      kind: KINDS.form,
      asks: () =>
        opened.map((form) => ({ act: () => admin.submit(form, filled(form)), expect: /step would be/ })),
    },
  ])
}

function filled(form: Answer): Record<string, string | string[]> {
  const rules = form.modal?.fields.find((field) => field.customId === 'rules')?.options ?? []
  return {
    what: 'Called another member a liar and a crook, twice, in the thread about the vote.',
    when: '1 March 2026',
    rules: rules.slice(-1).map((rule) => rule.value),
    evidence: 'A screenshot was seen by two members.',
  }
}

/** Two rounds a batch: everyone's first signature, and at once the second one, which decides. */
export const signRounds = (side: Side, batches: Signable[][]): Round[] =>
  batches.flatMap((batch) =>
    side.admins.slice(0, 2).map((admin) => ({
      kind: KINDS.sign,
      asks: () =>
        batch.map(({ card }) => ({ act: () => admin.press(card, 'Sign'), expect: /^You have signed/ })),
    })),
  )

/** *Sign*, pressed by members who have no office and cannot even see the card: each a refusal that is written down. */
export function refusalRounds(
  discord: PracticeDiscord,
  { clp }: Side,
  cards: Signable[],
  atOnce: number,
  rounds: number,
): Round[] {
  const presses = clp.members.flatMap((member) => cards.map((one) => ({ member, ...one })))
  return parts(presses.slice(0, rounds * atOnce), atOnce).map((some) => ({
    kind: KINDS.refused,
    asks: () =>
      some.map(({ member, card, signId }) => ({
        act: () =>
          discord.forge.press(signId, {
            as: member,
            channelId: clp.channels.general,
            messageId: card.id,
            botId: clp.bot.id,
          }),
        expect: /nothing with that reference/,
      })),
  }))
}
