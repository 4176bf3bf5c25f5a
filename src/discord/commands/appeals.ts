import { listAppeals, suggestAppeals, suggestOnBehalf } from '../../casework/appeal-list.ts'
import { appealStateInWords, viewAppeal } from '../../casework/appeal-view.ts'
import { cleanName, plainName, truncate } from '../../letters/plain-text.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import { type Answer, select } from '../answer.ts'
import { customId, matterRef } from '../custom-id.ts'
import { moreForThemForm, onBehalfForm } from '../forms/appeal-on-behalf.ts'
import { meetingForm } from '../forms/appeal-vote-forms.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Command, Context } from '../handler.ts'
import { appealAnswer } from '../render/appeal-card.ts'
import { shownTo } from '../shown-to.ts'
import { refused } from '../render/refused.ts'
import { stepLabel } from '../render/words.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const ref = (description: string) => ({
  type: 3,
  name: 'ref',
  description,
  required: true,
  autocomplete: true,
  max_length: 100,
})
const APPEAL = ref('Its reference, for example A2026-003')

/** `/appeals list`, `view`, `lodge` and `meeting`. */
export const appealsCommand: Command = {
  data: {
    name: 'appeals',
    description: 'The appeals that you handle or decide',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 1,
        name: 'list',
        description: 'The appeals that are open',
        options: [
          {
            type: 3,
            name: 'state',
            description: 'Which appeals; those that are open if you leave it out',
            choices: [
              { name: 'Open', value: 'open' },
              { name: 'All of them', value: 'all' },
            ],
          },
        ],
      },
      { type: 1, name: 'view', description: 'Shows one appeal, for you alone', options: [APPEAL] },
      {
        type: 1,
        name: 'lodge',
        description: 'Lodges an appeal for someone who wrote by e-mail, by post or in person',
        options: [
          ref('What they appeal against, for example 2026-014; or their appeal, to add to it'),
          { type: 6, name: 'person', description: 'Who wrote, where several people complained' },
        ],
      },
      {
        type: 1,
        name: 'meeting',
        description: 'Records what a meeting of the EC decided on an appeal',
        options: [APPEAL],
      },
    ],
  },
  async run(c, name) {
    const given = matterRef(c.values.text('ref')) ?? ''
    switch (name) {
      case 'list':
        return list(c, c.values.text('state') === 'all' ? 'all' : 'open')
      case 'view':
        return view(c, given)
      case 'lodge':
        if (given.startsWith('A')) return openForm(moreForThemForm, c, [given])
        return openForm(onBehalfForm, c, [given, c.values.person('person')?.id ?? ''])
      default:
        return openForm(meetingForm, c, [given])
    }
  },
  async suggest(c, option, typed, name) {
    if (option !== 'ref') return []
    const appeals = (await suggestAppeals(c.clp, c.actor, typed.trim())).map((a) => ({
      name: truncate(`${a.ref} · ${cleanName(a.appellantName)} · ${appealStateInWords(a)}`, 100),
      value: a.ref,
      isOpen: a.state !== 'closed',
    }))
    if (name !== 'lodge') return appeals.map(({ name: label, value }) => ({ name: label, value }))
    const fresh = (await suggestOnBehalf(c.clp, c.actor, typed.trim())).map(({ ref: value, what }) => ({
      name:
        what.sanction === null ? `${value} · how it was decided` : `${value} · ${stepLabel(what.sanction)}`,
      value,
    }))
    // what was sent later belongs to the appeal that there is
    const open = appeals.filter((a) => a.isOpen).map(({ name: label, value }) => ({ name: label, value }))
    return [...fresh, ...open].slice(0, SUGGESTED)
  },
}

async function view(c: Context, given: string): Promise<Answer> {
  const seen = await viewAppeal(c.clp, c.actor, given)
  return seen.ok
    ? shownTo(c, appealAnswer(c.clp.serverId, seen.view, c.clp.clock.now()), given)
    : refused(seen.refusal)
}

const SHOWN = 25
const SUGGESTED = 25

async function list(c: Context, which: 'open' | 'all'): Promise<Answer> {
  const found = await listAppeals(c.clp, c.actor, which)
  if (!found.ok) return refused(found.refusal)
  const { appeals } = found
  if (appeals.length === 0)
    return { content: which === 'open' ? 'No appeal is open for you.' : 'There is no appeal for you.' }
  const shown = appeals.slice(0, SHOWN)
  return {
    content: truncate(
      [
        which === 'open' ? '**The appeals that are open for you**' : '**Your appeals, newest first**',
        ...shown.map(
          (a) =>
            `• **${a.ref}** · against ${a.about} · ${truncate(plainName(a.appellantName), 40)} · since ${formatDate(londonDate(a.openedAt))} · ${appealStateInWords(a)}`,
        ),
        ...(appeals.length > SHOWN ? [`And ${appeals.length - SHOWN} more: see them by reference.`] : []),
      ].join('\n'),
      2000,
    ),
    components: [
      select(
        customId('appeal-show', c.clp.serverId),
        'Choose one to look at',
        shown.map((a) => ({
          label: a.ref,
          value: a.ref,
          description: truncate(appealStateInWords(a), 100),
        })),
      ),
    ],
  }
}
