import type { CheckedDraft, WarnForm } from '../../casework/warn-draft.ts'
import type { Clp } from '../../casework/ports.ts'
import { plainName } from '../../letters/plain-text.ts'
import { discordUser } from '../../policy/identity.ts'
import { formatDate } from '../../policy/calendar.ts'
import { type Answer, type Button, buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { refusalText } from './refusal.ts'
import { stepInWords, stepLabel } from './words.ts'

/**
 * The answer to the form: the ladder's step, what it counted and why (D3), and what can be done next. A form with a
 * mistake in it keeps everything and offers *Edit*.
 */
export function draftAnswer(clp: Clp, checked: CheckedDraft, replaces: boolean): Answer {
  const id = (name: string, draftId: string) => customId(name, clp.serverId, draftId)
  if (!checked.ok) {
    const list: Button[] = []
    const draft = checked.draft
    if (draft && draft.usedFor === null) {
      if (checked.missing === 'old_reason')
        list.push({ label: 'Give the reason', id: id('draft-old', draft.id), style: 'primary' })
      list.push(
        { label: 'Edit', id: id('draft-edit', draft.id), style: 'primary' },
        { label: 'Cancel', id: id('draft-cancel', draft.id) },
      )
    }
    const kept = draft && draft.usedFor === null ? '\nNothing you typed is lost.' : ''
    return { content: refusalText(checked.refusal) + kept, components: buttons(list), replaces }
  }
  const { check } = checked
  const form = check.form as WarnForm
  const counted = check.ladder.counted.map(
    (c) =>
      `• ${c.ref}: ${stepInWords(c.kind)}, letter of ${formatDate(c.letterDate)}, stops counting on ${formatDate(c.stopsCounting)}`,
  )
  const lines = [
    `**${plainName(form.respondentName)}** — ${check.step ? `the step would be **${stepInWords(check.step)}**` : 'no step follows by itself'}.`,
    check.ladder.explanation,
    ...(counted.length > 0 ? ['What was counted:', ...counted] : []),
    ...check.ladder.notCounted.map((n) => `• ${n.ref}: ${n.why}`),
    ...(check.ladder.blockedBy.length > 0
      ? [
          `This relies on ${check.ladder.blockedBy.join(', ')}, which is under appeal or in doubt: the case can be opened and heard, and signed once that is decided.`,
        ]
      : []),
    ...(check.joins
      ? [
          `There is an open case about this person already: ${check.joins}. This incident will be added to it.`,
        ]
      : []),
    ...(form.lighter ? [`You propose instead: **${stepInWords(form.lighter.outcome)}**.`] : []),
    ...(discordUser(form.respondent) === null
      ? [
          'They are known by a handle, so the bot writes to them only if that is linked to somebody on this server. Else you get its letters as tasks, to be given to them by hand.',
        ]
      : []),
    '',
    'Nothing has been sent. Nobody else has seen this yet.',
  ]
  const list: Button[] = [
    { label: 'Put to the admins', id: id('draft-put', check.draft.id), style: 'primary' },
    { label: 'Edit', id: id('draft-edit', check.draft.id) },
  ]
  if (check.lighterChoices.length > 0 && !check.joins)
    list.push({ label: 'Lighter outcome', id: id('draft-lighter', check.draft.id) })
  list.push({ label: 'Cancel', id: id('draft-cancel', check.draft.id) })
  return { content: lines.join('\n').slice(0, 2000), components: buttons(list), replaces }
}

/** Choices of the lighter-outcome form. */
export const lighterOptions = (
  choices: Parameters<typeof stepLabel>[0][],
): { label: string; value: string }[] => choices.map((c) => ({ label: stepLabel(c), value: c }))
