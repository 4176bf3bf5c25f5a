import { readdirSync, readFileSync } from 'node:fs'
import type { LetterFacts, LetterKind, LetterSlots } from '../../src/letters/facts.ts'
import { adminsDecide, appealInWriting, whatNext } from '../../src/letters/phrases.ts'
import { loadTemplates, type Templates } from '../../src/letters/templates.ts'

/** The templates that come with the bot, by file name. */
export function shippedTexts(): Record<string, string> {
  const dir = new URL('../../config/letters/', import.meta.url)
  return Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(new URL(name, dir), 'utf8')]))
}

export function shippedTemplates(): Templates {
  const loaded = loadTemplates(shippedTexts())
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.templates
}

const ladder = { lifetimeWindow: 'from_ban', warningsCount: 'any_platform' } as const

/** Facts of an ordinary case for one kind of letter. */
export function factsFor(kind: LetterKind, change: Partial<LetterFacts> = {}): LetterFacts {
  const step = kind === 'ban30' || kind === 'lifetime' ? kind : 'warning'
  const outcome = kind === 'notice' || kind === 'reopened' || kind === 'appeal_outcome' ? 'warning' : kind
  return {
    ref: '2026-014',
    clpName: 'Exampleton CLP',
    platformName: 'our Discord server',
    respondentName: 'Sam Riley',
    incidents: [
      { what: 'Called Jo a waste of space.', where: 'in general-chat', when: '1 March 2026 at 14:05' },
    ],
    rules: [{ label: 'Personal attacks', text: 'Personal attacks are not legitimate.' }],
    evidence: [
      {
        text: 'you are a waste of space',
        author: 'samr',
        link: 'https://discord.com/channels/1/2/3',
        at: '2026-03-01T14:05:00.000Z',
      },
    ],
    reliesOn: [{ ref: '2025-003', kind: 'warning', letterDate: '2025-06-01' }],
    step,
    stepReason: 'One warning counts.',
    finding: 'It began again a week after the ban.',
    reply: { kind: 'given', texts: ['I was angry.'] },
    firstReplyDays: 14,
    reasons: 'It was a first slip.',
    next: whatNext(outcome, 'our Discord server', ladder),
    whoDecides: adminsDecide(2, 'our Discord server'),
    appId: '100000000000000001',
    appealRoutes: [appealInWriting('1 High Street, Exampleton')],
    nationalRoute: 'the complaints page',
    anotherWay: '01632 960000',
    ownWords: undefined,
    appeal: {
      about: 'the warning of 1 March 2026, reference 2026-014',
      decision: 'It stands.',
      reasons: ['The post was personal.', 'Being angry is no excuse.'],
      now: ['The warning stays as it is.'],
      invited: true,
    },
    ...change,
  }
}

export const slots: LetterSlots = {
  date: '2026-03-04',
  deletedOn: '2028-03-04',
  firstDay: '2026-03-04',
  lastDay: '2026-04-02',
  closesAt: '2026-03-07T18:00:00.000Z',
  invite: 'https://discord.gg/abc',
}
