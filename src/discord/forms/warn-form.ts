import type { WarnForm } from '../../casework/warn-draft.ts'
import type { Clp } from '../../casework/ports.ts'
import { cleanName, truncate } from '../../letters/plain-text.ts'
import type { Form } from '../answer.ts'
import { customId } from '../custom-id.ts'

/**
 * The form of `/warn` and *Open a case* (D1), with whatever was typed before. Its id carries the draft, and whether it
 * was opened from the answer that shows that draft, which the next answer then takes the place of.
 */
export function warnForm(clp: Clp, draftId: string, form: WarnForm, from: 'draft' | 'elsewhere'): Form {
  return {
    id: customId('warn-form', clp.serverId, draftId, from),
    title: truncate(`About ${cleanName(form.respondentName)}`, 45),
    fields: [
      {
        kind: 'text',
        id: 'what',
        label: 'What happened',
        hint: 'What was written or done. The person will read this.',
        value: form.what,
        required: false,
      },
      {
        kind: 'line',
        id: 'when',
        label: 'When',
        hint: 'For example 12 March 2026 at 14:30, or yesterday. Write unknown if nobody knows.',
        value: form.when,
        required: false,
        max: 100,
      },
      {
        kind: 'choice',
        id: 'rules',
        label: 'Rules broken',
        options: clp.config.policy.rules.map((r) => ({ label: r.label, value: r.id })),
        chosen: form.rules,
        most: clp.config.policy.rules.length,
        required: false,
      },
      {
        kind: 'text',
        id: 'evidence',
        label: 'Evidence',
        hint: 'Quotes, links, who saw it. More can be added later with /case evidence.',
        value: form.evidence,
        required: false,
      },
      {
        kind: 'note',
        text: 'Forcefully made points and criticism of political views are legitimate. Personal attacks are not. Sharing or liking discriminatory content counts. What happened away from the CLP’s platforms has no step here: advise or refer.',
      },
    ],
  }
}
