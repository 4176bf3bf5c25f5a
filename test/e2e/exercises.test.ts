import { expect, test } from 'vitest'
import { exercises } from '../../src/practice-mode/exercises/exercises.ts'
import { sharedClp } from '../support/clp.ts'
import { ACTS } from '../support/exercise-acts.ts'
import { stage } from '../support/stories.ts'

const shared = sharedClp()
const stageOf = () => stage(shared())
const RULES: Record<string, string> = {
  'first-warning': 'D1 D4 D5 F3 a first warning',
  'both-sides': 'D4 hearing both sides',
  'second-breach': 'E4 G4 a second breach',
  'no-signature': 'D5 D7 a signer who does not sign',
  'conflicted-secretary': 'A5 H3 a conflicted Secretary',
  'banned-appeal': 'H1 H4 a banned member’s appeal',
  'ec-vote': 'H5 H6 H7 a vote of the EC',
  'own-data': 'N1 N3 a request for one’s data',
}

for (const [id, acts] of Object.entries(ACTS))
  test(`${RULES[id]}: the exercise is done once each of its steps is, and says so for each`, async () => {
    const clp = shared()
    const all = exercises(stageOf)
    const begun = await all.start(id)
    expect(begun?.text).toContain('Everything is ready')
    // each is about a member of its own, in their order
    const member = clp.as(clp.members[Object.keys(ACTS).indexOf(id)] as string)
    for (const [n, act] of acts.entries()) {
      const points = () => all.check(id)?.points ?? []
      expect(
        points()
          .map((point) => point.done)
          .indexOf(false),
      ).toBe(n)
      expect(all.check(id)?.done).toBe(false)
      expect(all.hint(id)?.text).toContain(points()[n]?.text)
      await act({ clp, member })
      await clp.discord.waitFor(() => points()[n]?.done, `step ${n + 1} of ${id}: ${points()[n]?.text}`)
    }
    expect(all.check(id)?.done).toBe(true)
    expect(all.hint(id)).toMatchObject({ left: 0 })
  }, 60_000)

test('D1 an exercise that is begun again is about somebody else; one that is not there is none; before it is begun it says so', async () => {
  const clp = shared()
  const all = exercises(stageOf)
  expect(await all.start('no-such-thing')).toBeNull()
  expect(all.check('no-such-thing')).toBeNull()
  expect(all.hint('no-such-thing')).toBeNull()
  expect(all.check('first-warning')).toMatchObject({ done: false, points: [{ done: false }] })
  expect(all.hint('first-warning')?.text).toContain('Begin this exercise first')
  // Robin has had a message of the bot by now
  const [robin = '', spare = ''] = [clp.members[0], clp.members[8]]
  expect(clp.discord.dm(robin).length).toBeGreaterThan(0)
  const begun = await all.start('first-warning')
  expect(begun).toMatchObject({ me: clp.admins[0] })
  expect(begun?.text).toContain(clp.discord.world.user(spare).globalName)
  for (const id of clp.members) clp.as(id).leave(clp.guild)
  expect((await all.start('first-warning'))?.text).toContain('Start over')
})
