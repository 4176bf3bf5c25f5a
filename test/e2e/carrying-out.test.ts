import { describe, expect, onTestFinished, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import { BOT_RIGHTS } from '../../src/practice/small-clp.ts'
import { type Clp, sharedClp, startClp } from '../support/clp.ts'
import {
  aMoment,
  banIs,
  banned30,
  bothSign,
  calendarOf,
  cardSays,
  cast,
  daysOn,
  decided,
  dmWith,
  entries,
  expectVerified,
  heard,
  isDelivered,
  letterOf,
  logged,
  logText,
  opened,
  passTime,
  readAll,
  sanctioned,
  someone,
  stage,
  told,
  until,
  warned,
  wontReply,
} from '../support/stories.ts'

const isBanned = (clp: Clp, who: Person): boolean =>
  clp.discord.bans(clp.guild).some((ban) => ban.userId === who.id)

/** Whether a message asks what to do about a ban by hand of someone. */
const isAskedOf = (m: SeenMessage, who: Person): boolean =>
  m.content.includes('Banned by hand') && m.content.includes(who.id)

/** What the register holds on a case, by action. */
const writtenOn = async (clp: Clp, ref: string) => (await entries(clp)).filter((e) => e.matter === ref)

const clpOf = sharedClp({ mornings: true })

/** The ban of someone whom the bot cannot ban: decided, put to people as a task, carried out by `byHand`. */
async function bannedByHand(clp: Clp, robin: Person, why: RegExp, byHand: () => void): Promise<void> {
  const { ada, ec, cleo } = cast(clp)
  const ref = await decided(clp, robin, { what: 'Called the same member a parasite.' })
  const task = await told(clp, ada, `${ref}: the ban was decided, but the bot cannot carry it out`)
  expect(task.text).toMatch(why)
  await told(clp, cleo, `${ref}: the ban was decided, but the bot cannot carry it out`)
  // the EC is told with the reference, and neither name nor matter
  const note = await told(clp, ec[2], `The ban decided in ${ref} cannot be carried out by the bot`)
  for (const word of ['Robin', robin.id, 'parasite']) expect(note.text).not.toContain(word)
  // nobody is told that they are banned
  expect(clp.discord.dm(robin.id).some((m) => m.content.includes('**A 30-day ban**'))).toBe(false)
  daysOn(clp, 1)
  byHand()
  await logged(clp, `The ban was carried out by hand; the letter follows it · ${ref}`)
  // banned, they share no server with the bot any more: Discord refuses the letter, so people serve it
  const serve = await told(clp, ada, `${ref}: serve the letter another way`)
  expect(serve.text).toContain('Discord does not let the bot write to this person.')
  const log = await writtenOn(clp, ref)
  expect(log.findIndex((e) => e.action === 'ban.made_by_hand')).toBeLessThan(
    log.findIndex((e) => e.action === 'delivery.letter_failed'),
  )
  // it was no ban without the procedure, and nobody is asked about it
  expect(log.filter((e) => e.action === 'ban.made_by_hand')).toHaveLength(1)
  expect(clp.discord.dm(ada.id).some((m) => isAskedOf(m, robin))).toBe(false)
}

describe('a ban that the bot cannot carry out', () => {
  test('G2 without Ban Members nobody is told of a ban; it is a task, the EC hears the reference, the letter follows the ban', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    await warned(clp, robin)
    const role = botRole(clp)
    const rights = clp.discord.world.guild(clp.guild).roles.get(role)
    onTestFinished(() => clp.discord.setRolePermissions(clp.guild, role, BOT_RIGHTS))
    clp.discord.setRolePermissions(clp.guild, role, [
      'ViewChannel',
      'ViewAuditLog',
      'ManageThreads',
      'CreateInstantInvite',
    ])
    expect(rights).toBeDefined()
    await bannedByHand(clp, robin, /lacks the permission \*Ban Members\*/, () =>
      clp.as(clp.owner).ban(clp.guild, robin.id, 'as decided'),
    )
    await expectVerified(clp)
  })

  test('G2 the same where the role of the respondent stands above the bot’s', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    await warned(clp, robin)
    const { id: role } = clp.discord.addRole(clp.guild, { name: 'Organisers', position: 99 })
    clp.discord.giveRole(clp.guild, robin.id, role)
    await bannedByHand(clp, robin, /highest role on this server is not below/, () =>
      clp.as(clp.owner).ban(clp.guild, robin.id),
    )
  })

  test('G2 the same where the respondent owns the server: nobody can ban an owner, and nobody says so to them', async () => {
    const clp = await startClp()
    const { owner, ada, ec } = cast(clp)
    await sealedSanction(clp, owner, 'Called a member a crook.')
    await letterOf(clp, owner, '2026-001')
    daysOn(clp, 2)
    const ref = await sealedSanction(clp, owner, 'Called the same member a parasite.')
    const task = await told(clp, ada, 'owns the server, and nobody can ban an owner')
    await told(clp, ec[0], `The ban decided in ${ref} cannot be carried out`)
    daysOn(clp, 3)
    await told(clp, ada, ref)
    expect(clp.discord.dm(owner.id).some((m) => m.content.includes('30-day ban**'))).toBe(false)
    expect(clp.discord.bans(clp.guild)).toEqual([])
    // once the server has another owner the ban can be carried out, and *Done* makes the bot look again
    expect(task.buttons.map((b) => b.label)).toContain('Done')
  })
})

/** An owner could open any room, so their matter has none: everything goes by private answers (A7). */
async function sealedSanction(clp: Clp, about: Person, what: string): Promise<string> {
  const { ada, ben } = cast(clp)
  const ref = await opened(clp, about, { what })
  const card = (who: Person) => who.slash({ guild: clp.guild }, 'case view', { ref })
  await told(clp, ben, `case view ref:${ref}`)
  await ben.press(await card(ben), 'Agree to ask')
  await wontReply(about, await dmWith(stage(clp), about.id, 'Give my side', ref))
  await ada.press(await card(ada), 'Sign')
  expect((await ben.press(await card(ben), 'Sign')).text).toContain('it is decided')
  return ref
}

function botRole(clp: Clp): string {
  for (const role of clp.discord.world.guild(clp.guild).roles.values())
    if (role.botId === clp.bot.id) return role.id
  throw new Error('the bot has no role')
}

describe('the thirty days', () => {
  const faulty = sharedClp({ mornings: true, unchecked: true })

  test('G3 G4 the audit reason is the reference and no messages go; a ban over the spring change ends at 00:00 in London', async () => {
    const clp = await startClp({ start: '2026-03-08T09:30:00.000Z' })
    const robin = cast(clp).member(0)
    const said = robin.say({ guild: clp.guild }, 'Something from before.')
    const ref = await banned30(clp, robin)
    expect(clp.discord.bans(clp.guild)).toEqual([{ userId: robin.id, reason: ref }])
    const put = clp.discord.requests.findLast(
      ({ request }) => request.method === 'PUT' && request.path.endsWith(`/bans/${robin.id}`),
    )
    expect(put?.request.body).toEqual({ delete_message_seconds: 0 })
    expect(clp.discord.messages(said.channelId).map((m) => m.id)).toContain(said.id)
    const letter = await letterOf(clp, robin, ref)
    expect(letter.text).toContain('First day: 10 March 2026')
    expect(letter.text).toContain('Last day: 8 April 2026')
    // 00:00 in London on 9 April is 23:00 UTC on the 8th
    clp.discord.clock.advanceTo('2026-04-08T22:58:30.000Z')
    await expect(banIs(clp, robin, true)).resolves.toBe(true)
    await aMoment()
    expect(clp.discord.bans(clp.guild)).toHaveLength(1)
    clp.discord.clock.advanceTo('2026-04-08T23:00:00.000Z')
    await banIs(clp, robin, false)
    await logged(clp, 'The ban has ended and was lifted')
    // they are written to in the hours for that
    until(clp, '2026-04-09', '09:00')
    const back = await told(clp, robin, /^\*\*You can come back/)
    expect(back.id).toBe(letter.id)
    expect(back.content).toMatch(/discord\.gg\/\w+/)
    robin.join(clp.guild, /discord\.gg\/(\w+)/.exec(back.content)?.[1] ?? '')
    expect(clp.discord.members(clp.guild)).toContain(robin.id)
    await expectVerified(clp)
  })

  test('G4 E1 the same over a leap day and over the change in autumn', async () => {
    const clp = await startClp({ start: '2028-02-08T09:30:00.000Z' })
    const { member } = cast(clp)
    const [robin, sam] = [member(0), member(1)]
    const ref = await banned30(clp, robin)
    expect((await letterOf(clp, robin, ref)).text).toContain('Last day: 10 March 2028')
    until(clp, '2028-03-10', '23:59')
    expect(clp.discord.bans(clp.guild)).toHaveLength(1)
    until(clp, '2028-03-11', '00:00')
    await banIs(clp, robin, false)
    until(clp, '2028-10-10')
    const second = await banned30(clp, sam)
    const letter = await letterOf(clp, sam, second)
    expect(letter.text).toContain('First day: 12 October 2028')
    expect(letter.text).toContain('Last day: 10 November 2028')
    until(clp, '2028-11-10', '23:59')
    expect(clp.discord.bans(clp.guild)).toHaveLength(1)
    until(clp, '2028-11-11', '00:00')
    await banIs(clp, sam, false)
  })

  test('G4 an unban that Discord answers with “unknown ban” is done', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    const ref = await banned30(clp, robin)
    clp.discord.faults.add({
      match: { method: 'DELETE', path: new RegExp(`/bans/${robin.id}$`) },
      when: 'after',
      do: { status: 404, body: { message: 'Unknown Ban', code: 10026 } },
    })
    daysOn(clp, 31)
    await logged(clp, `The ban has ended and was lifted · ${ref}`)
    expect(isBanned(clp, robin)).toBe(false)
    expect((await writtenOn(clp, ref)).filter((e) => e.action === 'ban.lifted')).toHaveLength(1)
  })

  test.each([
    [500, {}],
    [403, { message: 'Missing Permissions', code: 50013 }],
  ])(
    'G4 an unban that Discord answers with %i is never taken for done: after three failures people are told, and it goes on trying',
    async (status, body) => {
      const clp = faulty()
      const { ada } = cast(clp)
      const robin = someone(clp)
      const ref = await banned30(clp, robin)
      const stop = clp.discord.faults.add({
        match: { method: 'DELETE', path: new RegExp(`/bans/${robin.id}$`) },
        when: 'before',
        do: { status, body },
        times: 50,
      })
      daysOn(clp, 31)
      await passTime(clp, () => unbans(clp, robin) >= 3, 'three tries')
      expect(logText(clp)).not.toContain(`The ban has ended and was lifted · ${ref}`)
      const task = await told(clp, ada, `${ref}.*Discord has refused to lift the ban 3 times`)
      expect(task.text).toContain(ref)
      expect(isBanned(clp, robin)).toBe(true)
      stop()
      await passTime(clp, () => !isBanned(clp, robin), 'the end of the ban')
      await logged(clp, `The ban has ended and was lifted · ${ref}`)
      expect((await writtenOn(clp, ref)).filter((e) => e.details['kind'] === 'ban_trouble')).toHaveLength(1)
      // it is over, so it waits for nobody, and does not keep the next alarm from being raised
      const tasks = await ada.slash({ guild: clp.guild }, 'task list')
      expect(tasks.text).not.toContain('Discord has refused')
    },
  )

  test('G4 G5 a ban that should have ended while the bot was off for a week is lifted at start, and nobody takes it for one made by hand', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    const ref = await banned30(clp, robin)
    const before = (await entries(clp)).length
    daysOn(clp, 26)
    await clp.process.kill()
    daysOn(clp, 7)
    await clp.restart()
    await banIs(clp, robin, false)
    await logged(clp, `The ban has ended and was lifted · ${ref}`)
    expect(clp.discord.dm(ada.id).some((m) => isAskedOf(m, robin))).toBe(false)
    expect((await entries(clp)).slice(before).some((e) => e.action.endsWith('_by_hand'))).toBe(false)
  })

  test('E4 E5 E10 G4 no stale end lifts a lifetime ban, what was done during a ban makes no step, and nothing comes after', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    const first = await banned30(clp, robin)
    // E5: what is done during the ban makes no step; the EC decides
    daysOn(clp, 3)
    const during = await opened(clp, robin, { what: 'Wrote to members during the ban.' })
    expect(during).not.toBe(first)
    await told(clp, cast(clp).secretary, `The EC decides on ${during}`)
    daysOn(clp, 28)
    await banIs(clp, robin, false)
    robin.join(clp.guild)
    daysOn(clp, 2)
    const lifetime = await heard(clp, robin, { what: 'Again.', finding: 'It went on in the same words.' })
    await bothSign(clp, lifetime)
    expect((await letterOf(clp, robin, lifetime)).content).toContain('lifetime ban')
    await banIs(clp, robin, true)
    expect(clp.discord.bans(clp.guild)).toContainEqual({ userId: robin.id, reason: lifetime })
    // E10: nothing comes after it
    daysOn(clp, 2)
    const more = await opened(clp, robin, { what: 'Again, elsewhere.' })
    expect(more).toBe(lifetime)
    expect(await readAll(clp, ada, lifetime)).toContain('Again, elsewhere.')
    daysOn(clp, 400)
    await logged(clp, `The lifetime ban is in force · ${lifetime}`)
    await aMoment()
    expect(isBanned(clp, robin)).toBe(true)
    await expectVerified(clp)
  })

  test('G4 days that pass while Discord is asked for the ban: nobody stays banned beyond their thirty', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    await warned(clp, robin)
    const ref = await heard(clp, robin, { what: 'Called the same member a parasite.' })
    clp.discord.faults.add({
      match: { method: 'PUT', path: new RegExp(`/bans/${robin.id}$`) },
      when: 'after',
      do: { delayMs: 1500 },
    })
    await bothSign(clp, ref)
    await banIs(clp, robin, true)
    daysOn(clp, 31)
    await banIs(clp, robin, false)
    await cardSays(clp, ref, 'the ban has ended')
    await expectVerified(clp)
  })

  test('E6 E8 an incident from before the letter is recorded with the earlier case and makes no step', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada } = cast(clp)
    const robin = someone(clp)
    const first = await sanctioned(clp, robin)
    await isDelivered(clp, first)
    const rooms = clp.discord.threads(clp.guild).length
    daysOn(clp, 5)
    const same = await opened(clp, robin, { what: 'Something from before the letter.', when: on(-1) })
    expect(same).toBe(first)
    expect(await readAll(clp, ada, first)).toContain('Something from before the letter.')
    expect(clp.discord.threads(clp.guild)).toHaveLength(rooms)
  })
})

describe('bans made and lifted by hand', () => {
  test('D2 E6 what was before the letter goes to the earlier case also while another case is open', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada } = cast(clp)
    const robin = someone(clp)
    const first = await warned(clp, robin)
    await isDelivered(clp, first)
    const second = await opened(clp, robin, { what: 'Something after the letter.', when: 'today' })
    const same = await opened(clp, robin, { what: 'Something from before it.', when: on(-1) })
    expect(same).toBe(first)
    expect(await readAll(clp, ada, first)).toContain('Something from before it.')
    expect(await readAll(clp, ada, second)).not.toContain('Something from before it.')
  })

  test('G4 G5 a ban lifted by hand: left lifted for a reason, of which the member hears, or put back', async () => {
    const clp = clpOf()
    const { ada, ben, owner } = cast(clp)
    const robin = someone(clp)
    const ref = await banned30(clp, robin)
    const lifted = new RegExp(`A ban was lifted by hand[^]*${robin.id}`)
    owner.unban(clp.guild, robin.id)
    const first = await told(clp, ada, lifted)
    expect(first.text).toContain(robin.id)
    expect(first.text).toContain(clp.owner)
    // once it is answered nobody else is asked
    const bens = await told(clp, ben, lifted)
    await ada.press(first, 'Put the ban back')
    await banIs(clp, robin, true)
    expect(clp.discord.bans(clp.guild)).toContainEqual({ userId: robin.id, reason: ref })
    expect((await ben.press(bens, 'Put the ban back')).text).toMatch(/done already/)
    owner.unban(clp.guild, robin.id)
    const second = await told(clp, ben, lifted, bens.id)
    const form = await ben.press(second, 'Leave it lifted')
    expect(form.modal).toBeDefined()
    const done = await ben.submit(form, { reason: 'The EC has shown mercy.' })
    expect(done.failed).toBeUndefined()
    await logged(clp, 'Left a ban lifted that was lifted by hand, with reasons')
    // their letter said that they were banned until next month: it says so no more
    expect((await told(clp, robin, /^\*\*You can come back/)).text).toContain('https://discord.gg/')
    daysOn(clp, 40)
    await aMoment()
    expect(isBanned(clp, robin)).toBe(false)
    await cardSays(clp, ref, 'the ban has ended')
    await expectVerified(clp)
  })

  test('G5 a ban made by hand: lifted; lifted with a case opened; spam accounts in one press, never a known member', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, owner } = cast(clp)
    const [robin, sam, tess, umar, vera] = [0, 1, 2, 3, 4].map(() => someone(clp)) as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ]
    await sanctioned(clp, robin)

    owner.ban(clp.guild, sam.id, 'because')
    const lift = await told(clp, ada, new RegExp(`Banned by hand, without the procedure[^]*<@${sam.id}>`))
    await ada.press(lift, 'Lift it')
    await banIs(clp, sam, false)

    owner.ban(clp.guild, tess.id)
    const open = await told(clp, ben, new RegExp(`<@${tess.id}>`))
    const form = await ben.press(open, 'Lift and open a case')
    expect(form.failed).toBeUndefined()
    await banIs(clp, tess, false)

    owner.ban(clp.guild, robin.id)
    const known = await told(clp, cleo, new RegExp(`<@${robin.id}>`))
    const why = await cleo.press(known, 'Spam or raid account')
    const refused = await cleo.submit(why, { reason: 'Looks like spam.' })
    expect(refused.text).toContain('is known to us and no spam account')
    expect(refused.text).toContain('Looks like spam.')
    await cleo.press(known, 'Lift it')
    await banIs(clp, robin, false)

    const left = () => logText(clp).match(/Left a ban made by hand in place/g)?.length ?? 0
    const before = left()
    await clp.process.stop()
    owner.ban(clp.guild, umar.id)
    owner.ban(clp.guild, vera.id)
    await clp.restart()
    const batch = await told(clp, ada, new RegExp(`<@${umar.id}>`))
    expect(batch.text).toContain(vera.id)
    const reason = await ada.press(batch, 'Spam or raid account')
    const done = await ada.submit(reason, { reason: 'A raid from outside.' })
    expect(done.failed).toBeUndefined()
    await clp.discord.waitFor(() => left() === before + 2, 'both')
    expect([robin, sam, tess, umar, vera].map((who) => isBanned(clp, who))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
    await clp.process.stop()
    await clp.restart()
    await aMoment()
    expect(clp.discord.dm(ada.id).filter((m) => m.content.includes(umar.id))).toHaveLength(1)
  })

  test('G5 bans from before the bot came are the baseline, and nobody is asked about them', async () => {
    const clp = await startClp({ bare: true })
    const { member, ada } = cast(clp)
    await clp.process.stop()
    // a register that was never set up begins with the list as it is
    expect((await entries(clp)).map((e) => e.action)).toContain('ban.baseline')
    await clp.restart()
    clp.as(clp.owner).ban(clp.guild, member(5).id)
    await aMoment()
    expect(clp.discord.dm(ada.id)).toEqual([])
  })
})

const unbans = (clp: Clp, who: Person): number =>
  clp.discord.requests.filter(
    ({ request }) => request.method === 'DELETE' && request.path.endsWith(`/bans/${who.id}`),
  ).length
