import {
  type AutocompleteInteraction,
  type Client,
  type CommandInteraction,
  Events,
  type Interaction,
  InteractionContextType,
  MessageFlags,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Clp } from '../casework/ports.ts'
import { type Pause, unwritten } from '../casework/restored.ts'
import type { MessageBody } from '../outbox/wire.ts'
import type { Logger } from '../runtime/logger.ts'
import { type Answer, type MessageAnswer, modal } from './answer.ts'
import { commands } from './commands/all.ts'
import type { Api } from './delivery/api.ts'
import { components } from './components/all.ts'
import { customId, parseCustomId } from './custom-id.ts'
import { wroteInDm } from './dm-menu.ts'
import { asText } from './forms/kept-form.ts'
import type { Command, Context, Values } from './handler.ts'
import { typedBack } from './render/refused.ts'
import { PAUSED } from './render/restored.ts'
import { serverView } from './server-view.ts'
import { askWhich, NO_CLP, type WhichClp } from './which-clp.ts'
import { componentValues, formValues, optionValues, personOf, sentFile } from './values.ts'

type Answerable = CommandInteraction | MessageComponentInteraction | ModalSubmitInteraction

const NOT_HERE = 'This works on the server of your CLP. Go there and try again.'
const NOTHING_CHANGED =
  'Something went wrong on our side, and nothing was changed by it. Please try again in a minute. If it goes on, tell the Secretary.'
/** Something was committed, and what failed came after it: the answer, or a further step. */
const MAY_BE_DONE =
  'Something went wrong on our side while you were being answered. What you asked for may have been done all the same: please look how things stand before you do it again. If it goes on, tell the Secretary.'

/**
 * Routes each command, press and form to its handler, and its answer back. `clpOf` finds the CLP of a server at work here.
 * Tells how many people are waiting for an answer at the moment. `pauseOf` says whether a CLP stands still after a restore:
 * then all but what ends that is answered with the reason, and what was typed comes back.
 */
export function route(
  client: Client,
  api: Api,
  clpOf: (serverId: string) => Clp | undefined,
  which: WhichClp,
  logger: Logger,
  pauseOf: (clp: Clp) => Promise<Pause>,
): { waiting(): number } {
  let waiting = 0
  const byName = new Map(commands.map((x) => [x.data.name, x]))
  const byPart = new Map(components.map((x) => [x.name, x]))
  /** Those in whose course something was committed. */
  const committed = new WeakSet<object>()

  client.on(Events.InteractionCreate, (i: Interaction) => {
    const work = i.isAutocomplete()
      ? suggest(i)
      : i.isCommand()
        ? runCommand(i)
        : i.isMessageComponent() || i.isModalSubmit()
          ? runComponent(i)
          : Promise.resolve()
    waiting += 1
    work
      .catch((error: unknown) => {
        logger.error('an interaction failed', { error })
        if (i.isRepliable())
          void answerFailure(i as Answerable, committed.has(i) ? MAY_BE_DONE : NOTHING_CHANGED).catch(
            () => undefined,
          )
      })
      .finally(() => (waiting -= 1))
  })

  function contextOf(clp: Clp, i: Answerable | AutocompleteInteraction, values: Values): Context {
    const { id, name } = personOf(i.user, i.member as never)
    return {
      clp: {
        ...clp,
        async transact(work) {
          const done = await clp.transact(work)
          committed.add(i)
          return done
        },
      },
      actor: { id, name },
      values,
      server: serverView(client, api, clp, [...byName.keys()]),
      // a DM with others is none with the bot: there only the one who asks may see an answer
      inDm: isBotDm(i),
      wrote: (messageId) =>
        isBotDm(i) && i.channelId !== null
          ? wroteInDm(client, i.channelId, i.user.id, messageId)
          : Promise.resolve({ text: '', files: [] }),
    }
  }

  /** Outside the servers of the bot's CLPs: a DM, or a server where someone has the app on their own account. */
  const isElsewhere = (i: Answerable): boolean => i.guildId === null || clpOf(i.guildId) === undefined

  /** A command that works anywhere, away from the servers of CLPs: for the one that they belong to, or it asks which. */
  async function runAnywhere(i: CommandInteraction, command: Command): Promise<void> {
    if (command.slow) await i.deferReply({ flags: MessageFlags.Ephemeral })
    const own = await which.of(i.user.id)
    const [only] = own
    if (only === undefined) return answer(i, { content: NO_CLP })
    if (own.length === 1 && (await pauseOf(only.clp)) !== null) return answer(i, { content: PAUSED })
    if (own.length > 1)
      return answer(
        i,
        askWhich(own, (serverId) =>
          customId(command.slow ? 'which-slow' : 'which', serverId, command.data.name),
        ),
      )
    await answer(i, await command.run(contextOf(only.clp, i, NOTHING), ''))
  }

  async function runCommand(i: CommandInteraction): Promise<void> {
    const command = byName.get(i.commandName)
    const clp = i.guildId === null ? undefined : clpOf(i.guildId)
    if (command?.anywhere && isElsewhere(i)) return runAnywhere(i, command)
    if (!command || !clp) return answer(i, { content: NOT_HERE })
    const pause = await pauseOf(clp)
    if (pause !== null && !command.whilePaused) return answer(i, { content: PAUSED })
    const isPrompt = i.isChatInputCommand() && command.prompt?.includes(i.options.getSubcommand(false) ?? '')
    if (command.slow && !isPrompt) await i.deferReply({ flags: MessageFlags.Ephemeral })
    const at = pause === 'undeclared' ? unwritten(clp) : clp
    const c = contextOf(at, i, i.isChatInputCommand() ? optionValues(i) : NOTHING)
    if (i.isMessageContextMenuCommand()) {
      const m = i.targetMessage
      c.post = {
        author: personOf(m.author, m.member as never),
        text: m.content,
        link: m.url,
        postedAt: m.createdAt.toISOString(),
        attachments: m.attachments.map(sentFile),
        ofThisBot: m.author.id === client.user?.id,
      }
    }
    if (i.isUserContextMenuCommand()) c.target = personOf(i.targetUser, i.targetMember as never)
    const sub = i.isChatInputCommand() ? (i.options.getSubcommand(false) ?? '') : ''
    await answer(i, await command.run(c, sub))
  }

  async function runComponent(i: MessageComponentInteraction | ModalSubmitInteraction): Promise<void> {
    const id = parseCustomId(i.customId)
    const part = id && byPart.get(id.name)
    const clp = id && clpOf(id.serverId)
    // a press on a CLP's server speaks for that server only, whatever its id says; elsewhere for a CLP of their own
    if (!id || !part || !clp || (!isElsewhere(i) && i.guildId !== id.serverId))
      return answer(i, { content: NOT_HERE })
    if (isElsewhere(i) && !(await which.isTheirs(clp, i.user.id))) return answer(i, { content: NO_CLP })
    const values = i.isModalSubmit() ? formValues(i) : componentValues(i)
    if ((await pauseOf(clp)) !== null && !part.whilePaused)
      return answer(i, typedBack(PAUSED, i.isModalSubmit() ? asText(values.typed()) : ''))
    if (part.slow) await i.deferReply({ flags: MessageFlags.Ephemeral })
    await answer(i, await part.run(contextOf(clp, i, values), id.args))
  }

  async function suggest(i: AutocompleteInteraction): Promise<void> {
    const command = byName.get(i.commandName)
    const clp = i.guildId === null ? undefined : clpOf(i.guildId)
    const focused = i.options.getFocused(true)
    const found =
      clp && command?.suggest && (await pauseOf(clp)) === null
        ? await command.suggest(
            contextOf(clp, i, optionValues(i)),
            focused.name,
            focused.value,
            i.options.getSubcommand(false) ?? '',
          )
        : []
    await i.respond(found.slice(0, 25))
  }

  return { waiting: () => waiting }
}

const NOTHING: Values = {
  text: () => '',
  texts: () => [],
  person: () => null,
  channel: () => null,
  files: () => [],
  typed: () => ({}),
}

const shaped = ({ files, shown, ...message }: MessageBody & Pick<MessageAnswer, 'shown'>) => {
  const attached = [
    ...(files ?? []).map((f) => ({ name: f.name, attachment: Buffer.from(f.text) })),
    ...(shown ?? []).map((f) => ({ name: f.name, attachment: f.bytes })),
  ]
  return {
    ...message,
    allowedMentions: { parse: [] },
    ...(attached.length > 0 ? { files: attached } : {}),
  }
}

async function answer(i: Answerable, a: Answer): Promise<void> {
  if (a.kind === 'form') {
    // a form may not follow a form: its button is offered instead by the handlers
    if (i.isModalSubmit()) throw new Error('a form cannot follow a form')
    await i.showModal(modal(a.form) as never)
    return
  }
  const { replaces, kept, more, kind: _, ...message } = a
  const body = shaped(message)
  const pressedPrivate = 'message' in i && i.message !== null && i.message.flags.has(MessageFlags.Ephemeral)
  if (i.deferred) await i.editReply(body as never)
  else if (replaces && pressedPrivate && (i.isMessageComponent() || (i.isModalSubmit() && i.isFromMessage())))
    await i.update({ components: [], embeds: [], ...body } as never)
  else if (kept && isBotDm(i)) await i.reply(body as never)
  else await i.reply({ ...body, flags: MessageFlags.Ephemeral } as never)
  for (const further of more ?? [])
    await i.followUp({ ...shaped(further), flags: MessageFlags.Ephemeral } as never)
}

/** In the DM of somebody with the bot itself. */
const isBotDm = (i: Answerable | AutocompleteInteraction): boolean =>
  i.guildId === null && i.context === InteractionContextType.BotDM

/** Something failed here: what was typed into a form comes back, so that nobody has to write it again. */
async function answerFailure(i: Answerable, words: string): Promise<void> {
  const typed = i.isModalSubmit() ? asText(formValues(i).typed()) : ''
  const refused = typed === '' ? { content: words } : typedBack(words, typed)
  if (i.deferred) await i.editReply(shaped(refused) as never)
  else if (!i.replied) await i.reply({ ...shaped(refused), flags: MessageFlags.Ephemeral } as never)
}
