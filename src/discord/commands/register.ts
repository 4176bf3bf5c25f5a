import { askForSomebody } from '../../casework/data-request.ts'
import { searchRegister, verifyRegister } from '../../casework/read-register.ts'
import { searchedFor } from '../../casework/searched-for.ts'
import { keepSearch } from '../../casework/search-kept.ts'
import { suggestMatters } from '../../casework/suggest-matters.ts'
import { whoIsMeant } from '../../casework/who-is-meant.ts'
import { formatDate } from '../../policy/calendar.ts'
import type { Answer } from '../answer.ts'
import { matterRef } from '../custom-id.ts'
import { holdForm } from '../forms/retention-forms.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Command, Context } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { checkInWords, searchAnswer } from '../render/register.ts'
import { handleOption, namedIn, platformOption, suggestPlatform } from './person-options.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

/** Kinds of entries that one can look for, by the beginning of their names. */
const KINDS = [
  { name: 'Cases: opened, changed, decided, closed', value: 'case.' },
  { name: 'Replies of people concerned', value: 'reply.' },
  { name: 'Sign-off', value: 'signoff.' },
  { name: 'Notices and letters: what became of them', value: 'delivery.' },
  { name: 'Bans: carried out, lifted, made by hand', value: 'ban.' },
  { name: 'Complaints', value: 'complaint.' },
  { name: 'Appeals', value: 'appeal.' },
  { name: 'Sanctions taken back, replaced or suspended', value: 'sanction.' },
  { name: 'Decisions looked at again', value: 'reconsider.' },
  { name: 'The National Complaints team', value: 'national.' },
  { name: 'Objections', value: 'objection.' },
  { name: 'Crises', value: 'crisis.' },
  { name: 'Identities: linked, parted', value: 'person.' },
  { name: 'What people ask about their data', value: 'data.' },
  { name: 'Platforms', value: 'platform.' },
  { name: 'Pauses', value: 'pause.' },
  { name: 'Tasks', value: 'task.' },
  { name: 'Offices: appointed, ended', value: 'officer.' },
  { name: 'Refusals', value: 'refusal.' },
  { name: 'Set-up', value: 'setup.' },
  { name: 'The register itself', value: 'register.' },
]

const day = (name: string, description: string) => ({ type: 3, name, description, max_length: 60 })

/** `/register verify` (J3), `/register search` (J6) and `/register hold` (K4). */
export const register: Command = {
  data: {
    name: 'register',
    description: "The Secretary's register",
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 1,
        name: 'verify',
        description: 'Is the register as it was written? Checks every entry and the log channel',
      },
      {
        type: 1,
        name: 'hold',
        description: 'Keeps an open matter beyond its two years, with a minute of the EC, or releases it',
        options: [
          {
            type: 3,
            name: 'ref',
            description: 'Its reference, for example 2026-014',
            required: true,
            autocomplete: true,
            max_length: 100,
          },
        ],
      },
      {
        type: 1,
        name: 'request',
        description: 'Somebody asked for their data by other means: a month to answer begins',
        options: [
          {
            type: 3,
            name: 'how',
            description: 'How it came: e-mail, post …',
            required: true,
            max_length: 200,
          },
          {
            type: 3,
            name: 'when',
            description: 'The day on which it came, for example today, or 12 March 2026',
            required: true,
            max_length: 100,
          },
          { type: 6, name: 'person', description: 'Who asks, if they are on Discord' },
          handleOption('Their handle, if they are known by one on another platform'),
          platformOption('The platform that the handle is on'),
        ],
      },
      {
        type: 1,
        name: 'search',
        description: 'Finds entries, newest first. Leave everything out to see the last ones',
        options: [
          { type: 3, name: 'text', description: 'Words that occur in the entry', max_length: 200 },
          {
            type: 3,
            name: 'ref',
            description: 'The reference of a matter, for example 2026-014',
            autocomplete: true,
            max_length: 100,
          },
          { type: 6, name: 'person', description: 'Whom it is about' },
          handleOption('Whom it is about, by a handle on another platform'),
          platformOption('The platform of the handle'),
          day('from', 'Written on this day or later'),
          day('to', 'Written on this day or earlier'),
          { type: 6, name: 'by', description: 'Who did it' },
          { type: 3, name: 'action', description: 'What kind of entry', choices: KINDS },
        ],
      },
    ],
  },
  slow: true,
  prompt: ['hold'],
  async run(c, sub) {
    if (sub === 'search') return search(c)
    if (sub === 'hold') return openForm(holdForm, c, [matterRef(c.values.text('ref')) ?? ''])
    if (sub === 'request') return request(c)
    const done = await verifyRegister(c.clp, c.actor, c.server.readMessages)
    return done.ok ? { content: checkInWords(done.check) } : refused(done.refusal)
  },
  suggest: async (c, option, typed) =>
    option === 'ref'
      ? (await suggestMatters(c.clp, c.actor, typed)).map((ref) => ({ name: ref, value: ref }))
      : suggestPlatform('all')(c, option, typed, ''),
}

/** `/register request`: somebody who wrote by other means asks for their data (N1). */
async function request(c: Context): Promise<Answer> {
  const who = await whoIsMeant(c.clp, namedIn(c.values), 'look')
  if (!who.ok) return refused(who.refusal)
  const came = { how: c.values.text('how'), when: c.values.text('when') }
  const done = await askForSomebody(c.clp, c.actor, who, came)
  return done.ok
    ? {
        content: `It is **${done.ref}**, to be answered by **${formatDate(done.dueOn)}**. Whoever answers it has it as a task.`,
      }
    : refused(done.refusal)
}

async function search(c: Context): Promise<Answer> {
  const text = c.values.text('text').trim()
  const ref = c.values.text('ref').trim()
  const by = c.values.person('by')
  const kind = KINDS.find((one) => one.value === c.values.text('action'))
  const within = await searchedFor(c.clp, c.actor, {
    ...namedIn(c.values),
    from: c.values.text('from'),
    to: c.values.text('to'),
  })
  if (!within.ok) return refused(within.refusal)
  const asked = {
    ...within.search,
    ...(text === '' ? {} : { text }),
    ...(ref === '' ? {} : { matter: ref }),
    ...(by ? { actor: by.id } : {}),
    ...(kind ? { action: kind.value } : {}),
  }
  const found = await searchRegister(c.clp, c.actor, asked, null)
  if (!found.ok) return refused(found.refusal)
  const word = found.page.next === null ? '' : await keepSearch(c.clp, c.actor, asked)
  return searchAnswer(c.clp, found.page, word, false)
}
