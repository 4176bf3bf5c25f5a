import { recordAgm } from '../../casework/agm.ts'
import { appoint, endOffice, officeInWords } from '../../casework/appoint.ts'
import { DISCORD } from '../../policy/platform.ts'
import { platformNamed, suggestPlatforms } from '../../casework/platforms.ts'
import { handover } from '../../casework/handover.ts'
import { listOfficers } from '../../casework/list-officers.ts'
import { recordTraining } from '../../casework/training.ts'
import { plainName } from '../../letters/plain-text.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import { OFFICES, type Office } from '../../policy/offices.ts'
import type { Command, Context } from '../handler.ts'
import { handoverAnswer } from '../render/handover.ts'
import { refused } from '../render/refused.ts'
import { inPieces } from '../render/pieces.ts'

const officeOption = {
  type: 3,
  name: 'office',
  description: 'Which office',
  required: true,
  choices: OFFICES.map((o) => ({ name: officeInWords(o), value: o })),
}
const who = [
  { type: 6, name: 'person', description: 'Who, if they are on this server' },
  {
    type: 3,
    name: 'name',
    description: 'Their name, if they are not on Discord (EC members only)',
    max_length: 80,
  },
  {
    type: 3,
    name: 'platform',
    description: 'For admins and moderators: of which platform',
    autocomplete: true,
  },
  { type: 3, name: 'minute', description: 'The reference of the minute that decided it', max_length: 200 },
]

const day = (name: string, description: string) => ({
  type: 3,
  name,
  description,
  required: true,
  max_length: 60,
})

/** `/officer appoint`, `end`, `list`, `agm`, `trained` and `handover` (A1–A3, J6, L1–L3). */
export const officer: Command = {
  data: {
    name: 'officer',
    description: 'Who holds which office',
    contexts: [0],
    integration_types: [0],
    options: [
      {
        type: 1,
        name: 'appoint',
        description: 'Appoint someone to an office',
        options: [officeOption, ...who],
      },
      { type: 1, name: 'end', description: 'End an appointment', options: [officeOption, ...who] },
      { type: 1, name: 'list', description: 'Who is admin and officer of what, and since when' },
      {
        type: 1,
        name: 'agm',
        description: 'Write down that an AGM was held: passwords are to be changed',
        options: [day('date', 'The day of the AGM, for example 12 March 2026')],
      },
      {
        type: 1,
        name: 'handover',
        description: 'What is open, with its dates, for whoever comes after you',
        options: [
          { type: 6, name: 'to', description: 'Your successor: what they have a part in is left out' },
        ],
      },
      {
        type: 1,
        name: 'trained',
        description: 'Write down when somebody was trained',
        options: [
          { type: 6, name: 'person', description: 'Who', required: true },
          day('date', 'The day of the training, for example 12 March 2026'),
        ],
      },
    ],
  },
  async run(c, sub) {
    if (sub === 'list') return list(c)
    if (sub === 'agm') return agm(c)
    if (sub === 'trained') return trained(c)
    if (sub === 'handover') return handOver(c)
    const office = c.values.text('office') as Office
    if (!OFFICES.includes(office)) return { content: 'Choose the office from the list.' }
    const person = c.values.person('person')
    const name = person?.name ?? c.values.text('name').trim()
    if (!person && name === '')
      return {
        content:
          'Choose the person in the option *person*, or give a *name* for someone who is not on Discord.',
      }
    if (person?.isBot) return { content: 'A bot cannot hold an office. Choose a person.' }
    const needsPlatform = office === 'admin' || office === 'moderator'
    const typed = c.values.text('platform').trim() || (needsPlatform ? DISCORD : null)
    const platform = typed === null ? null : await platformNamed(c.clp, typed)
    const minute = c.values.text('minute').trim() || null
    const q = { office, platform, person: person?.id ?? null, name, minute }
    const where = platform ? ` of ${platform}` : ''
    if (sub === 'appoint') {
      const done = await appoint(c.clp, c.actor, q)
      return done.ok
        ? {
            content: `${plainName(name)} is now ${officeInWords(office)}${where}. It is written to the register.`,
          }
        : refused(done.refusal)
    }
    const done = await endOffice(c.clp, c.actor, q)
    return done.ok
      ? {
          content: `${plainName(name)} is no longer ${officeInWords(office)}${where}. Their access ended with it.`,
        }
      : refused(done.refusal)
  },
  async suggest(c, option, typed, sub) {
    if (option !== 'platform') return []
    const names = await suggestPlatforms(c.clp, typed, sub === 'end' ? 'all' : 'in_use')
    return names.map((name) => ({ name, value: name }))
  },
}

async function agm(c: Context) {
  const done = await recordAgm(c.clp, c.actor, c.values.text('date'))
  if (!done.ok) return refused(done.refusal)
  const tasks =
    done.tasks === 0
      ? 'The tasks to change passwords are open already.'
      : 'On each platform its admins have a task now: to change the passwords, and on this server to look at who can do what. *Done* is recorded.'
  return {
    content: `It is written down that an AGM was held on ${formatDate(done.on)}. ${tasks}\nNow look at \`/officer list\`: whoever was not elected or appointed again is ended with \`/officer end\` and the minute. Nobody’s office ends by itself.`,
  }
}

async function handOver(c: Context) {
  const found = await handover(c.clp, c.actor, c.values.person('to')?.id ?? null)
  const { name } = c.clp.config.policy.clp
  return found.ok
    ? handoverAnswer(name, londonDate(c.clp.clock.now()), found.handover)
    : refused(found.refusal)
}

async function trained(c: Context) {
  const person = c.values.person('person')
  const done = await recordTraining(c.clp, c.actor, person, c.values.text('date'))
  return done.ok
    ? {
        content: `It is written down that ${plainName(person?.name ?? '')} was trained on ${formatDate(done.on)}.`,
      }
    : refused(done.refusal)
}

async function list(c: Context) {
  const held = await listOfficers(c.clp)
  if (held.length === 0)
    return {
      content:
        "Nobody holds an office yet. The server's owner appoints the Secretary first, with `/officer appoint`.",
    }
  const lines = held.map(
    (h) =>
      `• **${officeInWords(h.office)}**${h.platform ? ` of ${h.platform}` : ''}: ${h.person ? `<@${h.person}>` : plainName(h.name)}, since ${formatDate(londonDate(h.from))}${h.trainedOn ? `, trained on ${formatDate(h.trainedOn)}` : ''}`,
  )
  return inPieces(['**Who holds which office**', ...lines])
}
