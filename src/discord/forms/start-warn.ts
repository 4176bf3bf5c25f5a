import { startWarnDraft, type Source, type WarnForm } from '../../casework/warn-draft.ts'
import type { Answer } from '../answer.ts'
import type { Context, Person } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { warnForm } from './warn-form.ts'

/**
 * Opens the form of `/warn` about someone, with a new draft behind it (D1). `person.id` is an identity: a Discord user's or a
 * handle's (B3).
 */
export async function startWarnForm(
  c: Context,
  person: Person,
  about: { platform?: string; source?: Source } = {},
): Promise<Answer> {
  const started = await startWarnDraft(c.clp, c.actor, {
    respondent: person.id,
    respondentName: person.name,
    isBot: person.isBot,
    ...about,
  })
  if (!started.ok) return refused(started.refusal)
  const { id, body } = started.draft
  return { kind: 'form', form: warnForm(c.clp, id, body as unknown as WarnForm, 'elsewhere') }
}
