/** A world with a bot that answers interactions: what the tests of commands, forms and answers share. */
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type APIModalInteractionResponseCallbackData,
  type Client,
  type Interaction,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { logIn, smallWorld, type SmallWorld } from './small-world.ts'

export const warn = { name: 'warn', description: 'Open a case' }

/** A row of one button. */
export const button = (customId: string, label: string) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(customId).setLabel(label).setStyle(ButtonStyle.Primary),
  )

/** A form with text, a choice, people and files. */
export const form: APIModalInteractionResponseCallbackData = {
  custom_id: 'form',
  title: 'What happened',
  components: [
    { type: 10, content: 'Personal attacks are not legitimate.' },
    {
      type: 18,
      label: 'What',
      component: { type: 4, custom_id: 'what', style: 2, min_length: 5, max_length: 20, value: 'As before' },
    },
    {
      type: 18,
      label: 'Rules',
      component: { type: 3, custom_id: 'rules', options: [{ label: 'Rule one', value: '1' }] },
    },
    { type: 18, label: 'Who', component: { type: 5, custom_id: 'who', required: false } },
    {
      type: 18,
      label: 'Evidence',
      component: { type: 19, custom_id: 'files', required: false, max_values: 2 },
    },
  ],
}

/** A world with a bot that has these commands and answers every interaction so. */
export async function withBot(
  commands: RESTPostAPIApplicationCommandsJSONBody[],
  answer: (interaction: Interaction) => Promise<unknown>,
  options: Parameters<typeof smallWorld>[0] = {},
): Promise<SmallWorld & { client: Client<true> }> {
  const world = await smallWorld(options)
  const client = await logIn(world, {}, answer)
  await client.application.commands.set(commands)
  return { ...world, client }
}
