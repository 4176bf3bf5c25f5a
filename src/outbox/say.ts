import type { Effect } from '../casework/effects.ts'
import { writtenTo } from '../casework/identities.ts'
import { notePosted } from '../casework/forget.ts'
import type { Clp, Store } from '../casework/ports.ts'
import { queueTakeOut } from '../casework/take-out-quotes.ts'
import { keepTold } from '../casework/told.ts'
import { nextSendingTime } from '../policy/calendar.ts'
import type { Delivered, SayHandler } from './handlers.ts'
import { later } from './later.ts'
import { maybeSaid } from './said-before.ts'
import type { MessageBody, Wire, WireFailure } from './wire.ts'

/** Within this time of the first attempt Discord itself recognises a nonce; after it we look before we send again. */
const NONCE_MS = 60_000
/** Clocks differ, and are set right: the search for a message begins this much before the first attempt. */
const SKEW_MS = 24 * 3_600_000
/** How long a message that must wait is left alone. */
const HELD_MS = 60 * 60_000
const MARK_LENGTH = 10
const UNKNOWN_CHANNEL = 10003

/** Someone known by a handle: people give them what there is to say (F3). */
const NOT_ON_DISCORD: WireFailure = {
  ok: false,
  kind: 'final',
  code: null,
  why: 'They are known by a handle, and the bot cannot write to that.',
}

/** The word that marks a message as the one of this effect. */
const markOf = (nonce: string): string => nonce.slice(0, MARK_LENGTH)

/**
 * Says one thing once (G1). Body, nonce and time of the first attempt are stored before anything is sent, and each attempt
 * is counted before it is made, so that after a `kill -9` at any line the next one knows what may be there: nothing, and
 * it begins afresh; else within a minute it sends the same nonce again, and later it looks for its mark in the channel
 * and sends only if it is not there. Until it has looked, no refusal of a later attempt says anything of the earlier.
 */
export async function say(clp: Clp, wire: Wire, handler: SayHandler, given: Effect): Promise<void> {
  // stored, but never sent: its dates are those of the day on which it is (F3)
  if (given.firstAttemptAt !== null && given.attempts === stored(given).before) return startAfresh(clp, given)
  const e = given.firstAttemptAt === null ? await prepared(clp, wire, handler, given) : given
  if (e === null) return
  const { firstAttemptAt, nonce, channelId } = e
  if (firstAttemptAt === null || nonce === null || channelId === null || e.body === null) return
  const { marker = markOf(nonce), before, sent } = stored(e)
  const done = (messageId: string) =>
    isSaid(clp, handler, e, { channelId, messageId, body: sent, at: firstAttemptAt })

  const inDoubt = e.attempts > before
  const age = Date.parse(clp.clock.now()) - Date.parse(firstAttemptAt)
  // a clock that was set back tells nothing of how long ago it was
  if (inDoubt && (age >= NONCE_MS || age < 0)) {
    const after = new Date(Date.parse(firstAttemptAt) - SKEW_MS).toISOString()
    const found = await wire.find(channelId, after, marker)
    if (found.ok && found.value !== null) return done(found.value)
    // it is certainly not there, or its channel is gone: say it afresh, with today's dates (F3)
    if (found.ok || found.code === UNKNOWN_CHANNEL) return startAfresh(clp, e)
    return refused(clp, handler, e, found, 'in_doubt')
  }
  await clp.transact((s) => s.updateEffect(e.id, { attempts: e.attempts + 1 }))
  const posted = await wire.post(channelId, sent, nonce)
  if (posted.ok) return done(posted.value)
  if (posted.kind === 'unknown' || inDoubt) return later(clp, e, posted)
  await refused(clp, handler, e, posted, 'not_sent')
}

/** True of what is not to be said any more: something else was put in its place, or nothing, since it was taken up. */
const isWithdrawn = async (s: Store, e: Effect): Promise<boolean> => (await s.effect(e.id)) === undefined

/** It stands on Discord. */
const isSaid = (clp: Clp, handler: SayHandler, e: Effect, said: Delivered): Promise<void> =>
  clp.transact(async (s) => {
    await notePosted(s, e, said)
    // it was said, and nothing follows from that any more where it was withdrawn meanwhile
    await ((await isWithdrawn(s, e))
      ? handler.tooLate?.(clp, s, e, said)
      : handler.delivered(clp, s, e, said))
    if (handler.kept) await keepSaid(clp, s, e, said)
    await s.finishEffects([e.id], 'done')
  })

/** Keeps the copy of what somebody was told. What was taken out of it while it was on its way is taken out of the message (C8). */
async function keepSaid(clp: Clp, s: Store, e: Effect, said: Delivered): Promise<void> {
  const { channelId, messageId, at } = said
  const { sent, takenOut } = stored((await s.effect(e.id)) ?? e)
  const body = takenOut ? sent : said.body
  const id = await keepTold(s, { ...toldBy(e), at, body, where: { channelId, messageId } })
  if (takenOut) await queueTakeOut(s, id, clp.clock.now())
}

/** Who was told something, and in which matter. */
const toldBy = (e: Effect) => ({
  person: (e.payload as { userId: string }).userId,
  what: e.name,
  matter: e.target,
})

async function startAfresh(clp: Clp, e: Effect): Promise<void> {
  await clp.transact((s) =>
    s.updateEffect(e.id, {
      firstAttemptAt: null,
      nonce: null,
      body: null,
      channelId: null,
      notBefore: clp.clock.now(),
    }),
  )
}

/** Discord said no. Where nothing is in doubt the next attempt is a first one. */
async function refused(
  clp: Clp,
  handler: SayHandler,
  e: Effect,
  f: WireFailure,
  before: 'not_sent' | 'in_doubt',
): Promise<void> {
  const over = await clp.transact(async (s) => {
    if (await isWithdrawn(s, e)) return true
    const givenUp = f.kind === 'final' && (await handler.refused(clp, s, e, f)) === 'give_up'
    if (givenUp) await s.finishEffects([e.id], 'failed')
    else if (before === 'not_sent')
      await s.updateEffect(e.id, { firstAttemptAt: null, nonce: null, body: null, channelId: null })
    return givenUp
  })
  if (!over) await later(clp, e, f)
}

/** Finds the channel, then stores what is about to be said. Null when there is nothing to say any more. */
async function prepared(clp: Clp, wire: Wire, handler: SayHandler, given: Effect): Promise<Effect | null> {
  const now = clp.clock.now()
  const { inHours } = handler
  const waits = typeof inHours === 'function' ? inHours(given) : inHours
  const sendAt = waits ? nextSendingTime(now, clp.config.policy.sendingHours) : now
  if (sendAt > now) {
    await clp.transact((s) => s.updateEffect(given.id, { notBefore: sendAt }))
    return null
  }
  const { holds } = handler
  if (holds && (await clp.transact((s) => holds(s, given)))) {
    const notBefore = new Date(Date.parse(now) + HELD_MS).toISOString()
    await clp.transact((s) => s.updateEffect(given.id, { notBefore }))
    return null
  }
  const instead = handler.check ? await handler.check(clp, given) : null
  if (typeof instead === 'object' && instead !== null) {
    await later(clp, given, instead)
    return null
  }
  if (instead) {
    await clp.transact(async (s) => {
      await instead(s)
      await s.finishEffects([given.id], 'done')
    })
    return null
  }
  const plan = await clp.transact(async (s) => {
    if (await isWithdrawn(s, given)) return null
    const found = await handler.prepare(clp, s, given)
    if (found === null) await s.finishEffects([given.id], 'done')
    if (found === null) return null
    const to = 'channel' in found.to ? found.to : { dm: await writtenTo(s, found.to.dm) }
    return { to, before: await maybeSaid(s, handler, given, found, now) }
  })
  if (plan === null) return null
  const { to } = plan
  const channel =
    'channel' in to
      ? { ok: true as const, value: to.channel }
      : to.dm === null
        ? NOT_ON_DISCORD
        : await wire.openDm(to.dm)
  if (!channel.ok) {
    const no: WireFailure = channel.kind === 'unknown' ? { ...channel, kind: 'retry' } : channel
    await refused(clp, handler, given, no, 'not_sent')
    return null
  }
  if (plan.before !== null) {
    const found = await wire.alike(channel.value, plan.before)
    if (!found.ok) {
      await later(clp, given, found)
      return null
    }
    if (found.value !== null) {
      const { id: messageId, at, body } = found.value
      await isSaid(clp, handler, given, { channelId: channel.value, messageId, at, body })
      return null
    }
  }
  return clp.transact(async (s) => {
    // between the two transactions it may have been withdrawn, or the matter may have moved on
    if (await isWithdrawn(s, given)) return null
    const fresh = await handler.prepare(clp, s, given)
    // to somebody else by now: the next look begins afresh (B3)
    if (
      fresh !== null &&
      'dm' in fresh.to &&
      !('channel' in to) &&
      (await writtenTo(s, fresh.to.dm)) !== to.dm
    )
      return null
    if (fresh === null) {
      await s.finishEffects([given.id], 'done')
      return null
    }
    const at = clp.clock.now()
    const nonce = clp.randomId()
    const body = JSON.stringify({
      ...fresh.body(markOf(nonce), at),
      before: given.attempts,
      ...(fresh.marker === undefined ? {} : { marker: fresh.marker }),
    })
    await s.updateEffect(given.id, { channelId: channel.value, nonce, firstAttemptAt: at, body })
    return { ...given, channelId: channel.value, nonce, firstAttemptAt: at, body }
  })
}

/**
 * What is stored of a message: the message itself, what to look for in the channel, and how many attempts had failed
 * before it was written down, and whether something was taken out of it since (C8). Those are counted on, so that the waits between attempts grow even where each attempt begins
 * afresh because it certainly came to nothing.
 */
function stored(e: Effect): { sent: MessageBody; marker?: string; before: number; takenOut: boolean } {
  const message = JSON.parse(e.body ?? '{}') as MessageBody & {
    marker?: string
    before?: number
    takenOut?: boolean
  }
  const { marker, before = 0, takenOut = false, ...sent } = message
  return { sent, before, takenOut, ...(marker === undefined ? {} : { marker }) }
}
