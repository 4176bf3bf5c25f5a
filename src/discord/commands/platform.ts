import { listPlatforms } from '../../casework/list-platforms.ts'
import { DISCORD } from '../../policy/platform.ts'
import { addPlatform, retirePlatform, suggestPlatforms } from '../../casework/platforms.ts'
import { officeInWords } from '../../casework/appoint.ts'
import { plainLine, plainName } from '../../letters/plain-text.ts'
import { formatDate, londonDate } from '../../policy/calendar.ts'
import type { Answer } from '../answer.ts'
import type { Command, Context } from '../handler.ts'
import { inPieces } from '../render/pieces.ts'
import { refused } from '../render/refused.ts'

/** What a platform can be. Groups on personal accounts and WhatsApp are none of the CLP's platforms (B4). */
const KINDS: Readonly<Record<string, string>> = {
  discord: 'Discord server',
  facebook_page: 'Facebook page',
  facebook_group: 'Facebook group',
  x: 'X account',
  instagram: 'Instagram account',
  website: 'Website',
  other: 'Another platform',
}

const named = (description: string) => ({ type: 3, name: 'name', description, required: true })

/** `/platform add`, `list` and `retire` (B1, L1). */
export const platform: Command = {
  data: {
    name: 'platform',
    description: "The CLP's platforms",
    contexts: [0],
    integration_types: [0],
    options: [
      {
        type: 1,
        name: 'add',
        description: 'Enter one of the platforms that the CLP has besides this server',
        options: [
          { ...named('What everyone calls it, for example Facebook group or X account'), max_length: 40 },
          {
            type: 3,
            name: 'kind',
            description: 'What it is',
            required: true,
            choices: Object.entries(KINDS)
              .filter(([value]) => value !== 'discord')
              .map(([value, name]) => ({ name, value })),
          },
          {
            type: 3,
            name: 'address',
            description: 'Where it is found: its web address',
            required: true,
            max_length: 200,
          },
          { type: 3, name: 'owner', description: 'Who owns the account', max_length: 80 },
          {
            type: 3,
            name: 'branch',
            description: 'The branch that it belongs to, if it is not the CLP itself',
            max_length: 80,
          },
        ],
      },
      {
        type: 1,
        name: 'list',
        description: 'Which platforms the CLP has, who owns them and who is admin of each',
      },
      {
        type: 1,
        name: 'retire',
        description: 'Take a platform out of use. What is open there is finished; nothing new is opened.',
        options: [{ ...named('Which platform'), autocomplete: true, max_length: 100 }],
      },
    ],
  },
  async run(c, sub) {
    if (sub === 'add') return add(c)
    if (sub === 'retire') return retire(c)
    return list(c)
  },
  suggest: async (c, option, typed) =>
    option === 'name'
      ? (await suggestPlatforms(c.clp, typed, 'in_use'))
          .filter((name) => name !== DISCORD)
          .map((name) => ({ name, value: name }))
      : [],
}

async function add(c: Context): Promise<Answer> {
  const kind = c.values.text('kind')
  if (!(kind in KINDS) || kind === 'discord') return { content: 'Choose from the list what it is.' }
  const done = await addPlatform(c.clp, c.actor, {
    name: c.values.text('name'),
    kind,
    address: c.values.text('address'),
    owner: c.values.text('owner') || null,
    branch: c.values.text('branch') || null,
  })
  if (!done.ok) return refused(done.refusal)
  const name = plainName(done.name)
  return {
    content: [
      `**${name}** is ${done.again ? 'in use again' : "one of the CLP's platforms now"}. It is written to the register.`,
      `Appoint its admins with \`/officer appoint\`, office *admin*, platform *${name}*: at least two, since nobody decides alone.`,
    ].join('\n'),
  }
}

async function retire(c: Context): Promise<Answer> {
  const done = await retirePlatform(c.clp, c.actor, c.values.text('name'))
  if (!done.ok) return refused(done.refusal)
  const people = done.held.map(
    (h) => `• ${officeInWords(h.office)}: ${h.person ? `<@${h.person}>` : plainName(h.name)}`,
  )
  return inPieces([
    `**${plainName(done.name)}** is retired. Nothing new can be opened there, and nobody new appointed to it.`,
    'What is open there is finished as it would have been: its tasks stay until they are done, and bans end on their day.',
    ...(people.length === 0
      ? []
      : [
          'These keep their office, since what is open needs them. When all is finished, end it with `/officer end`:',
          ...people,
        ]),
  ])
}

async function list(c: Context): Promise<Answer> {
  const found = await listPlatforms(c.clp, c.actor)
  if (!found.ok) return refused(found.refusal)
  const lines = found.platforms.flatMap((p) => {
    const here = p.name === DISCORD
    const owner = here ? `<@${c.clp.ownerId()}>` : p.owner ? plainName(p.owner) : 'not written down'
    return [
      `**${plainName(p.name)}** · ${KINDS[p.kind] ?? plainLine(p.kind, 80)}${p.branch ? ` of ${plainName(p.branch)}` : ''} · ${here ? plainName(c.server.name) : plainLine(p.address, 200)}`,
      `Owned by ${owner}. Registered since ${formatDate(londonDate(p.registeredAt))}.${p.retiredAt ? ` Retired on ${formatDate(londonDate(p.retiredAt))}.` : ''}`,
      ...(p.admins.length === 0
        ? ['Nobody is admin of it.']
        : p.admins.map(
            (h) =>
              `• admin: ${h.person ? `<@${h.person}>` : plainName(h.name)}, since ${formatDate(londonDate(h.from))}`,
          )),
      '',
    ]
  })
  return inPieces(["**The CLP's platforms**", '', ...lines], 'platforms.txt')
}
