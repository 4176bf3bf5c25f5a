import type { PracticeDiscord } from '../discord/practice-discord.ts'
import type { SmallClp } from '../small-clp.ts'

/** People around a CLP who are not on its server. */
export interface Onlookers {
  /** Was a member, and was banned before the bot came. */
  banned: string
  /** Left the server and has added the bot to their own account, so that its commands work everywhere. */
  withApp: string
  /** Was never a member. */
  outsider: string
}

/** Adds the people outside, who meet on a server of their own, which the bot is not on. */
export function addOnlookers(discord: PracticeDiscord, clp: SmallClp): Onlookers {
  const person = (username: string, name: string): string => discord.addUser({ username, name }).id
  const banned = person('gus', 'Gus Barnett')
  const withApp = person('hana', 'Hana Weiss')
  const outsider = person('paula', 'Paula Finch')
  const { id: club } = discord.addGuild({ name: 'Exampleton Gardening Club', owner: outsider })
  discord.addChannel(club, { name: 'allotments' })
  for (const id of [banned, withApp]) discord.addMember(club, id)
  discord.addMember(clp.guild, banned)
  discord.as(clp.owner).ban(clp.guild, banned, 'Posted advertising again and again')
  discord.as(withApp).addAppToAccount(clp.bot.id)
  return { banned, withApp, outsider }
}
