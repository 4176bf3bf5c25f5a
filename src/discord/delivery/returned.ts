import { Routes } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import { draftLetter } from '../../letters/draft.ts'
import { fillLetter } from '../../letters/fill.ts'
import { desiredBan } from '../../casework/carry-out-ban.ts'
import { letterFacts } from '../../casework/letter-facts.ts'
import { ladderOfCase } from '../../casework/person-ladder.ts'
import type { Store } from '../../casework/ports.ts'
import { recordReturnTold } from '../../casework/record-return.ts'
import { keepTold } from '../../casework/told.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import type { Api } from './api.ts'
import { withWhatItCarried } from './carried.ts'
import { invitation } from './invitation.ts'
import { letterSlots } from './letters.ts'

/**
 * When a ban has ended, or was left lifted, the letter itself is edited to say *You can come back*, with an invitation (G4, G5). A letter that
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
      return {
        to: file.sanction.letterTo ?? file.respondent,
        sanction: file.sanction,
        draft: draftLetter(clp.config.templates, 'come_back', facts),
      }
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
    // without its date, which is the day of the edit
    const says = fillLetter(draft, letterSlots(clp.clock.now())).message.split(' · ').slice(0, 2).join(' · ')
    if (letter.ok && letter.value.content.startsWith(says)) return told(true)
    if (!letter.ok && letter.kind !== 'final') return letter
    const invite = await invitation(api, clp.serverId)
    if (!invite.ok) return invite
    const slots = letterSlots(clp.clock.now())
    const note = fillLetter(draft, invite.value === null ? slots : { ...slots, invite: invite.value })
    const before = JSON.parse(dmBody) as MessageBody
    const edited = await api.edit(dmChannelId, dmMessageId, {
      content: letter.ok ? withWhatItCarried(note.message, letter.value, before) : note.message,
      ...(before.components ? { components: before.components } : {}),
    })
    if (edited.ok) {
      const person = found.to
      return {
        ok: true as const,
        async value(s: Store) {
          await recordReturnTold(clp, s, e.target, true, '')
          const body = { content: note.message, files: [note.file] }
          await keepTold(s, { person, at: clp.clock.now(), what: e.name, matter: e.target, body })
        },
      }
    }
    return edited.kind === 'final' ? told(false, 'Discord does not let the bot edit the letter.') : edited
  },
  trouble: async () => 'wait',
})
