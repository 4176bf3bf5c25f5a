import { authorise } from '../../casework/authorise.ts'
import { setChannels } from '../../casework/set-up.ts'
import type { Command, Context } from '../handler.ts'
import { policyInWords } from '../render/policy-text.ts'
import { inPieces } from '../render/pieces.ts'
import { refused } from '../render/refused.ts'
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

async function check(c: Context) {
  const { problems } = await c.clp.transact(async (s) => {
    const settings = await s.settings()
    const held = await s.holdings()
    const now = c.clp.clock.now()
    const has = (office: string) =>
      held.filter((h) => h.office === office && (h.until === null || h.until > now)).length
    const found: string[] = []
    if (has('secretary') === 0)
      found.push('No Secretary is appointed. The owner appoints one with `/officer appoint`.')
    if (has('admin') + has('sm_officer') < c.clp.config.policy.signOff.signatures)
      found.push('There are fewer admins than signatures needed. Appoint more with `/officer appoint`.')
    return {
      problems: found.concat(
        await c.server.check({
          log: settings.logChannelId,
          rooms: settings.roomsChannelId,
          pausePosting: c.clp.config.policy.complaints.pausePosting !== null,
        }),
      ),
    }
  })
  return problems.length === 0
    ? { content: 'Everything is in order.' }
    : inPieces(['**To be mended:**', ...problems.map((p) => `• ${p}`)])
}
