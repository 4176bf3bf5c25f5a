import { expect, test } from 'vitest'
import { APPEAL_STORY } from '../../src/practice-mode/appeal-story.ts'
import { COMPLAINT_STORY } from '../../src/practice-mode/complaint-story.ts'
import { playParts, type Part, verifyByCommand } from '../../src/practice-mode/story.ts'
import { startClp } from '../support/clp.ts'

/** Plays a story as the tour does; gives the references and all that was told. */
async function told(parts: readonly Part[], confided: (clp: Clp) => [string[], string[]][]) {
  const clp = await startClp()
  for (const [words, readers] of confided(clp)) clp.confide(words, readers)
  const seen: string[] = []
  const stage = {
    discord: clp.discord,
    clp,
    tell: (who: string, does: string, sees: string) => seen.push(`${who} ${does}\n${sees}`),
    botBack: () => Promise.resolve(),
  }
  const refs = await playParts(stage, parts)
  await verifyByCommand(stage)
  return { clp, refs, seen: seen.join('\n') }
}
type Clp = Awaited<ReturnType<typeof startClp>>

const log = (clp: Clp): string =>
  clp.discord
    .messages(clp.channels.log)
    .map((m) => m.content)
    .join('\n')

test('C1 C2 C3 C7 C8 H3 a complaint: reported, the post removed, decided by two, and taken to the EC', async () => {
  const { clp, refs, seen } = await told(COMPLAINT_STORY, ({ members, admins, smOfficer, secretary, ec }) => [
    [['made me afraid'], [members[2] ?? '', ...admins, smOfficer]],
    [['it was the third time'], [members[2] ?? '', secretary, ...ec]],
  ])
  expect(refs).toEqual(['C2026-001', 'A2026-001'])
  expect(seen).toContain('We have your complaint')
  expect(seen).toContain('The content was removed.')
  for (const word of ['Tess', 'Robin', 'parasite', 'afraid']) expect(log(clp)).not.toContain(word)
}, 60_000)

test('H1 H4 H5 H7 H8 an appeal against a 30-day ban: both sides before the EC, and it does not stand', async () => {
  const { clp, refs, seen } = await told(APPEAL_STORY, ({ members, admins, secretary, ec }) => [
    [['sang with us'], [members[0] ?? '', ...admins, secretary, ...ec]],
    [['He has said it before'], []],
  ])
  expect(refs).toEqual(['2026-001', '2026-002', 'A2026-001'])
  expect(seen).toContain('he had felt he must laugh')
  expect(clp.discord.bans(clp.guild)).toEqual([])
  for (const word of ['Robin', 'sang', 'laugh']) expect(log(clp)).not.toContain(word)
}, 60_000)
