import { Routes } from 'discord.js'
import type { APIGuild, APIMessage } from 'discord-api-types/v10'
import { draftLetter } from '../../letters/draft.ts'
import { fillLetter } from '../../letters/fill.ts'
import { desiredBan } from '../../casework/carry-out-ban.ts'
import { letterFacts } from '../../casework/letter-facts.ts'
import { ladderOfCase } from '../../casework/person-ladder.ts'
import type { Store } from '../../casework/ports.ts'
import { recordReturnTold } from '../../casework/record-return.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { MessageBody, WireResult } from '../../outbox/wire.ts'
import type { Api } from './api.ts'
import { letterSlots } from './letters.ts'

const DAYS_30_IN_SECONDS = 30 * 86_400
const INVITATION = 'https://discord.gg/'

/**
 * When a ban has ended the letter itself is edited to say *You can come back*, with an invitation (G4). A letter that
 * says so already is left alone: whoever has read it keeps the invitation that they have.
 */
export const returned = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const found = await clp.transact(async (s) => {
      const file = await s.caseFile(e.target)
      // banned again meanwhile: nobody is told that they can come back
      if (!file?.sanction || (await desiredBan(clp, s, file.respondent)).banned) return null
      const facts = letterFacts(clp, file, 'come_back', await ladderOfCase(clp, s, file))
      return { sanction: file.sanction, draft: draftLetter(clp.config.templates, 'come_back', facts) }
    })
    if (!found) return { ok: true, value: null }
    const { sanction, draft } = found
    const { dmChannelId, dmMessageId, dmBody } = sanction
    const told = (yes: boolean, why = '') => ({
      ok: true as const,
      value: (s: Store) => recordReturnTold(clp, s, e.target, yes, why),
    })
    if (dmChannelId === null || dmMessageId === null || dmBody === null)
      return told(false, 'the letter was not a Discord message.')
    const letter = await api.get<APIMessage>(Routes.channelMessage(dmChannelId, dmMessageId))
    // what was done may name an invitation too, but only this edits a letter
    const wasEdited = letter.ok && letter.value.edited_timestamp !== null
    if (wasEdited && letter.value.content.includes(INVITATION)) return told(true)
    if (!letter.ok && letter.kind !== 'final') return letter
    const invite = await invitation(api, clp.serverId)
    if (!invite.ok) return invite
    const slots = letterSlots(clp.clock.now())
    const note = fillLetter(draft, invite.value === null ? slots : { ...slots, invite: invite.value })
    const before = JSON.parse(dmBody) as MessageBody
    const edited = await api.edit(dmChannelId, dmMessageId, {
      content: note.message,
      ...(before.components ? { components: before.components } : {}),
    })
    if (edited.ok) return told(true)
    return edited.kind === 'final' ? told(false, 'Discord does not let the bot edit the letter.') : edited
  },
  trouble: async () => 'wait',
})

/**
 * An invitation to the first text channel that lets the bot make one; null where none does. While Discord does not
 * answer it is no answer: a letter without an invitation would never get one.
 */
async function invitation(api: Api, serverId: string): Promise<WireResult<string | null>> {
  const server = await api.get<APIGuild>(Routes.guild(serverId))
  if (!server.ok) return server
  const channels = await api.get<{ id: string; type: number }[]>(Routes.guildChannels(serverId))
  if (!channels.ok) return channels
  const first = [server.value.system_channel_id, server.value.rules_channel_id].filter((id) => id !== null)
  const others = channels.value.filter((c) => c.type === 0).map((c) => c.id)
  for (const id of [...first, ...others].slice(0, 5)) {
    const made = await api.attempt<{ code: string }>(() =>
      api.rest.post(Routes.channelInvites(id), {
        body: { max_age: DAYS_30_IN_SECONDS, max_uses: 1, unique: true },
      }),
    )
    if (made.ok) return { ok: true, value: `${INVITATION}${made.value.code}` }
    if (made.kind !== 'final') return made
  }
  return { ok: true, value: null }
}
