/** `/applications/{application}/commands`, global and of one server. */
import {
  addCommand,
  commandsOf,
  editCommand,
  replaceCommands,
  viewCommand,
  type CommandPayload,
} from '../commands.ts'
import { refusal } from '../errors.ts'
import {
  NOTHING,
  ok,
  param,
  payloadOf,
  route,
  type Reply,
  type RequestContext,
  type Route,
} from '../router.ts'
import type { BotState } from '../state.ts'
import { caller } from './users.ts'

function botOf(context: RequestContext): BotState {
  const bot = context.world.bot(param(context, 'application'))
  if (bot.id !== caller(context)) throw refusal('missingAccess')
  return bot
}

/** The server of a path that names one; 50001 where the application was never added. */
function guildIdOf(context: RequestContext): string | undefined {
  const guildId = context.params['guild']
  if (guildId !== undefined && !context.world.guild(guildId).members.has(caller(context)))
    throw refusal('missingAccess')
  return guildId
}

function one(context: RequestContext) {
  const command = commandsOf(botOf(context), guildIdOf(context)).get(param(context, 'command'))
  if (command === undefined) throw refusal('unknownCommand')
  return command
}

const list = (context: RequestContext): Reply =>
  ok([...commandsOf(botOf(context), guildIdOf(context)).values()].map(viewCommand))

const replace = (context: RequestContext): Reply => {
  const payloads = context.body as CommandPayload[]
  return ok(replaceCommands(context.world, botOf(context), guildIdOf(context), payloads).map(viewCommand))
}

const create = (context: RequestContext): Reply => {
  const before = commandsOf(botOf(context), guildIdOf(context)).size
  const command = addCommand(
    context.world,
    botOf(context),
    guildIdOf(context),
    payloadOf<CommandPayload>(context),
  )
  const isNew = commandsOf(botOf(context), guildIdOf(context)).size > before
  return { status: isNew ? 201 : 200, body: viewCommand(command) }
}

const edit = (context: RequestContext): Reply => {
  const payload = payloadOf<CommandPayload>(context)
  return ok(
    viewCommand(editCommand(context.world, botOf(context), guildIdOf(context), one(context).id, payload)),
  )
}

const remove = (context: RequestContext): Reply => {
  commandsOf(botOf(context), guildIdOf(context)).delete(one(context).id)
  context.world.changed()
  return NOTHING
}

export const commandRoutes: Route[] = ['', '/guilds/:guild'].flatMap((place) => {
  const path = `/applications/:application${place}/commands`
  return [
    route(`GET ${path}`, list),
    route(`PUT ${path}`, replace),
    route(`POST ${path}`, create),
    route(`GET ${path}/:command`, (context) => ok(viewCommand(one(context)))),
    route(`PATCH ${path}/:command`, edit),
    route(`DELETE ${path}/:command`, remove),
  ]
})

export const commandPermissionRoutes: Route[] = [
  route('GET /applications/:application/guilds/:guild/commands/permissions', () => ok([])),
  route('GET /applications/:application/guilds/:guild/commands/:command/permissions', () => {
    throw refusal('unknownCommandPermissions')
  }),
]
