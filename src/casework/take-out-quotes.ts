import { type QuotedPost, type SaidBody, withoutQuote } from '../letters/take-out-quote.ts'
import type { Instant } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import type { Effect } from './effects.ts'
import { queueForget } from './forget.ts'
import { matterOf } from './matter.ts'
import type { AppealRecord } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'

/** States of an appeal in which its room holds the case file. */
const WITH_FILE = ['voting', 'meeting', 'consequences', 'closed'] as const

/**
 * A post may be illegal, and what quotes it is not to be read any more (C8): the words are taken out of the kept copies of
 * what people were told, out of what waits to be sent, and out of the messages themselves; and the case file in the room of
 * an appeal is deleted and posted anew. What was given by hand is out of reach.
 */
export async function takeOutQuotes(clp: Clp, s: Store, matters: string[], post: QuotedPost): Promise<void> {
  for (const { id, told } of await s.toldAbout(matters)) {
    const without = withoutQuote(told.body, post)
    if (without === null) continue
    await s.changeTold(id, { content: without.content, files: [...without.files] })
    if (told.where !== undefined) await queueTakeOut(s, id, clp.clock.now())
  }
  for (const e of await s.openEffects()) {
    if (!matters.includes(e.target) || e.body === null) continue
    const body = JSON.parse(e.body) as Partial<SaidBody>
    const without = withoutQuote({ content: body.content ?? '', files: body.files ?? [] }, post)
    // it may be on its way: once it is known to be there it is edited too
    const takenOut = { ...body, ...without, takenOut: true }
    if (without !== null) await s.updateEffect(e.id, { body: JSON.stringify(takenOut) })
  }
  for (const about of matters)
    for (const { ref, state } of await s.appeals({ about, states: [...WITH_FILE] }))
      await fileAnew(clp, s, ref, state)
}

/** Has a message that somebody was sent edited to say what its kept copy says. */
export const queueTakeOut = (s: Store, toldId: number, now: Instant): Promise<void> =>
  s.addEffect({ name: 'take-out', lane: `take-out:${toldId}`, target: String(toldId), payload: {} }, now, now)

/**
 * The case file in the room of an appeal goes; where the appeal is open, or the file is still being posted, it is posted
 * again from its first part.
 */
async function fileAnew(clp: Clp, s: Store, ref: string, state: AppealRecord['state']): Promise<void> {
  const now = clp.clock.now()
  const underWay = await s.openEffects({ name: 'case-file', target: ref })
  const posted = await s.forgetNow(ref, 'case-file')
  if (posted + underWay.length === 0) return
  await queueForget(clp, s)
  if (state === 'closed' && underWay.length === 0) return
  await s.addEffect({ name: 'case-file', lane: `room:${ref}`, target: ref, payload: { part: 0 } }, now, now)
}

/** True of a part of a case file that is being posted anew behind it: it is not to be there, and nothing follows it. */
export const isReplaced = async (s: Store, e: Effect): Promise<boolean> =>
  (await s.openEffects({ name: 'case-file', target: e.target })).some(
    (one) => one.id > e.id && (one.payload as { part: number }).part === 0,
  )

/** A part that was on its way meanwhile goes as well. */
export async function forgetReplaced(clp: Clp, s: Store, ref: string): Promise<void> {
  await s.forgetNow(ref, 'case-file')
  await queueForget(clp, s)
}

/** The message that somebody was sent says it no more. */
export async function recordTakenOut(clp: Clp, s: Store, ref: string | null): Promise<void> {
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.quote_taken_out',
    ...(ref === null ? {} : { matter: ref, subject: (await matterOf(clp, s, ref))?.subject ?? null }),
    line: 'A quote of what may be illegal was taken out of a message to somebody',
  })
}
