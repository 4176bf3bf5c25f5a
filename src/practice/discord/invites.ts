/** Invitations to a server. */
import { AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10'
import { recordAudit } from './audit.ts'
import { refusal } from './errors.ts'
import { requireInChannel } from './permissions.ts'
import type { GuildChannelState, GuildState, InviteState } from './state.ts'
import { inviteEnd } from './views.ts'
import type { World } from './world.ts'

export interface InvitePayload {
  /** Seconds; a day when not said, 0 for ever. */
  max_age?: number
  /** 0 for as often as one likes. */
  max_uses?: number
  temporary?: boolean
  unique?: boolean
}

/** Makes an invitation to a channel's server; needs Create Invite. */
export function createInvite(
  world: World,
  actorId: string,
  channel: GuildChannelState,
  payload: InvitePayload,
  reason?: string,
): InviteState {
  requireInChannel(world, channel, actorId, P.CreateInstantInvite)
  const guild = world.guild(channel.guildId)
  const invite: InviteState = {
    // Discord's own codes are letters and digits only
    code: world.secret(6).replaceAll(/[-_]/g, '0'),
    channelId: channel.id,
    inviterId: actorId,
    createdAt: world.clock.now(),
    maxAgeSeconds: payload.max_age ?? 86_400,
    maxUses: payload.max_uses ?? 0,
    uses: 0,
    temporary: payload.temporary ?? false,
  }
  guild.invites.set(invite.code, invite)
  recordAudit(world, guild, {
    action: AuditLogEvent.InviteCreate,
    by: actorId,
    target: null,
    reason,
    changes: Object.entries({
      code: invite.code,
      channel_id: invite.channelId,
      inviter_id: invite.inviterId,
      uses: invite.uses,
      max_uses: invite.maxUses,
      max_age: invite.maxAgeSeconds,
      temporary: invite.temporary,
    }).map(([key, value]) => ({ key, new_value: value })),
  })
  world.changed()
  return invite
}

/** The server and invitation of a code that still works, else 10006. */
export function findInvite(world: World, code: string): { guild: GuildState; invite: InviteState } {
  for (const guild of world.guilds.values()) {
    const invite = guild.invites.get(code)
    if (invite !== undefined && works(world, invite)) return { guild, invite }
  }
  throw refusal('unknownInvite')
}

function works(world: World, invite: InviteState): boolean {
  const spent = invite.maxUses > 0 && invite.uses >= invite.maxUses
  const over = invite.maxAgeSeconds > 0 && inviteEnd(invite) <= world.clock.now()
  return !spent && !over && world.channels.has(invite.channelId)
}
