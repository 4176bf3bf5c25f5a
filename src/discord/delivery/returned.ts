import { Routes } from 'discord.js'
import type { APIGuild } from 'discord-api-types/v10'
import { draftLetter } from '../../letters/draft.ts'
import { fillLetter } from '../../letters/fill.ts'
import { letterFacts } from '../../casework/letter-facts.ts'
import { ladderOfCase } from '../../casework/person-ladder.ts'
import { recordReturnTold } from '../../casework/record-return.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import type { Api } from './api.ts'
import { letterSlots } from './letters.ts'

const DAYS_30_IN_SECONDS = 30 * 86_400

/** When a ban has ended the letter itself is edited to say *You can come back*, with an invitation (G4). */
export const returned = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const found = await clp.transact(async (s) => {
      const file = await s.caseFile(e.target)
      if (!file?.sanction) return null
      const facts = letterFacts(clp, file, 'come_back', await ladderOfCase(clp, s, file))
      return { sanction: file.sanction, draft: draftLetter(clp.config.templates, 'come_back', facts) }
    })
    if (!found) return { ok: true, value: null }
    const { sanction, draft } = found
    if (sanction.dmChannelId === null || sanction.dmMessageId === null || sanction.dmBody === null)
      return {
        ok: true,
        value: (s) => recordReturnTold(clp, s, e.target, false, 'the letter was not a Discord message.'),
      }
    const invite = await invitation(api, clp.serverId)
    const note = fillLetter(draft, { ...letterSlots(clp.clock.now()), ...(invite ? { invite } : {}) })
    const before = JSON.parse(sanction.dmBody) as MessageBody
    const edited = await api.edit(sanction.dmChannelId, sanction.dmMessageId, {
      content: note.message,
      ...(before.components ? { components: before.components } : {}),
    })
    if (edited.ok) return { ok: true, value: (s) => recordReturnTold(clp, s, e.target, true, '') }
    if (edited.kind !== 'final') return edited
    return {
      ok: true,
      value: (s) =>
        recordReturnTold(clp, s, e.target, false, 'Discord does not let the bot edit the letter.'),
    }
  },
  trouble: async () => 'wait',
})

/** An invitation to the first text channel that lets the bot make one; null where none does. */
async function invitation(api: Api, serverId: string): Promise<string | null> {
  const server = await api.get<APIGuild>(Routes.guild(serverId))
  const channels = await api.get<{ id: string; type: number }[]>(Routes.guildChannels(serverId))
  if (!server.ok || !channels.ok) return null
  const first = [server.value.system_channel_id, server.value.rules_channel_id].filter((id) => id !== null)
  const others = channels.value.filter((c) => c.type === 0).map((c) => c.id)
  for (const id of [...first, ...others].slice(0, 5)) {
    const made = await api.attempt<{ code: string }>(() =>
      api.rest.post(Routes.channelInvites(id), {
        body: { max_age: DAYS_30_IN_SECONDS, max_uses: 1, unique: true },
      }),
    )
    if (made.ok) return `https://discord.gg/${made.value.code}`
  }
  return null
}
