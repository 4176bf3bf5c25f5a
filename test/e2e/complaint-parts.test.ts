import { describe, expect, test } from 'vitest'
import { sharedClp, startClp } from '../support/clp.ts'
import {
  complains,
  complaintCardWith,
  posts,
  proposes,
  reports,
  signsComplaint,
} from '../support/complaints.ts'
import { aMoment, cast, daysOn, entries, expectVerified, logText, told } from '../support/stories.ts'

describe('who has which part', () => {
  const shared = sharedClp()

  test('C1 C2 forty reports of one post are one complaint, each acknowledged, with one quiet line in the room', async () => {
    const clp = shared()
    const { member } = cast(clp)
    const post = posts(clp, member(0), 'Go back where you came from.')
    const crowd = Array.from({ length: 40 }, (_, i) => {
      const { id } = clp.discord.addUser({ username: `crowd${i}`, name: `Crowd ${i}` })
      clp.discord.addMember(clp.guild, id)
      return clp.as(id)
    })
    const refs = new Set<string>()
    for (const one of crowd) refs.add((await reports(one, post)).ref)
    expect(refs.size).toBe(1)
    const [ref] = [...refs] as [string]
    await complaintCardWith(clp, ref, /40 people complain/)
    for (const one of crowd) await told(clp, one, /We have your complaint/)
    const room = clp.discord.threads(clp.guild).find((t) => t.name === ref)
    const lines = () => clp.discord.messages(room?.id ?? '').filter((m) => m.text.includes('same post'))
    await clp.discord.waitFor(() => lines().length > 0, 'the line in the room')
    expect(lines()).toHaveLength(1)
    expect((await entries(clp)).filter((e) => e.action === 'complaint.received')).toHaveLength(1)
  }, 90_000)

  test('C2 someone who reports their own post is told like anyone, and has no other part', async () => {
    const clp = shared()
    const { ada, ben, member } = cast(clp)
    const umar = member(3)
    const post = posts(clp, umar, 'I take that back.')
    const { ref } = await reports(umar, post, { what: 'I want this looked at.' })
    await told(clp, umar, /We have your complaint/)
    await proposes(clp, ada, ref, { outcome: ['no_breach'], reasons: 'It was taken back.' })
    expect((await signsComplaint(clp, ben, ref)).text).toContain('it is decided')
    const outcome = await told(clp, umar, /Your complaint is decided/)
    expect(outcome.text).toContain('It was taken back.')
  })

  test('A5 D7 a complaint about an admin who handles complaints: others are named, and the admin sees no word of it', async () => {
    const clp = shared()
    const { ada, ben, cleo, secretary, smOfficer, ec, member } = cast(clp)
    const vera = member(4)
    clp.confide(['sat on my complaint'], [vera.id, ben.id, cleo.id, smOfficer.id, ec[1].id, ec[2].id])
    const { ref } = await complains(clp, vera, { what: 'She sat on my complaint.', about: [ada.id] })
    const card = await complaintCardWith(clp, ref, /Secretary names who decides/)
    const room = clp.discord.threads(clp.guild).find((t) => t.name === ref)
    expect(room?.members).not.toContain(ada.id)
    expect((await ada.slash({ guild: clp.guild }, 'complaint view', { ref })).text).toContain(
      'nothing with that reference',
    )
    expect((await ada.slash({ guild: clp.guild }, 'complaint list', { state: 'all' })).text).not.toContain(
      ref,
    )
    const choices = await ada.autocomplete({ guild: clp.guild }, 'complaint view', 'ref', 'C')
    expect(choices.map((x) => x.value)).not.toContain(ref)
    // an admin who was not named cannot decide
    const form = await ben.press(card, 'Propose outcome')
    const no = await ben.submit(form, { outcome: ['no_breach'], reasons: 'I was there.' })
    expect(no.text).toContain('only people whom the Secretary names')
    const task = await told(clp, secretary, /needs people who may decide it/)
    const naming = await secretary.press(task, 'Name signers')
    const named = await secretary.submit(naming, { people: [ec[1].id, ec[2].id] })
    expect(named.text).toContain(`Named for ${ref}`)
    await clp.discord.waitFor(
      () =>
        clp.discord
          .threads(clp.guild)
          .find((t) => t.name === ref)
          ?.members.includes(ec[1].id),
      'the named in the room',
    )
    await proposes(clp, ec[1], ref, { outcome: ['not_taken_further'], reasons: 'It was dealt with in time.' })
    expect((await signsComplaint(clp, ec[2], ref)).text).toContain('it is decided')
    await told(clp, vera, /It was dealt with in time/)
    expect(logText(clp)).not.toMatch(/Vera|sat on/)
  })

  test('C8 C6 what may be illegal: nothing is copied, no draft keeps it, and the alert goes out', async () => {
    const clp = shared()
    const { ada, secretary, member } = cast(clp)
    const [will, xanthe] = [member(5), member(6)]
    const post = will.say({ channel: clp.channels.general }, 'An unspeakable picture', [
      { name: 'picture.png', data: 'bytes', contentType: 'image/png' },
    ])
    clp.confide(['Look, but be careful'], [xanthe.id, ...clp.admins, clp.smOfficer, clp.secretary])
    const { ref, answer } = await reports(xanthe, post, {
      what: 'Look, but be careful.',
      flags: ['illegal'],
      files: [{ name: 'copy.png', data: 'bytes', contentType: 'image/png' }],
    })
    expect(answer.text).toContain('Do not copy, save or pass it on')
    const card = await complaintCardWith(clp, ref, /may be illegal/)
    expect(card.text).not.toContain('unspeakable')
    expect(card.text).toContain('Only the link is kept')
    expect(card.text).not.toMatch(/picture\.png|copy\.png/)
    expect((await ada.press(card, 'Read all')).text).not.toContain('unspeakable')
    await told(clp, secretary, /a child, or an adult at risk/)
    const written = JSON.stringify(await entries(clp))
    expect(written).not.toContain('unspeakable')
    // only a referral is decided while the contact is asked (C6)
    await proposes(clp, ada, ref, { outcome: ['content_removed'], reasons: 'It is gone.' })
    const { ben } = cast(clp)
    expect((await signsComplaint(clp, ben, ref)).text).toContain('Safeguarding is raised')
    await proposes(clp, ada, ref, {
      outcome: ['referred'],
      referred: ['police'],
      reasons: 'The police have it.',
    })
    expect((await signsComplaint(clp, ben, ref)).text).toContain('it is decided')
    await aMoment()
    // nobody is written to until the contact has said how
    expect(clp.discord.dm(xanthe.id).some((m) => m.text.includes('Your complaint is decided'))).toBe(false)
    const mine = await xanthe.slash({ guild: clp.guild }, 'complain')
    await clp.discord.waitFor(() => mine.text.includes(ref), 'the complaint in /complain')
    expect(mine.text).not.toContain('The police have it.')
  })

  test('C1 C7 from the DM to the EC: /complain in the bot’s DM, and on from an outcome that does not satisfy', async () => {
    const clp = shared()
    const { ada, cleo, smOfficer, secretary, member } = cast(clp)
    const zoe = member(8)
    clp.confide(['He mocks me'], [zoe.id, ...clp.admins, smOfficer.id, secretary.id])
    const form = await zoe.slash({ dm: true }, 'complain')
    const sent = await zoe.submit(form, { what: 'He mocks me.', where: 'In every thread.' })
    const ref = /C\d{4}-\d{3}/.exec(sent.text)?.[0] ?? ''
    await proposes(clp, ada, ref, { outcome: ['not_taken_further'], reasons: 'We could find nothing.' })
    expect((await signsComplaint(clp, cleo, ref)).text).toContain('it is decided')
    const outcome = await told(clp, zoe, /Your complaint is decided/)
    const appeal = await zoe.press(outcome, 'Take it to the EC')
    expect(appeal.modal?.text).toContain(ref)
    // somebody else's complaint does not exist for anyone (A6)
    const forged = await clp.discord.forge.press(`appeal:${clp.guild}:${ref}`, {
      as: member(9).id,
      channelId: clp.channels.general,
    })
    expect(forged.text).not.toContain('He mocks me')
  })

  test('A5 a forged claim to be on duty makes nobody an officer', async () => {
    const clp = shared()
    const { member } = cast(clp)
    const yusuf = member(7)
    const form = await yusuf.slash({ guild: clp.guild }, 'complain')
    expect(form.text).not.toContain('officer on duty')
    const sent = await clp.discord.forge.submit(
      form.modal?.customId ?? '',
      { what: 'I say that I am on duty.', flags: ['duty'] },
      { as: yusuf.id, channelId: clp.channels.general },
    )
    const ref = /C\d{4}-\d{3}/.exec(sent.text)?.[0] ?? ''
    await complaintCardWith(clp, ref, /1 person complains\./)
  })
})

describe('time and rooms', () => {
  test('D5 D7 a tie goes to stand-ins by the clock; refused by most the proposal falls and another is made', async () => {
    const clp = await startClp()
    const { ada, ben, cleo, chair, member } = cast(clp)
    const { ref } = await complains(clp, member(2), { what: 'Rude again.', about: [member(0).id] })
    await proposes(clp, ada, ref, { outcome: ['no_breach'], reasons: 'It was fair comment.' })
    for (const who of [ben, cleo]) {
      const form = await who.press(await complaintCardWith(clp, ref, "Don't sign"), "Don't sign")
      await who.submit(form, { reason: 'It was not.' })
    }
    await complaintCardWith(clp, ref, /nothing is proposed yet/)
    await proposes(clp, ada, ref, { outcome: ['not_taken_further'], reasons: 'Nothing came of it.' })
    const form = await ben.press(await complaintCardWith(clp, ref, "Don't sign"), "Don't sign")
    await ben.submit(form, { reason: 'Something did.' })
    const early = await chair.slash({ guild: clp.guild }, 'complaint view', { ref })
    expect(early.text).toContain('nothing with that reference')
    daysOn(clp, 8)
    await clp.discord.waitFor(
      () =>
        clp.discord
          .threads(clp.guild)
          .find((t) => t.name === ref)
          ?.members.includes(chair.id),
      'the Chair as a stand-in',
    )
    expect((await signsComplaint(clp, chair, ref)).text).toContain('it is decided')
    await told(clp, member(2), /Nothing came of it/)
    await expectVerified(clp)
  }, 60_000)

  test('A7 C3 the accused owns the server: no room, references only, and the same buttons in private answers', async () => {
    const clp = await startClp()
    const { ada, ben, smOfficer, owner, member } = cast(clp)
    clp.confide(['threw a chair'], [member(2).id, ...clp.admins, smOfficer.id, owner.id])
    const { ref } = await complains(clp, member(2), { what: 'He threw a chair.', about: [owner.id] })
    const news = await told(clp, ada, new RegExp(`${ref}.*sealed`, 's'))
    expect(news.text).toContain('/complaint view')
    expect(news.text).not.toContain('chair')
    expect(clp.discord.threads(clp.guild)).toEqual([])
    const card = await ada.slash({ guild: clp.guild }, 'complaint view', { ref })
    const done = await ada.submit(await ada.press(card, 'Propose outcome'), {
      outcome: ['no_breach'],
      reasons: 'It was a rehearsal.',
    })
    expect(done.text).toContain('1 more signature is needed')
    const his = await ben.slash({ guild: clp.guild }, 'complaint view', { ref })
    expect((await ben.press(his, 'Sign')).text).toContain('it is decided')
    await told(clp, member(2), /It was a rehearsal/)
    expect((await owner.slash({ guild: clp.guild }, 'complaint view', { ref })).text).toContain(
      'nothing with',
    )
    daysOn(clp, 1)
    await expectVerified(clp)
  }, 60_000)
})
