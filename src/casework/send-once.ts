import type { Actor } from './actor.ts'
import type { Clp } from './ports.ts'
import type { Draft } from './records.ts'
import { refuse, type Refusal, type Result } from './refusal.ts'

/** What was typed into a form, by the ids of its fields. */
export type Typed = Record<string, string | string[]>

/** A form as it was sent: `id` is the random word that it carries, `name` which form it is, `args` what it is about. */
export interface SentForm {
  id: string
  name: string
  args: string[]
  typed: Typed
}

/** As a draft's kind: drafts of forms stand beside those of `/warn`. */
const kindOf = (name: string): string => `form:${name}`

/** What a form was used for, where that was nothing with a reference. */
const SENT = 'sent'
const sentBefore = (usedFor: string) =>
  ({ why: 'form_sent', ref: usedFor === SENT ? null : usedFor }) as const

/** Whether the same form can be sent again, with something changed or later; else what was typed is not kept. */
export const isWorthAnotherTry = ({ why }: Refusal): boolean =>
  ['input', 'not_now', 'reply_open', 'under_appeal'].includes(why)

/**
 * Does what a form asks for, once: the same form sent twice is one. What was typed is kept before anything is checked
 * and thrown away when it has been done, so that a mistake costs nobody their text. `work` gets a CLP whose transaction
 * is the one in which the form is marked as sent; `became` names the matter that its answer named, so that whoever never
 * saw that answer, and sends the form again, hears it.
 */
export const sendOnce = <T>(
  clp: Clp,
  actor: Actor,
  form: SentForm,
  work: (within: Clp) => Promise<Result<T>>,
  became: (done: T) => string | null,
): Promise<Result<T>> =>
  clp.transact(async (s) => {
    const before = await s.draft(form.id)
    if (before && (before.owner !== actor.id || before.kind !== kindOf(form.name)))
      return refuse({ why: 'draft_gone' })
    if (before?.usedFor) return refuse(sentBefore(before.usedFor))
    const draft: Draft = {
      id: form.id,
      owner: actor.id,
      kind: kindOf(form.name),
      body: { args: form.args, typed: form.typed },
      updatedAt: clp.clock.now(),
      usedFor: null,
    }
    await s.saveDraft(draft)
    const done = await work({ ...clp, transact: (inner) => inner(s) })
    if (done.ok) await s.saveDraft({ ...draft, body: {}, usedFor: became(done) ?? SENT })
    else if (!isWorthAnotherTry(done.refusal)) await s.deleteDraft(form.id)
    return done
  })

/** A form that was sent and came back with a mistake, to be opened again by whoever typed it. */
export const keptForm = (clp: Clp, actor: Actor, id: string): Promise<Result<{ form: SentForm }>> =>
  clp.transact(async (s) => {
    const draft = await s.draft(id)
    if (!draft || draft.owner !== actor.id || !draft.kind.startsWith(kindOf('')))
      return refuse({ why: 'draft_gone' })
    if (draft.usedFor !== null) return refuse(sentBefore(draft.usedFor))
    const { args, typed } = draft.body as { args: string[]; typed: Typed }
    return { ok: true, form: { id, name: draft.kind.slice(kindOf('').length), args, typed } }
  })
