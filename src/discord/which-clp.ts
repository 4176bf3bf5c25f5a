import { type Client, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import { isKnown } from '../casework/known-people.ts'
import type { Clp } from '../casework/ports.ts'
import { plainLine, truncate } from '../letters/plain-text.ts'
import { buttons, type MessageAnswer } from './answer.ts'

/** A CLP that someone belongs to, with the name of its server. */
export interface OwnClp {
  clp: Clp
  name: string
}

/** What people belong to, where one bot serves several CLPs. */
export interface WhichClp {
  /** The CLPs that someone is a member of, or whose register knows them; where there is one CLP only, that one. */
  of(userId: string): Promise<OwnClp[]>
  /** Whether a CLP is one of theirs: ids of buttons can be forged. */
  isTheirs(clp: Clp, userId: string): Promise<boolean>
}

/** Asks the registers first, and Discord only where none of them knows. */
export function whichClp(client: Client, all: () => Clp[]): WhichClp {
  async function isMember(clp: Clp, userId: string): Promise<boolean> {
    const server = client.guilds.cache.get(clp.serverId)
    if (!server) return false
    return server.members.fetch({ user: userId, force: true }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMember) return false
        throw error
      },
    )
  }
  async function isTheirs(clp: Clp, userId: string): Promise<boolean> {
    if (all().length === 1) return true
    return (await isKnown(clp, userId)) || isMember(clp, userId)
  }
  return {
    isTheirs,
    async of(userId) {
      const found = await Promise.all(all().map(async (clp) => ((await isTheirs(clp, userId)) ? [clp] : [])))
      return found.flat().map((clp) => ({
        clp,
        name: client.guilds.cache.get(clp.serverId)?.name ?? clp.config.policy.clp.name,
      }))
    },
  }
}

/** Discord takes 25 buttons in a message. */
const MOST = 25

export const NO_CLP =
  'This bot works for the Discord servers of CLPs, and it does not know you from any of them. If you want to complain or to appeal, write to the Secretary of your CLP.'

/** Asks which CLP something is about, a button for each by the name of its server. */
export const askWhich = (own: OwnClp[], id: (serverId: string) => string, before = ''): MessageAnswer => ({
  content: `${before}Which CLP is it about? Choose its server:`,
  components: buttons(
    own
      .slice(0, MOST)
      .map(({ clp, name }) => ({ label: truncate(plainLine(name), 80), id: id(clp.serverId) })),
  ),
})
