/** Direct messages: opening a channel, and who may write to whom. */
import { refusal } from './errors.ts'
import type { DmState } from './state.ts'
import type { World } from './world.ts'

const TEN_MINUTES_MS = 10 * 60 * 1000

/** The DM channel of two users, opened if there is none; 50033 for nobody, 40003 for a bot that opens too many. */
export function openDm(world: World, actorId: string, otherId: string): DmState {
  if (!world.users.has(otherId) || actorId === otherId) throw refusal('invalidRecipient')
  const existing = world.dmBetween(actorId, otherId)
  if (existing !== undefined) return existing
  if (world.bots.has(actorId)) countOpening(world, actorId)
  const channel: DmState = { kind: 'dm', id: world.nextId(), type: 1, recipients: [actorId, otherId] }
  world.placeDm(channel)
  world.changed({ kind: 'channel', channel })
  return channel
}

function countOpening(world: World, botId: string): void {
  const bot = world.bot(botId)
  const since = world.clock.now().getTime() - TEN_MINUTES_MS
  bot.dmOpenings = bot.dmOpenings.filter((time) => time > since)
  if (bot.dmOpenings.length >= world.settings.dmOpensPerTenMinutes) throw refusal('openingDmsTooFast')
  bot.dmOpenings.push(world.clock.now().getTime())
}

/** Refuses with 50007 when blocked or shut out, with 50278 when the two share no server. */
export function requireDmAllowed(world: World, actorId: string, channel: DmState): void {
  const otherId = channel.recipients.find((id) => id !== actorId) ?? actorId
  const other = world.user(otherId)
  if (other.blocked.has(actorId) || world.user(actorId).blocked.has(otherId))
    throw refusal('cannotMessageUser')
  if (other.bot) {
    if (world.bots.has(actorId)) throw refusal('cannotMessageUser')
    const added = world.user(actorId).installedApps.has(otherId)
    if (!added && !world.settings.dmToBotWithoutServer && !world.shareServer(actorId, otherId)) {
      throw refusal('noSharedServer')
    }
    return
  }
  const shared = [...world.guilds.values()].filter(
    (guild) => guild.members.has(actorId) && guild.members.has(otherId),
  )
  if (shared.length === 0) throw refusal('noSharedServer')
  const open = !other.dmsShut && shared.some((guild) => !other.dmsShutIn.has(guild.id))
  if (!open) throw refusal('cannotMessageUser')
}
