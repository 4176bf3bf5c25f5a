import { Routes } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import { desiredBan } from '../../casework/carry-out-ban.ts'
import type { Effect } from '../../casework/effects.ts'
import { safeguardingHolds } from '../../casework/safeguarding.ts'
import { DISCORD } from '../../policy/platform.ts'
import { recordToldPerson, tellByEdit } from '../../casework/tell-person.ts'
import type { Store } from '../../casework/ports.ts'
import { keepTold } from '../../casework/told.ts'
import type { ConvergeHandler, SayHandler } from '../../outbox/handlers.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import type { Api } from './api.ts'
import { withWhatItCarried } from './carried.ts'
import { invitation } from './invitation.ts'
import { whyNot } from './letters.ts'

type Payload = Extract<Effect, { name: 'person-dm' }>['payload']

/** Something told to someone who is heard in a matter (A5, D8). Where Discord refuses, people tell them another way. */
export const personDm: SayHandler = {
  kind: 'say',
  kept: true,
  inHours: true,
  holds: (s, e) => safeguardingHolds(s, e.target),
  async prepare(clp, _s, e) {
    const { userId, text } = e.payload as Payload
    return {
      to: { dm: userId },
      body: (mark) => ({ content: `${text}\n-# ${clp.config.policy.clp.name} · ${mark}` }),
    }
  },
  delivered: (clp, s, e) => recordToldPerson(clp, s, e.target, e.payload as Payload, true),
  async refused(clp, s, e, f) {
    await tellByEdit(clp, s, e.target, e.payload as Payload, whyNot(f))
    return 'give_up'
  },
}

/**
 * The letter that someone has is edited to carry what could not be told by DM (H10), with an invitation where they are
 * banned no more. One that carries it already is left alone.
 */
export const toldInLetter = (api: Api): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const payload = e.payload as Payload & { why: string }
    const { sanction, free } = await clp.transact(async (s) => {
      const { sanction: theirs = null } = (await s.caseFile(e.target)) ?? {}
      const whoHasIt = theirs?.letterTo ?? payload.userId
      return { sanction: theirs, free: !(await desiredBan(clp, s, whoHasIt)).banned }
    })
    const told = (yes: boolean) => ({
      ok: true as const,
      async value(s: Store) {
        await recordToldPerson(clp, s, e.target, payload, yes, payload.why)
        const { userId: person, text: content } = payload
        const copy = { person, at: clp.clock.now(), what: e.name, matter: e.target, body: { content } }
        if (yes) await keepTold(s, copy)
      },
    })
    if (sanction?.dmChannelId == null || sanction.dmMessageId === null) return told(false)
    const { dmChannelId, dmMessageId, dmBody } = sanction
    const letter = await api.get<APIMessage>(Routes.channelMessage(dmChannelId, dmMessageId))
    if (!letter.ok) return letter.kind === 'final' ? told(false) : letter
    if (letter.value.content.includes(payload.text.slice(0, 200))) return told(true)
    const isBanHere = sanction.kind !== 'warning' && sanction.platform === DISCORD
    const invite = free && isBanHere ? await invitation(api, clp.serverId) : null
    if (invite && !invite.ok) return invite
    const before = dmBody === null ? {} : (JSON.parse(dmBody) as MessageBody)
    const content = `${payload.text}${invite?.value ? `\nYour invitation to come back: ${invite.value}` : ''}`
    const edited = await api.edit(dmChannelId, dmMessageId, {
      content: withWhatItCarried(content, letter.value, before),
      ...(before.components ? { components: before.components } : {}),
    })
    if (edited.ok) return told(true)
    return edited.kind === 'final' ? told(false) : edited
  },
  trouble: async () => 'wait',
})
