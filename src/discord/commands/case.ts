import { listCases, OPEN_STATES, suggestCases, viewCase } from '../../casework/case-view.ts'
import type { CaseState } from '../../policy/case-state.ts'
import { cleanName, truncate } from '../../letters/plain-text.ts'
import type { Answer } from '../answer.ts'
import { caseRef } from '../custom-id.ts'
import { dropForm, evidenceForm, noteForm } from '../forms/case-forms.ts'
import { replyForm } from '../forms/reply-form.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Command, Context } from '../handler.ts'
import { card } from '../render/card.ts'
import { caseList } from '../render/case-list.ts'
import { refused } from '../render/refused.ts'
import { shownTo } from '../shown-to.ts'
import { STATE_LABELS, stateInWords } from '../render/words.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const BEFORE_DECISION: CaseState[] = ['proposed', 'asking', 'replying', 'signing']
/** Cases in which a reply can still be written down. */
const ASKED: CaseState[] = ['replying', 'signing']
const EVERY: CaseState[] = [...OPEN_STATES, 'closed']

const ref = {
  type: 3,
  name: 'ref',
  description: 'Its reference, for example 2026-014',
  required: true,
  autocomplete: true,
  max_length: 100,
}
const sub = (name: string, description: string) => ({ type: 1, name, description, options: [ref] })

/** `/case view`, `list`, `note`, `evidence`, `reply` and `drop`. */
export const caseCommand: Command = {
  data: {
    name: 'case',
    description: 'The cases that you work on',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      sub('view', 'Shows one case, for you alone'),
      {
        type: 1,
        name: 'list',
        description: 'The cases that are open, and your drafts',
        options: [
          {
            type: 3,
            name: 'state',
            description: 'Which cases; those that are open if you leave it out',
            choices: [
              { name: 'Open', value: 'open' },
              ...EVERY.map((value) => ({ name: STATE_LABELS[value], value })),
              { name: 'All of them', value: 'all' },
            ],
          },
        ],
      },
      sub('note', 'Writes a note for the admins of a case'),
      sub('evidence', 'Adds evidence to a case'),
      sub('reply', 'Writes down a reply that came by e-mail, by post or in person'),
      sub('drop', 'Drops a case, with a reason'),
    ],
  },
  async run(c, name) {
    const given = caseRef(c.values.text('ref')) ?? ''
    switch (name) {
      case 'view':
        return view(c, given)
      case 'list':
        return list(c, c.values.text('state'))
      case 'note':
        return openForm(noteForm, c, [given])
      case 'evidence':
        return openForm(evidenceForm, c, [given])
      case 'reply':
        return openForm(replyForm, c, [given])
      default:
        return openForm(dropForm, c, [given])
    }
  },
  suggest: (c, _option, typed, name) =>
    suggestRefs(
      c,
      typed,
      name === 'reply' ? ASKED : name === 'evidence' || name === 'drop' ? BEFORE_DECISION : undefined,
    ),
}

/** References that someone may see, each with its name and where it stands. */
export async function suggestRefs(c: Context, typed: string, states?: CaseState[]) {
  const found = await suggestCases(c.clp, c.actor, typed.trim(), states)
  return found.map((one) => ({
    name: truncate(`${one.ref} · ${cleanName(one.respondentName)} · ${stateInWords(one)}`, 100),
    value: one.ref,
  }))
}

async function view(c: Context, given: string): Promise<Answer> {
  const seen = await viewCase(c.clp, c.actor, given)
  return seen.ok
    ? shownTo(c, card(c.clp.serverId, seen.view, c.clp.clock.now()), given)
    : refused(seen.refusal)
}

async function list(c: Context, state: string): Promise<Answer> {
  const one = EVERY.find((s) => s === state)
  const states = one ? [one] : state === 'all' ? EVERY : [...OPEN_STATES]
  const found = await listCases(c.clp, c.actor, states)
  return found.ok
    ? caseList(c.clp.serverId, found, one ?? (state === 'all' ? 'all' : 'open'))
    : refused(found.refusal)
}
