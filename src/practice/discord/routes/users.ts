/** `/users`, `/applications/@me`, `/oauth2` and `/gateway`. */
import { openDm } from '../dms.ts'
import { refusal } from '../errors.ts'
import {
  numberIn,
  ok,
  openRoute,
  param,
  payloadOf,
  route,
  type RequestContext,
  type Route,
} from '../router.ts'
import { viewChannel, viewSelf, viewUser, type Json } from '../views.ts'

/** The bot that asks; on authenticated routes there always is one. */
export function caller({ callerId }: RequestContext): string {
  if (callerId === undefined) throw refusal('unauthorized')
  return callerId
}

function application(context: RequestContext): Json {
  const { world } = context
  const bot = world.bot(caller(context))
  const user = world.user(bot.id)
  const installs = [...world.users.values()].filter((person) => person.installedApps.has(bot.id)).length
  return {
    id: bot.id,
    name: user.username,
    icon: null,
    description: bot.description,
    type: null,
    bot: viewUser(user),
    owner: viewUser(world.user(bot.ownerId)),
    team: null,
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    is_monetized: false,
    is_verified: false,
    is_discoverable: false,
    hook: true,
    storefront_available: false,
    discoverability_state: 1,
    monetization_state: 1,
    monetization_eligibility_flags: 0,
    rpc_application_state: 0,
    store_application_state: 1,
    verification_state: 1,
    internal_guild_restriction: 1,
    integration_public: true,
    integration_require_code_grant: false,
    event_webhooks_status: 1,
    interactions_version: 1,
    explicit_content_filter: 0,
    creator_monetization_state: 1,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    event_webhooks_url: null,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    approximate_guild_count: [...world.guilds.values()].filter((guild) => guild.members.has(bot.id)).length,
    approximate_user_install_count: installs,
    approximate_user_authorization_count: 0,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
    integration_types_config: {
      '0': { oauth2_install_params: { scopes: ['applications.commands', 'bot'], permissions: '0' } },
      '1': { oauth2_install_params: { scopes: ['applications.commands'], permissions: '0' } },
    },
  }
}

export function userRoutes(gatewayUrl: () => string): Route[] {
  return [
    openRoute('GET /gateway', () => ok({ url: gatewayUrl() })),
    route('GET /gateway/bot', (context) => {
      const used = context.world.bot(caller(context)).identifies
      const limit = {
        total: 1000,
        remaining: Math.max(0, 1000 - used),
        reset_after: 86_400_000,
        max_concurrency: 1,
      }
      return ok({ url: gatewayUrl(), shards: 1, session_start_limit: limit })
    }),
    route('GET /users/@me', (context) => ok(viewSelf(context.world.user(caller(context))))),
    route('GET /users/:user', (context) => ok(viewUser(context.world.user(param(context, 'user'))))),
    route('GET /users/@me/guilds', (context) => {
      const { world, query } = context
      const guilds = [...world.guilds.values()].filter((guild) => guild.members.has(caller(context)))
      const page = guilds.slice(0, numberIn(query, 'limit') ?? 200)
      return ok(
        page.map((guild) => ({
          id: guild.id,
          name: guild.name,
          icon: null,
          banner: null,
          owner: false,
          permissions: '0',
          features: [],
        })),
      )
    }),
    route('POST /users/@me/channels', (context) => {
      const { recipient_id: recipient } = payloadOf<{ recipient_id?: string }>(context)
      const channel = openDm(context.world, caller(context), String(recipient))
      return ok(viewChannel(context.world, channel, caller(context)))
    }),
    route('GET /applications/@me', (context) => ok(application(context))),
    route('PATCH /applications/@me', (context) => {
      const { description } = payloadOf<{ description?: string }>(context)
      if (description !== undefined) context.world.bot(caller(context)).description = description
      return ok(application(context))
    }),
    route('GET /oauth2/applications/@me', (context) => ok(application(context))),
  ]
}
