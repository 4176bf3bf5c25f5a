import { listPlatforms } from '../../casework/list-platforms.ts'
import { plainLine, plainName } from '../../letters/plain-text.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import type { Command } from '../handler.ts'
import { inPieces } from '../render/pieces.ts'
import { refused } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const KINDS: Readonly<Record<string, string>> = { discord: 'Discord server' }

/** `/platform list` (L1). */
export const platform: Command = {
  data: {
    name: 'platform',
    description: "The CLP's platforms",
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 1,
        name: 'list',
        description: 'Which platforms the CLP has, who owns them and who is admin of each',
      },
    ],
  },
  async run(c) {
    const found = await listPlatforms(c.clp, c.actor)
    if (!found.ok) return refused(found.refusal)
    const lines = found.platforms.flatMap((p) => {
      const here = p.name === 'discord'
      const owner = here ? `<@${c.clp.ownerId()}>` : p.owner ? plainName(p.owner) : 'not written down'
      return [
        `**${plainName(p.name)}** · ${KINDS[p.kind] ?? plainLine(p.kind, 80)} · ${here ? plainName(c.server.name) : plainLine(p.address, 200)}`,
        `Owned by ${owner}. Registered since ${formatDate(londonDate(p.registeredAt))}.`,
        ...(p.admins.length === 0
          ? ['Nobody is admin of it.']
          : p.admins.map(
              (h) =>
                `• admin: ${h.person ? `<@${h.person}>` : plainName(h.name)}, since ${formatDate(londonDate(h.from))}`,
            )),
        '',
      ]
    })
    return inPieces(["**The CLP's platforms**", '', ...lines], 'platforms.txt')
  },
}
