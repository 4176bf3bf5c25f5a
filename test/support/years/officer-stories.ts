import { insist } from '../../../src/practice-mode/story.ts'
import type { Story, Years } from './years.ts'

const MOST_ADMINS = 6

/** A member becomes an admin; where there are many by then, whoever was it longest leaves the office some days later. */
export async function* appoints(years: Years, who: string): Story {
  const { stage, clp } = years
  const secretary = clp.as(clp.secretary)
  const office = { office: 'admin', platform: 'discord', minute: 'EC 2026/7' }
  const role = clp.discord.world.guild(clp.guild).roles
  const officers = [...role.values()].find((r) => r.name === 'Officers')
  if (officers) clp.discord.giveRole(clp.guild, who, officers.id)
  const said = await insist(stage, () =>
    secretary.slash({ guild: clp.guild }, 'officer appoint', { ...office, person: who }),
  )
  if (!/is now|holds that office/.test(said.text)) throw new Error(`not appointed: ${said.text}`)
  years.admins.push(who)
  yield 7
  if (years.admins.length <= MOST_ADMINS) return
  const longest = years.admins[0] as string
  const ended = await insist(stage, () =>
    secretary.slash({ guild: clp.guild }, 'officer end', { ...office, person: longest }),
  )
  if (ended.failed !== undefined) throw new Error(`not ended: ${ended.text}`)
  years.admins.shift()
}
