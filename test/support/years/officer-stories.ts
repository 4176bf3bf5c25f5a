import { insist } from '../../../src/practice-mode/story.ts'
import type { Story, Years } from './years.ts'

const MOST_ADMINS = 6
const MINUTE = 'EC 2026/7'

/** A member becomes an admin; where there are many by then, whoever was it longest leaves the office some days later. */
export async function* appoints(years: Years, who: string): Story {
  await takesOffice(years, who, { office: 'admin', platform: 'discord' })
  years.admins.push(who)
  yield 7
  const longest = years.admins[0] as string
  if (years.admins.length > MOST_ADMINS)
    await endsOffice(years, longest, { office: 'admin', platform: 'discord' })
}

/** A member comes onto the EC in place of one who has left it. */
export async function* joinsEc(years: Years, who: string): Story {
  await takesOffice(years, who, { office: 'ec_member' })
  years.ec.push(who)
  yield 1
}

async function takesOffice(years: Years, who: string, office: Record<string, string>): Promise<void> {
  const { stage, clp } = years
  const roles = [...clp.discord.world.guild(clp.guild).roles.values()]
  clp.discord.giveRole(clp.guild, who, roles.find((r) => r.name === 'Officers')?.id ?? '')
  const said = await insist(stage, () =>
    clp
      .as(clp.secretary)
      .slash({ guild: clp.guild }, 'officer appoint', { ...office, minute: MINUTE, person: who }),
  )
  if (!/is now|holds that office/.test(said.text)) throw new Error(`not appointed: ${said.text}`)
  // officers commit no breaches here: who decides about them is told in other tests
  years.busy.add(who)
}

/** The Secretary ends somebody's office. */
export async function endsOffice(years: Years, who: string, office: Record<string, string>): Promise<void> {
  const { stage, clp } = years
  const ended = await insist(stage, () =>
    clp
      .as(clp.secretary)
      .slash({ guild: clp.guild }, 'officer end', { ...office, minute: MINUTE, person: who }),
  )
  if (!/ends|ended|no longer|Nobody holds/.test(ended.text)) throw new Error(`not ended: ${ended.text}`)
  for (const list of [years.admins, years.ec]) if (list.includes(who)) list.splice(list.indexOf(who), 1)
  years.left.add(who)
}
