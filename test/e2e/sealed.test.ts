import { expect, test } from 'vitest'
import { openCase } from '../../src/practice-mode/story.ts'
import { startClp } from '../support/clp.ts'

test('A7 O2 the respondent owns the server and could open every room: no room, and references only by DM', async () => {
  const clp = await startClp()
  const { discord, as } = clp
  const [ada, ben] = clp.admins
  const stage = { discord, clp, tell: () => undefined, botBack: () => Promise.resolve() }
  clp.confide(['called the treasurer a thief'], [...clp.admins, clp.smOfficer, clp.owner])
  const ref = await openCase(stage, as(ada), clp.owner, {
    what: 'He called the treasurer a thief.',
    when: 'yesterday',
  })

  const told = await discord.waitFor(
    () => discord.dm(ben).find((m) => m.content.includes(ref)),
    'the DM with the reference',
  )
  expect(told.content).toContain('/case view')
  expect(told.content).not.toContain('thief')
  expect(discord.threads(clp.guild)).toEqual([])

  const card = await as(ben).slash({ guild: clp.guild }, 'case view', { ref })
  expect(card.ephemeral).toBe(true)
  expect(card.text).toContain('thief')
  const agreed = await as(ben).press(card, 'Agree to ask')
  expect(agreed.text).toContain('Agreed')
  await discord.waitFor(() => discord.dm(clp.owner).find((m) => m.content.includes(ref)), 'the notice')
  await discord.waitFor(
    () => discord.dm(ada).some((m) => m.content.includes('There is news')),
    'the news by DM',
  )
})

test('A5 A7 an officer who could open the room declares an interest: the room goes', async () => {
  const clp = await startClp()
  const { discord, as } = clp
  const [ada, , cleo] = clp.admins
  const stage = { discord, clp, tell: () => undefined, botBack: () => Promise.resolve() }
  const { id: role } = discord.addRole(clp.guild, { name: 'Thread keepers', permissions: ['ManageThreads'] })
  discord.giveRole(clp.guild, cleo, role)
  const ref = await openCase(stage, as(ada), clp.members[0] as string, {
    what: 'He called me a thief.',
    when: 'yesterday',
  })
  await discord.waitFor(
    () => discord.threads(clp.guild).some((t) => t.name === ref && t.members.includes(cleo)),
    'the room',
  )
  const done = await as(cleo).slash({ guild: clp.guild }, 'involved', { ref, reason: 'He is my brother.' })
  expect(done.text).toContain('no part')
  await discord.waitFor(() => discord.threads(clp.guild).length === 0, 'the room to go')
  await discord.waitFor(
    () => discord.dm(ada).some((m) => m.content.includes('/case view')),
    'the reference by DM',
  )
})
