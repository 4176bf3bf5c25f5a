import { listComplaints, suggestComplaints, viewComplaint } from '../../casework/complaint-view.ts'
import { matterRef } from '../custom-id.ts'
import { mediateForm } from '../forms/care-forms.ts'
import { proposeForm } from '../forms/complaint-forms.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Command } from '../handler.ts'
import { complaintCard } from '../render/complaint-card.ts'
import { complaintChoice, complaintList } from '../render/complaint-list.ts'
import { refused } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const ref = {
  type: 3,
  name: 'ref',
  description: 'Its reference, for example C2026-014',
  required: true,
  autocomplete: true,
  max_length: 100,
}
const sub = (name: string, description: string) => ({ type: 1, name, description, options: [ref] })

/** `/complaint list`, `view`, `decide` (C3) and `mediate` (C5). */
export const complaintCommand: Command = {
  data: {
    name: 'complaint',
    description: 'The complaints that you work on',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 1,
        name: 'list',
        description: 'The complaints that are open',
        options: [
          {
            type: 3,
            name: 'state',
            description: 'Which complaints; those that are open if you leave it out',
            choices: [
              { name: 'Open', value: 'open' },
              { name: 'All of them', value: 'all' },
            ],
          },
        ],
      },
      sub('view', 'Shows one complaint, for you alone'),
      sub('decide', 'Proposes how a complaint ends'),
      sub('mediate', 'Offers both sides to settle it by talking, with you between them'),
    ],
  },
  async run(c, name) {
    const given = matterRef(c.values.text('ref')) ?? ''
    if (name === 'mediate') return openForm(mediateForm, c, [given])
    if (name === 'decide') return openForm(proposeForm, c, [given])
    if (name === 'view') {
      const seen = await viewComplaint(c.clp, c.actor, given)
      return seen.ok ? complaintCard(c.clp.serverId, seen.view) : refused(seen.refusal)
    }
    const all = c.values.text('state') === 'all'
    const found = await listComplaints(c.clp, c.actor, all)
    return found.ok ? complaintList(c.clp.serverId, found, all) : refused(found.refusal)
  },
  async suggest(c, _option, typed, name) {
    const states = name === 'view' ? undefined : (['open'] as const)
    const found = await suggestComplaints(c.clp, c.actor, typed.trim(), states && [...states])
    return found.map((one) => ({ name: complaintChoice(one), value: one.ref }))
  },
}
