/**
 * What the bare bot says, always: the same kinds of answer, about as long, as the bot gives, so that what the practice
 * Discord has to check and keep is alike for both.
 */

const button = (label: string, id: string): object => ({ type: 2, style: 2, label, custom_id: id })

const text = (id: string, label: string, style: number): object => ({
  type: 18,
  label,
  description: 'A hint of one line, as a form has them beside what is asked for.',
  component: { type: 4, custom_id: id, style, required: false, max_length: style === 1 ? 100 : 4000 },
})

const RULES = Array.from({ length: 16 }, (_, n) => ({
  label: `A rule of the code of conduct, number ${n + 1}`,
  value: `rule-${n + 1}`,
}))

/** The form that `/warn` opens. */
export const FORM = {
  custom_id: 'form',
  title: 'About someone',
  components: [
    text('what', 'What happened', 2),
    text('when', 'When', 1),
    {
      type: 18,
      label: 'Rules broken',
      component: {
        type: 3,
        custom_id: 'rules',
        required: false,
        min_values: 0,
        max_values: RULES.length,
        options: RULES,
      },
    },
    text('evidence', 'Evidence', 2),
    { type: 10, content: 'A note of about as many words as the one under the form of the bot. '.repeat(2) },
  ],
}

/** The answer to the form. */
export const CHECKED = {
  content: 'The step would be a warning, and why. Nothing has been sent. '.repeat(6),
  components: [
    {
      type: 1,
      components: ['put', 'edit', 'lighter', 'cancel'].map((id) => button(`Do: ${id}`, id)),
    },
  ],
}

/** The message with *Sign* on it, about as long as the card of a case. */
export const CARD = {
  embeds: [
    {
      title: 'A card',
      description: 'Where it stands, about whom it is, and who opened it. '.repeat(5),
      fields: ['What happened', 'Evidence', 'Their side', 'The step, and why'].map((name) => ({
        name,
        value: 'What is said under this heading. '.repeat(5),
      })),
    },
    { title: 'The letter as it will be read', description: 'A line of the letter, as it is. '.repeat(45) },
  ],
  components: [
    {
      type: 1,
      components: [
        button('Sign', 'sign'),
        ...['a', 'b', 'c', 'd'].map((id) => button(`Button ${id}`, `other-${id}`)),
      ],
    },
    { type: 1, components: [button('Read all', 'e'), button('Drop case', 'f')] },
  ],
}

/** The answer to *Sign*. */
export const SIGNED = 'You have signed. 1 more signature is needed.'
/** The answer to a press by someone who may not. */
export const REFUSED =
  'There is nothing with that reference that you can see. Check the reference, or ask another officer.'
/** The answer to `/history`. */
export const HISTORY = { content: 'A line about what was once decided, as the history shows it. '.repeat(20) }
