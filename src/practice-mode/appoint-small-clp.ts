import type { PracticeDiscord } from '../practice/discord/practice-discord.ts'
import type { SmallClp } from '../practice/small-clp.ts'

/** Sets the practice CLP up with the bot's own commands, as its owner and its Secretary would. */
export async function appointSmallClp(discord: PracticeDiscord, clp: SmallClp): Promise<void> {
  const where = { guild: clp.guild }
  const owner = discord.as(clp.owner)
  const secretary = discord.as(clp.secretary)
  await done(() => owner.slash(where, 'setup channels', { log: clp.channels.log, rooms: clp.channels.rooms }))
  await done(() => owner.slash(where, 'officer appoint', { office: 'secretary', person: clp.secretary }))
  const appoint = (office: string, person: string, more: Record<string, string> = {}) =>
    done(() => secretary.slash(where, 'officer appoint', { office, person, minute: 'EC 2026/1', ...more }))
  await appoint('chair', clp.chair)
  await appoint('sm_officer', clp.smOfficer)
  for (const admin of clp.admins) await appoint('admin', admin, { platform: 'discord' })
  for (const member of clp.ec) await appoint('ec_member', member)
  await appoint('trusted_ec_officer', clp.ec[0])
}

const TRIES = 5

/** Does one thing, again when a busy computer kept the answer from coming in time; done twice is done once. */
async function done(
  act: () => Promise<{ failed: string | undefined; content: string; deferred: boolean }>,
): Promise<void> {
  let last = ''
  for (let i = 0; i < TRIES; i++) {
    const { failed, content } = await act()
    if (failed === undefined && /is now|log:|holds that office already/.test(content)) return
    last = failed ?? content
  }
  throw new Error(`setting up went wrong: ${last}`)
}
