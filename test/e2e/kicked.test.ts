import { expect, test } from 'vitest'
import { cardWith, openCase } from '../../src/practice-mode/story.ts'
import { BOT_RIGHTS } from '../../src/practice/small-clp.ts'
import { startClp } from '../support/clp.ts'
import { stage } from '../support/stories.ts'

test('G1 F3 a bot that is kicked waits: nothing is taken for undeliverable, and all goes on when it is invited back', async () => {
  const clp = await startClp({ start: '2026-03-02T20:00:00.000Z' })
  const { discord, as } = clp
  const [ada, ben] = clp.admins
  const robin = clp.members[0] as string
  const ref = await openCase(stage(clp), as(ada), robin, {
    what: 'Called someone a crook.',
    when: 'yesterday',
  })
  const card = await cardWith(stage(clp), ref, 'Agree to ask')
  expect((await as(ben).press(card, 'Agree to ask')).text).toContain('Agreed')

  as(clp.owner).kick(clp.guild, clp.bot.id)
  const asked = discord.requests.length
  discord.clock.advanceTo('2026-03-03T10:00:00.000Z')
  discord.clock.advanceTo('2026-03-04T10:00:00.000Z')
  expect(discord.dm(robin)).toEqual([])
  expect(discord.requests.slice(asked).filter((r) => r.request.path.includes('/messages'))).toEqual([])

  discord.inviteBot(clp.guild, clp.bot.id, BOT_RIGHTS)
  const notice = await discord.waitFor(
    () => discord.dm(robin).find((m) => m.content.includes(ref)),
    'the notice',
  )
  expect(notice.content).toContain('4 March 2026')
  const tasks = await as(ada).slash({ guild: clp.guild }, 'task list')
  expect(tasks.text).not.toContain('serve')
})
