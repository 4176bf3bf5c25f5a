/** A discord.js bot with nothing behind it: it answers what the bench asks with a constant. */
import { Client, Events, GatewayIntentBits, MessageFlags, Partials, Routes } from 'discord.js'
import { CARD, CHECKED, FORM, HISTORY, REFUSED, SIGNED } from './bare-answers.ts'

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildModeration, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api: process.env['DISCORD_API_URL'] ?? '' },
})
const flags = MessageFlags.Ephemeral

client.on(Events.InteractionCreate, (i) => {
  const answered = i.isChatInputCommand()
    ? i.commandName === 'warn'
      ? i.showModal(FORM as never)
      : i.reply({ ...HISTORY, flags })
    : i.isModalSubmit()
      ? i.reply({ ...CHECKED, flags } as never)
      : i.isButton()
        ? i.reply({ content: i.customId === 'sign' ? SIGNED : REFUSED, flags })
        : Promise.resolve()
  answered.catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
})

const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
await client.login(process.env['DISCORD_TOKEN'])
await ready
const person = { type: 6, name: 'person', description: 'Who', required: true }
await client.rest.put(Routes.applicationCommands(client.application?.id ?? ''), {
  body: ['warn', 'history'].map((name) => ({
    name,
    description: `Answers /${name}`,
    contexts: [0],
    integration_types: [0],
    options: [person],
  })),
})
const cards = process.env['BARE_CARD_CHANNEL']
if (cards !== undefined) await client.rest.post(Routes.channelMessages(cards), { body: CARD })
process.stdout.write('The bot is ready.\n')

process.once('disconnect', () => process.exit(1))
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)))
