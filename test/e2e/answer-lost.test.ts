import { expect, test } from 'vitest'
import { openCase } from '../../src/practice-mode/story.ts'
import { startClp } from '../support/clp.ts'

test('A5 G1 an answer that fails after the commit does not say that nothing was changed; one before it does', async () => {
  const clp = await startClp({ unchecked: true })
  const { discord, as } = clp
  const [ada, ben] = clp.admins
  const stage = { discord, clp, tell: () => undefined, botBack: () => Promise.resolve() }
  const person = clp.members[0] as string
  const ref = await openCase(stage, as(ada), person, { what: 'A quarrel.', when: 'yesterday' })
  const answerFails = () =>
    discord.faults.add({
      match: { method: 'POST', path: /\/callback$/ },
      when: 'before',
      do: { status: 500, body: {} },
    })

  answerFails()
  const involved = await as(ben).slash({ guild: clp.guild }, 'involved', { ref, reason: 'My sister.' })
  expect(involved.text).toContain('may have been done')
  expect(involved.text).not.toContain('nothing was changed')
  const again = await as(ben).slash({ guild: clp.guild }, 'case view', { ref })
  expect(again.text).toContain('nothing with that reference')

  answerFails()
  const lost = await discord.forge.press('no-such-button', { as: ben, channelId: clp.channels.general })
  expect(lost.text).toContain('nothing was changed by it')
})
