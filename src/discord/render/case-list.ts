import type { CaseRecord, Draft } from '../../casework/records.ts'
import type { WarnForm } from '../../casework/warn-draft.ts'
import { cleanName, plainName, truncate } from '../../letters/plain-text.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import type { CaseState } from '../../policy/case-state.ts'
import { type Answer, type Button, buttons, select } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { keptForms } from '../forms/all.ts'
import { inPieces } from './pieces.ts'
import { STATE_LABELS, stateInWords } from './words.ts'

/** A message has five rows: one to choose a case from, four of drafts. */
const MOST_DRAFTS = 20
const MOST_CHOICES = 25
const LABEL = 80

/** `/case list`: cases newest first, one's own drafts with a button for each, and a choice of a case to be shown. */
export function caseList(
  serverId: string,
  found: { cases: CaseRecord[]; more: boolean; drafts: Draft[] },
  asked: CaseState | 'open' | 'all',
): Answer {
  const { cases, drafts } = found
  const title =
    { open: 'Open cases', all: 'All cases' }[asked as 'open'] ?? `Cases: ${STATE_LABELS[asked as CaseState]}`
  const lines = [
    `**${title}**${cases.length > 1 ? ', newest first' : ''}`,
    ...(cases.length === 0 ? ['There is none that you can see.'] : cases.map(caseLine)),
  ]
  if (found.more) lines.push('Older ones can be shown by their reference, with `/case view`.')
  const shownDrafts = drafts.slice(0, MOST_DRAFTS)
  if (shownDrafts.length > 0)
    lines.push('', '**Your drafts**, which nobody else sees. Press one to go on with it:')
  const rows: object[] = []
  if (cases.length > 0)
    rows.push(
      select(
        customId('case-show', serverId),
        'Show a case',
        cases.slice(0, MOST_CHOICES).map((one) => ({
          label: `${one.ref} · ${cleanName(one.respondentName)}`,
          value: one.ref,
          description: truncate(stateInWords(one), 100),
        })),
      ),
    )
  rows.push(...buttons(shownDrafts.map((draft) => draftButton(serverId, draft))))
  return { ...inPieces(lines, 'cases.txt'), components: rows }
}

const caseLine = (one: CaseRecord): string =>
  `• **${one.ref}** about ${plainName(one.respondentName)}: ${stateInWords(one)}. Opened ${formatDate(londonDate(one.openedAt))}.`

function draftButton(serverId: string, draft: Draft): Button {
  if (draft.kind === 'warn') {
    const { respondentName } = draft.body as unknown as WarnForm
    return {
      label: truncate(`Case about ${cleanName(respondentName)}`, LABEL),
      id: customId('draft-show', serverId, draft.id),
    }
  }
  const form = keptForms.find((one) => draft.kind === `form:${one.name}`)
  const args = (draft.body['args'] ?? []) as string[]
  return {
    label: truncate(form?.called(args) ?? 'A form', LABEL),
    id: customId('form-show', serverId, draft.id),
  }
}
