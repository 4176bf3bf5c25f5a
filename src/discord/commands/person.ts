import { writeChallenge } from '../../casework/challenge-identity.ts'
import type { OneIdentity } from '../../casework/identity-records.ts'
import { proposeLink } from '../../casework/link-identities.ts'
import { proposeParting } from '../../casework/part-identities.ts'
import { refuse, type Result } from '../../casework/refusal.ts'
import { suggestPlatforms } from '../../casework/platforms.ts'
import { whoIsMeant } from '../../casework/who-is-meant.ts'
import { suggestRefs } from './case.ts'
import { caseRef } from '../custom-id.ts'
import type { Command, Context } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { SHOWN_TO_OFFICERS } from './visibility.ts'

const text = (name: string, description: string, required = false, max_length = 100): object => ({
  type: 3,
  name,
  description,
  required,
  max_length,
})

const PAIR = [
  { type: 6, name: 'person', description: 'A person on this server' },
  text('handle', 'A handle on another platform'),
  { ...text('platform', 'The platform that the handle is on'), autocomplete: true },
  { type: 6, name: 'other-person', description: 'A second person on this server' },
  text('other-handle', 'A second handle'),
  { ...text('other-platform', 'The platform that the second handle is on'), autocomplete: true },
]

/** The identities that the options name, in their order: people on this server, and handles with their platforms. */
async function named(c: Context): Promise<Result<{ identities: OneIdentity[] }>> {
  const identities: OneIdentity[] = []
  for (const prefix of ['', 'other-']) {
    const person = c.values.person(`${prefix}person`)
    if (person) identities.push({ identity: person.id, name: person.name, isBot: person.isBot })
    const handle = c.values.text(`${prefix}handle`)
    const platform = c.values.text(`${prefix}platform`)
    if (handle === '' && platform === '') continue
    const meant = await whoIsMeant(c.clp, { person: null, handle, platform }, 'look')
    if (!meant.ok) return meant
    identities.push(meant)
  }
  return { ok: true, identities }
}

const TWO = 'Give two identities: a *person* and a *handle* with its *platform*, two people, or two handles.'

async function pairOf(c: Context): Promise<Result<{ pair: [OneIdentity, OneIdentity] }>> {
  const given = await named(c)
  if (!given.ok) return given
  const [a, b, more] = given.identities
  if (!a || !b || more) return refuse({ why: 'input', problems: [TWO] })
  return { ok: true, pair: [a, b] }
}

/** `/person`: which identities are one person (B3). */
export const person: Command = {
  data: {
    name: 'person',
    description: 'Which identities are one person',
    contexts: [0],
    integration_types: [0],
    default_member_permissions: SHOWN_TO_OFFICERS,
    options: [
      {
        type: 1,
        name: 'link',
        description: 'Say that two identities are one person. A second officer confirms it.',
        options: [text('reason', 'Why you think so; it is kept', true, 1000), ...PAIR],
      },
      {
        type: 1,
        name: 'unlink',
        description: 'Say that two linked identities are two people. A second officer confirms it.',
        options: [text('reason', 'Why you think so; it is kept', true, 1000), ...PAIR],
      },
      {
        type: 1,
        name: 'challenged',
        description: 'Write down that someone said, in a reply say, that an identity is not theirs',
        options: [
          { ...text('ref', 'The case in which they said so', true), autocomplete: true },
          text('words', 'What they said', true, 1000),
          ...PAIR.slice(0, 3),
        ],
      },
    ],
  },
  async run(c, sub) {
    const reason = c.values.text('reason')
    if (sub === 'challenged') {
      const given = await named(c)
      if (!given.ok) return refused(given.refusal)
      const [one, more] = given.identities
      if (!one || more)
        return refused({
          why: 'input',
          problems: [
            'Give the identity that they say is not theirs: a *person*, or a *handle* with its *platform*.',
          ],
        })
      const ref = caseRef(c.values.text('ref')) ?? ''
      const done = await writeChallenge(c.clp, c.actor, ref, one.identity, c.values.text('words'))
      return done.ok
        ? {
            content:
              'It is written down. An officer who had no part in linking them answers it; until then nothing that rests on it is signed.',
          }
        : refused(done.refusal)
    }
    const given = await pairOf(c)
    if (!given.ok) return refused(given.refusal)
    const done =
      sub === 'unlink'
        ? await proposeParting(c.clp, c.actor, given.pair, reason)
        : await proposeLink(c.clp, c.actor, given.pair, reason)
    return done.ok
      ? { content: 'It is proposed. Another officer confirms or refuses it; until then nothing has changed.' }
      : refused(done.refusal)
  },
  async suggest(c, option, typed) {
    if (option === 'ref') return suggestRefs(c, typed)
    return (await suggestPlatforms(c.clp, typed, 'all')).map((name) => ({ name, value: name }))
  },
}
