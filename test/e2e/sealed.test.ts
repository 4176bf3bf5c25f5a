import { expect, test } from 'vitest'
import { openCase } from '../../src/practice-mode/story.ts'
import { type Clp, startClp } from '../support/clp.ts'

const roomOf = ({ discord, guild }: Clp, ref: string) => discord.threads(guild).find((t) => t.name === ref)

const rolesOf = ({ discord, guild }: Clp, person: string): string[] => [
  ...(discord.world.guild(guild).members.get(person)?.roles ?? []),
]

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

test(
  'A7 whoever has an interest and is given the right to open rooms later sees no room, whichever way it is given',
  { timeout: 90_000 },
  async () => {
    const clp = await startClp()
    const { discord, as } = clp
    const [ada, , cleo] = clp.admins
    const stage = { discord, clp, tell: () => undefined, botBack: () => Promise.resolve() }
    const before = rolesOf(clp, cleo)
    const keepers = discord.addRole(clp.guild, { name: 'Keepers', permissions: ['Administrator'] }).id
    const helpers = discord.addRole(clp.guild, { name: 'Helpers' }).id
    discord.giveRole(clp.guild, cleo, helpers)
    const waysIn = [
      () => as(clp.owner).setRoles(clp.guild, cleo, [...before, keepers]),
      () =>
        as(clp.owner).setPermissions(clp.channels.rooms, cleo, { allow: ['ManageThreads', 'ViewChannel'] }),
      () => discord.setRolePermissions(clp.guild, helpers, ['Administrator']),
    ]
    for (const [n, letIn] of waysIn.entries()) {
      const ref = await openCase(stage, as(ada), clp.members[n] as string, {
        what: 'A quarrel.',
        when: 'yesterday',
      })
      await discord.waitFor(() => roomOf(clp, ref)?.members.includes(cleo), 'the room')
      await as(cleo).slash({ guild: clp.guild }, 'involved', { ref, reason: 'He is my brother.' })
      await discord.waitFor(() => roomOf(clp, ref)?.members.includes(cleo) === false, 'her to be out of it')
      letIn()
      await discord.waitFor(() => roomOf(clp, ref) === undefined, `the room of ${ref} to go`)
      as(clp.owner).setRoles(clp.guild, cleo, [...before, helpers])
      as(clp.owner).setPermissions(clp.channels.rooms, cleo)
    }
  },
)

test(
  'A7 A8 at start who could open a room is asked again, and who came back to the server is put into it',
  { timeout: 90_000 },
  async () => {
    const clp = await startClp()
    const { discord, as } = clp
    const [ada, ben, cleo] = clp.admins
    const stage = { discord, clp, tell: () => undefined, botBack: () => Promise.resolve() }
    const keepers = discord.addRole(clp.guild, { name: 'Keepers', permissions: ['Administrator'] }).id
    const open = async (n: number) => {
      const person = clp.members[n] as string
      const ref = await openCase(stage, as(ada), person, { what: 'A quarrel.', when: 'yesterday' })
      await discord.waitFor(() => roomOf(clp, ref)?.members.includes(cleo), 'the room')
      return ref
    }
    const about = await open(0)
    const other = await open(1)
    await as(ben).slash({ guild: clp.guild }, 'involved', { ref: about, reason: 'She is my sister.' })
    await discord.waitFor(() => roomOf(clp, about)?.members.includes(ben) === false, 'him to be out of it')
    await clp.process.stop()
    discord.giveRole(clp.guild, ben, keepers)
    const roles = rolesOf(clp, cleo)
    as(cleo).leave(clp.guild)
    as(cleo).join(clp.guild)
    for (const role of roles) discord.giveRole(clp.guild, cleo, role)
    expect(roomOf(clp, other)?.members).not.toContain(cleo)
    await clp.restart()
    await discord.waitFor(() => roomOf(clp, about) === undefined, 'the room to go')
    await discord.waitFor(() => roomOf(clp, other)?.members.includes(cleo) === true, 'her to be in it again')
  },
)
