import { expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { appeals, inTheRoom, putToVote } from '../support/appeals.ts'
import { type Clp, startClp } from '../support/clp.ts'
import { complains, complaintCardWith, posts, reports } from '../support/complaints.ts'
import { aMoment, cast, expectVerified, logText, sanctioned, told } from '../support/stories.ts'

const NOTHING = 'There is nothing with that reference'
const NOT_NOW = 'You cannot make or end this appointment at the moment'

const appointsVoter = async (clp: Clp, who: Person, person: string): Promise<string> =>
  (
    await who.slash({ guild: clp.guild }, 'officer appoint', {
      office: 'ec_member',
      person,
      minute: 'EC 2026/9',
    })
  ).text

const roomIsGone = (clp: Clp, ref: string): Promise<boolean> =>
  clp.discord.waitFor(() => clp.discord.threads(clp.guild).every((t) => t.name !== ref), `no room of ${ref}`)

/** Someone can open every private thread, by a role of the server. */
function keepsThreads(clp: Clp, who: Person): void {
  const { id } = clp.discord.addRole(clp.guild, { name: 'Thread keepers', permissions: ['ManageThreads'] })
  clp.discord.giveRole(clp.guild, who.id, id)
}

const left = (clp: Clp, ref: string, who: Person): Promise<boolean> =>
  clp.discord.waitFor(
    () => clp.discord.threads(clp.guild).some((t) => t.name === ref && !t.members.includes(who.id)),
    'somebody to be out of the room',
  )

test('A3 A6 a Chair who complains appoints and ends no deciders while it is open, in words that betray nothing', async () => {
  const clp = await startClp()
  const { ada, chair, secretary, member } = cast(clp)
  expect(await appointsVoter(clp, chair, member(8).id)).toContain('is now')
  const { ref } = await complains(clp, chair, { what: 'Robin shouted at me at the fair.' })
  await complaintCardWith(clp, ref, 'Propose outcome')
  const answer = await appointsVoter(clp, chair, member(9).id)
  expect(answer).toContain(NOT_NOW)
  expect(answer).not.toMatch(/complain|C2026|matter|conflict/i)
  const ended = await chair.slash({ guild: clp.guild }, 'officer end', {
    office: 'admin',
    platform: 'discord',
    person: ada.id,
    minute: 'EC 2026/9',
  })
  expect(ended.text).toContain(NOT_NOW)
  // the Chair reads the log, where the complaint is an entry and no more (J4)
  await clp.discord.waitFor(() => logText(clp).includes('restricted entry'), 'restricted lines')
  expect(logText(clp)).not.toContain(ref)

  // nobody else is held back; an admin who comes now is a stand-in only
  const officers = [...clp.discord.world.guild(clp.guild).roles.values()].find((r) => r.name === 'Officers')
  clp.discord.giveRole(clp.guild, member(9).id, officers?.id ?? '')
  const made = await secretary.slash({ guild: clp.guild }, 'officer appoint', {
    office: 'admin',
    platform: 'discord',
    person: member(9).id,
    minute: 'EC 2026/9',
  })
  expect(made.text).toContain('is now')
  await inTheRoom(clp, ref, member(9).id)
  const early = await member(9).press(await complaintCardWith(clp, ref, 'Propose outcome'), 'Propose outcome')
  const sent = await member(9).submit(early, { outcome: ['no_breach'], reasons: 'Nothing was broken.' })
  expect(sent.text).toMatch(/admins|stand in/)
  expect(sent.text).not.toMatch(/signatures? (is|are) needed/)
})

test('A3 H5 A8 while an appeal runs: the Secretary whom it names appoints nobody, and a new EC member is not on its roll', async () => {
  const clp = await startClp()
  const { chair, secretary, ec, member } = cast(clp)
  const about = await sanctioned(clp, member(0))
  const ref = await appeals(clp, member(0), about, { trusted: [ec[0].id] })
  await told(clp, ec[0], ref)
  expect(await appointsVoter(clp, secretary, member(9).id)).toContain(NOT_NOW)
  expect(await appointsVoter(clp, chair, member(9).id)).toContain('is now')
  // the Secretary reads the log: the appeal that names her is an entry there and no more (J4)
  await clp.discord.waitFor(() => logText(clp).includes('restricted entry'), 'restricted lines')
  expect(logText(clp)).not.toContain(ref)
  await putToVote(clp, ref, ec[0])
  await inTheRoom(clp, ref, ec[2].id)
  const room = clp.discord.threads(clp.guild).find((t) => t.name === ref)
  expect(room?.members).not.toContain(member(9).id)
  expect(room?.members).not.toContain(secretary.id)

  // an office that ends takes its holder out of the room the same minute
  const ended = await chair.slash({ guild: clp.guild }, 'officer end', {
    office: 'ec_member',
    person: ec[2].id,
    minute: 'EC 2026/10',
  })
  expect(ended.text).toContain('ended')
  await left(clp, ref, ec[2])
})

test('A8 A7 an admin whose office ends leaves the room of a complaint; one who could open it and is involved seals it', async () => {
  const clp = await startClp()
  const { ada, ben, cleo, secretary, member } = cast(clp)
  keepsThreads(clp, cleo)
  const { ref } = await complains(clp, member(2), { what: 'Robin called me a parasite.' })
  await inTheRoom(clp, ref, ben.id)
  const ended = await secretary.slash({ guild: clp.guild }, 'officer end', {
    office: 'admin',
    platform: 'discord',
    person: ben.id,
    minute: 'EC 2026/9',
  })
  expect(ended.text).toContain('ended')
  await left(clp, ref, ben)
  expect((await ben.slash({ guild: clp.guild }, 'complaint view', { ref })).text).toContain(
    'nothing with that',
  )

  await inTheRoom(clp, ref, cleo.id)
  const form = await cleo.press(await complaintCardWith(clp, ref, "I'm involved"), "I'm involved")
  const done = await cleo.submit(form, { reason: 'Robin is my brother.' })
  expect(done.text).toContain('no part')
  await roomIsGone(clp, ref)
  await told(clp, ada, '/complaint view')
  expect((await cleo.slash({ guild: clp.guild }, 'complaint view', { ref })).text).toContain(NOTHING)
})

test('A7 an EC member who could open the room of an appeal declares an interest: it is sealed, and the room goes', async () => {
  const clp = await startClp()
  const { ec, member, secretary } = cast(clp)
  keepsThreads(clp, ec[3])
  const about = await sanctioned(clp, member(0))
  const ref = await appeals(clp, member(0), about)
  await putToVote(clp, ref)
  await inTheRoom(clp, ref, ec[3].id)
  const done = await ec[3].slash({ guild: clp.guild }, 'involved', { ref, reason: 'He rents my flat.' })
  expect(done.text).toContain('no part')
  await roomIsGone(clp, ref)
  const news = await told(clp, ec[1], '/appeals view')
  expect(news.text).toContain(ref)
  const shown = await ec[1].slash({ guild: clp.guild }, 'appeals view', { ref })
  expect(shown.text).toContain('Stands')
  expect((await ec[3].slash({ guild: clp.guild }, 'appeals view', { ref })).text).toContain(NOTHING)
  expect((await secretary.slash({ guild: clp.guild }, 'appeals view', { ref })).text).not.toContain(NOTHING)
})

test('A7 J4 a complaint about the owner of the server: no room, reference only, and restricted lines in the log', async () => {
  const clp = await startClp()
  const { ada, owner, member, chair } = cast(clp)
  clp.confide(['He frightened me'], [member(2).id, ...clp.admins, clp.smOfficer])
  const post = posts(clp, owner, 'You are all useless.')
  const { ref } = await reports(member(2), post, { what: 'He frightened me.' })
  const news = await told(clp, ada, '/complaint view')
  expect(news.text).toContain(ref)
  expect(news.text).not.toContain('frightened')
  await aMoment()
  expect(clp.discord.threads(clp.guild)).toEqual([])
  const shown = await ada.slash({ guild: clp.guild }, 'complaint view', { ref })
  expect(shown.text).toContain('You are all useless.')
  await clp.discord.waitFor(() => logText(clp).includes('restricted entry'), 'restricted lines')
  expect(logText(clp)).not.toContain(ref)
  expect((await owner.slash({ guild: clp.guild }, 'complaint view', { ref })).text).toContain(NOTHING)
  const verified = await chair.slash({ guild: clp.guild }, 'register verify')
  expect(verified.text).toContain('The register is in order')
  await expectVerified(clp)
})

test('J4 A5 somebody who reads the log signed what is appealed: the lines of the appeal are restricted, those of the case are not', async () => {
  const clp = await startClp()
  const { ada, member } = cast(clp)
  const about = await sanctioned(clp, member(0))
  const admin = clp.discord.addRole(clp.guild, { name: 'Web team', permissions: ['Administrator'] })
  clp.discord.giveRole(clp.guild, ada.id, admin.id)
  const ref = await appeals(clp, member(0), about)
  await clp.discord.waitFor(() => logText(clp).includes('restricted entry'), 'restricted lines')
  expect(logText(clp)).not.toContain(ref)
  expect(logText(clp)).toContain(about)
  await told(clp, cast(clp).secretary, ref)
})
