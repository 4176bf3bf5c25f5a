import { Routes } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import type { Effect } from '../../casework/effects.ts'
import { appealMatter } from '../../casework/appeal-people.ts'
import type { Store } from '../../casework/ports.ts'
import { recordOutcomeReached, tellByLetter } from '../../casework/outcome-reached.ts'
import { outcomeMessage, type OutcomeNews } from '../../casework/tell-outcome.ts'
import { keepTold } from '../../casework/told.ts'
import { messageLimit } from '../../letters/templates.ts'
import { type Instant, plusMinutes } from '../../policy/calendar.ts'
import type { ConvergeHandler, SayHandler } from '../../outbox/handlers.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import type { Api } from './api.ts'
import { withWhatItCarried } from './carried.ts'
import { invitation } from './invitation.ts'
import { whyNot } from './letters.ts'

const RETRY_MINUTES = 1

interface Payload {
  userId: string
  what: OutcomeNews
  about: string | null
  why: string
}
const payloadOf = (e: Effect): Payload => e.payload as never

/**
 * What the EC writes to an appellant (H7, H8): by DM, with an invitation where they can come back. Where Discord refuses
 * that for good, the letter that they have is edited to carry it (H10).
 */
export function appealLetter(api: Api): SayHandler {
  /** Invitations made for effects whose body is not stored yet; one that is lost with the process is made again. */
  const invites = new Map<number, string>()
  return {
    kind: 'say',
    letter: 'any',
    kept: true,
    inHours: true,
    async check(clp, e) {
      const { what, about } = payloadOf(e)
      const message = await clp.transact((s) => outcomeMessage(clp, s, e.target, what, about))
      if (!message?.invited || invites.has(e.id)) return null
      const made = await invitation(api, clp.serverId)
      if (made.ok && made.value !== null) invites.set(e.id, made.value)
      if (made.ok || made.kind === 'final') return null
      // while Discord does not answer it is no answer: whoever can come back gets an invitation (H8)
      return async (s) => {
        const now = clp.clock.now()
        const { lane, target } = e
        await s.addEffect(
          { name: 'appeal-letter', lane, target, payload: payloadOf(e) },
          now,
          plusMinutes(now, RETRY_MINUTES),
        )
      }
    },
    async prepare(clp, s, e) {
      const { what, about, userId } = payloadOf(e)
      const message = await outcomeMessage(clp, s, e.target, what, about)
      if (message === null) return null
      const marked = (mark: string, at: Instant) => {
        const body = message.body(at, invites.get(e.id))
        return { ...body, content: `${body.content}\n-# ${mark}` }
      }
      // a letter that is as long as a message can be has no room for a mark: it is known again by how it begins (G1)
      const hasRoom = marked('m'.repeat(20), clp.clock.now()).content.length <= messageLimit
      return hasRoom
        ? { to: { dm: userId }, body: marked }
        : {
            to: { dm: userId },
            marker: message.begins,
            body: (_mark, at) => message.body(at, invites.get(e.id)),
          }
    },
    async delivered(clp, s, e) {
      invites.delete(e.id)
      await recordOutcomeReached(clp, s, e.target, payloadOf(e).what, 'dm')
    },
    async refused(clp, s, e, f) {
      invites.delete(e.id)
      const { what, about } = payloadOf(e)
      await tellByLetter(clp, s, e.target, what, about, whyNot(f))
      return 'give_up'
    },
  }
}

/** The letter of the sanction, edited to carry what could not be told by DM (H10). One that carries it is left alone. */
export const appealEdit = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const { what, about, why } = payloadOf(e)
    const found = await clp.transact(async (s) => {
      const m = await appealMatter(s, e.target)
      const message = await outcomeMessage(clp, s, e.target, what, about)
      const sanction = m?.about.kind === 'case' ? m.about.file.sanction : null
      return { message, sanction, appellant: m?.file.appellant }
    })
    const { message, sanction, appellant } = found
    if (message === null) return { ok: true, value: null }
    const told = (how: 'letter_edited' | 'by_hand') => ({
      ok: true as const,
      async value(s: Store) {
        await recordOutcomeReached(clp, s, e.target, what, how, why, about)
        const at = clp.clock.now()
        const copy = { at, what: e.name, matter: e.target, body: message.body(at, undefined) }
        if (how === 'letter_edited' && appellant) await keepTold(s, { ...copy, person: appellant })
      },
    })
    if (sanction?.dmChannelId == null || sanction.dmMessageId === null) return told('by_hand')
    const { dmChannelId, dmMessageId, dmBody } = sanction
    const letter = await api.get<APIMessage>(Routes.channelMessage(dmChannelId, dmMessageId))
    if (!letter.ok && letter.kind !== 'final') return letter
    if (!letter.ok) return told('by_hand')
    if (letter.value.content.includes(message.begins)) return told('letter_edited')
    const invite = message.invited ? await invitation(api, clp.serverId) : null
    if (invite && !invite.ok) return invite
    const before = dmBody === null ? {} : (JSON.parse(dmBody) as MessageBody)
    const { content } = message.body(clp.clock.now(), invite?.value ?? undefined)
    // an outcome takes the place of what was said while the appeal ran
    const outlived = (said: string) =>
      what === 'outcome' && said.startsWith(`**About your appeal** · ${e.target}`)
    const edited = await api.edit(dmChannelId, dmMessageId, {
      content: withWhatItCarried(content, letter.value, before, outlived),
      ...(before.components ? { components: before.components } : {}),
    })
    if (edited.ok) return told('letter_edited')
    return edited.kind === 'final' ? told('by_hand') : edited
  },
  trouble: async () => 'wait',
})
