import type { Office } from '../../src/policy/offices.ts'
import type { Delivery } from './delivery.ts'

/** Appoints the small CLP's officers straight into its register, at the beginning of 2026. */
export async function appointAll(d: Delivery): Promise<void> {
  const { small } = d
  const at = '2026-01-05T10:00:00.000Z'
  const held: [Office, string, string | null][] = [
    ['secretary', small.secretary, null],
    ['chair', small.chair, null],
    ['sm_officer', small.smOfficer, null],
    ...small.admins.map((id): [Office, string, string] => ['admin', id, 'discord']),
    ...small.ec.map((id): [Office, string, null] => ['ec_member', id, null]),
    ['trusted_ec_officer', small.ec[0] as string, null],
  ]
  await d.clp.transact(async (s) => {
    for (const [office, person, platform] of held)
      await s.appoint({ office, platform, person, name: office, at, minute: null })
  })
}

/** Sends every effect of some kinds that is due, each as the outbox would. */
export async function deliver(d: Delivery, names: string[]): Promise<void> {
  const { deliveryHandlers } = await import('../../src/discord/delivery/handlers.ts')
  const { say } = await import('../../src/outbox/say.ts')
  const handlers = deliveryHandlers(d.api, () => d.small.bot.id, [])
  const now = d.clp.clock.now()
  for (const e of await d.clp.transact((s) => s.openEffects())) {
    const handler = handlers[e.name]
    if (names.includes(e.name) && e.notBefore <= now && handler.kind === 'say')
      await say(d.clp, d.api.wire, handler, e)
  }
}
