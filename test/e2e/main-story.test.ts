import { expect, test } from 'vitest'
import { tellMainStory } from '../../src/practice-mode/main-story.ts'
import { startClp } from '../support/clp.ts'

test('D1 D3 D4 D5 E3 E4 E11 F2 F3 G1 G3 G4 J2 a warning, a 30-day ban and its end, a lifetime ban, and the log of it all', async () => {
  const clp = await startClp()
  const { discord } = clp
  const { members, admins, smOfficer } = clp
  clp.confide(
    ['a liar and a crook', 'a parasite', 'I was angry', 'mediation should come'],
    [members[0] ?? '', ...admins, smOfficer],
  )
  const seen: string[] = []
  const { refs, robin } = await tellMainStory({
    discord,
    clp,
    tell: (who, does, sees) => seen.push(`${who} ${does}\n${sees}`),
    botBack: () => Promise.resolve(),
  })

  expect(refs).toEqual(['2026-001', '2026-002', '2026-003'])
  // the letter is there before the ban (F3), each once (G1)
  const dms = discord.dm(robin).map((m) => m.content)
  const titles = dms
    .map((text) => /^\*\*(.+?)\*\* · (\d{4}-\d{3})/.exec(text)?.slice(1).join(' '))
    .filter(Boolean)
  expect(titles).toEqual([
    'We would like to hear your side 2026-001',
    'A warning 2026-001',
    'We would like to hear your side 2026-002',
    'You can come back 2026-002',
    'We would like to hear your side 2026-003',
    'A lifetime ban 2026-003',
  ])
  expect(seen.join('\n')).toContain('First day: 11 May 2026. Last day: 9 June 2026.')
  // the reason in Discord's audit log is the reference and nothing else (G3)
  expect(discord.bans(clp.guild)).toEqual([{ userId: robin, reason: '2026-003' }])

  // every entry stands in the log channel once (J2)
  const numbers = discord
    .messages(clp.channels.log)
    .flatMap((m) => [...m.content.matchAll(/^no\. (\d+) · /gm)].map((found) => Number(found[1])))
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b).map((_, i) => i + 1))
  expect(new Set(numbers).size).toBe(numbers.length)
  // and tells nothing of the person or of what was written (O2)
  const log = discord
    .messages(clp.channels.log)
    .map((m) => m.content)
    .join('\n')
  for (const word of ['Robin', robin, 'liar', 'parasite', 'angry']) expect(log).not.toContain(word)
})
