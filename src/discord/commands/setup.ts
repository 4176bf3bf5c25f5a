import { authorise } from '../../casework/authorise.ts'
import { setChannels } from '../../casework/set-up.ts'
import { type Finding, inOneLine } from '../../casework/doctor/finding.ts'
import { findings } from '../../casework/doctor/findings.ts'
import { registerFacts } from '../examine.ts'
import type { Command, Context } from '../handler.ts'
import { policyInWords } from '../render/policy-text.ts'
import { inPieces } from '../render/pieces.ts'
import { refused } from '../render/refused.ts'
import { resumeButton } from '../render/restored.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const channel = (name: string, description: string) => ({ type: 7, name, description, channel_types: [0] })

/** `/setup channels`, `check` and `policy`. */
export const setup: Command = {
  data: {
    name: 'setup',
    description: 'Set the bot up for this server',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 1,
        name: 'channels',
        description: 'Choose the channels the bot works in',
        options: [
          channel('log', "The Secretary's log channel"),
          channel(
            'rooms',
            'Where the private rooms of cases live: all officers may view it, nobody posts in it',
          ),
        ],
      },
      {
        type: 1,
        name: 'check',
        description: 'Is everything in order? Says what is wrong and how to mend it',
      },
      { type: 1, name: 'policy', description: 'The settings in force' },
    ],
  },
  slow: true,
  whilePaused: true,
  async run(c, sub) {
    if (sub === 'channels') return channels(c)
    const may = await c.clp.transact((s) =>
      authorise(c.clp, s, c.actor, sub === 'check' ? 'setup.check' : 'setup.policy'),
    )
    if (!may.ok) return refused(may.refusal)
    return sub === 'check' ? check(c) : inPieces(policyInWords(c.clp.config.policy), 'policy.txt')
  },
}

async function channels(c: Context) {
  const log = c.values.channel('log')
  const rooms = c.values.channel('rooms')
  if (log === null && rooms === null) return { content: 'Choose a channel in *log*, in *rooms*, or both.' }
  const may = await c.clp.transact((s) => authorise(c.clp, s, c.actor, 'setup.channels'))
  if (!may.ok) return refused(may.refusal)
  const problems = [
    ...(log ? [await c.server.channelProblem(log, 'log')] : []),
    ...(rooms ? [await c.server.channelProblem(rooms, 'rooms')] : []),
  ].filter((p) => p !== null)
  if (problems.length > 0)
    return { content: `Nothing was changed yet:\n${problems.map((p) => `• ${p}`).join('\n')}` }
  const done = await setChannels(c.clp, c.actor, { log, rooms })
  if (!done.ok) return refused(done.refusal)
  const where = (id: string | null) => (id ? `<#${id}>` : 'not chosen yet')
  return {
    content: `The Secretary's log: ${where(done.log)}. Rooms of cases: ${where(done.rooms)}.\nNext: \`/officer appoint\`, then \`/setup check\`.`,
  }
}

/** The same list of checks as `npm run doctor`. */
async function check(c: Context) {
  const { clp, server } = c
  const facts = await clp.transact(registerFacts)
  const found = findings({
    ...facts,
    now: clp.clock.now(),
    policy: clp.config.policy,
    file: await clp.register.condition(),
    register: await clp.register.verify(server.readMessages),
    server: await server.examine(facts),
    system: process.platform,
  })
  const lines = (level: Finding['level']) =>
    found.filter((x) => x.level === level).map((x) => `• ${inOneLine(x)}`)
  const [wrong, notes] = [lines('wrong'), lines('note')]
  const head = wrong.length === 0 ? ['Everything is in order.'] : ['**To be mended:**', ...wrong]
  const answer = inPieces(
    [...head, ...(notes.length === 0 ? [] : ['**Worth knowing:**', ...notes])],
    'check.txt',
  )
  const waits = facts.settings.restored?.declaredAt != null && facts.settings.restored.resumedAt === null
  return waits ? { ...answer, components: resumeButton(clp.serverId) } : answer
}
