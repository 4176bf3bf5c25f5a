import { describe, expect, test } from 'vitest'
import { botProgram } from '../support/bot-program.ts'
import { sharedClp } from '../support/clp.ts'
import { general, roomSays } from '../support/care.ts'
import { complaintCardWith, reports } from '../support/complaints.ts'
import { aMoment, asked, cardOf, cast, daysOn, expectVerified, opened, told } from '../support/stories.ts'

describe('C6 safeguarding', () => {
  const get = sharedClp()

  test('C6 C2 C3 the reporter ticks it: those without conflict are alerted, nothing goes on, until the contact has said how', async () => {
    const clp = get()
    const { ada, ben, secretary, smOfficer, chair, member } = cast(clp)
    // the Chair comes in at the end, when the admins do not agree (D7)
    const readers = [...clp.admins, clp.smOfficer, clp.secretary, clp.chair, member(1).id]
    clp.confide(['GROOMED'], readers)
    const { ref } = await reports(member(1), member(0).say(general(clp), 'Come and see me.'), {
      flags: ['risk'],
      what: 'She is 13 and is being GROOMED.',
    })
    const alert = await told(clp, secretary, `${ref}: a child`)
    expect(alert.text).not.toContain('GROOMED')
    await told(clp, smOfficer, `${ref}: a child`)
    expect(clp.discord.dm(chair.id).some((m) => m.text.includes(ref))).toBe(false)
    const why = await secretary.press(alert, 'Read why')
    expect(why.text).toContain('GROOMED')
    expect(why.ephemeral).toBe(true)

    const propose = await ada.press(await complaintCardWith(clp, ref, 'Propose outcome'), 'Propose outcome')
    await ada.submit(propose, { outcome: ['no_breach'], reasons: 'It is a family matter.' })
    const sign = await ben.press(await complaintCardWith(clp, ref, 'Sign'), 'Sign')
    expect(sign.text).toContain('Safeguarding is raised')
    const mediate = await ada.slash({ guild: clp.guild }, 'complaint mediate', { ref })
    expect(mediate.text).toContain('never mediated')
    // two weeks on nobody has been told anything
    const before = clp.discord.dm(member(1).id).length
    daysOn(clp, 15)
    await aMoment()
    expect(clp.discord.dm(member(1).id)).toHaveLength(before)

    // a member cannot say what the contact said, an admin has no such task
    const done = alert.buttons.find((b) => b.label === 'Done')?.customId ?? ''
    for (const who of [member(1), ada]) {
      const forged = await clp.discord.forge.press(done, { as: who.id, channelId: clp.channels.general })
      expect(forged.text).toContain('nothing with that reference')
    }
    const form = await secretary.press(alert, 'Done')
    const said = await secretary.submit(form, { said: 'The police know. Write to nobody but the reporter.' })
    expect(said.text).toContain('goes on')
    await roomSays(clp, ref, 'has said how to go on')
    const again = await smOfficer.press(await told(clp, smOfficer, `${ref}: a child`), 'Done')
    expect(again.text).toContain('done already')
    const refuse = await ben.press(await complaintCardWith(clp, ref, "Don't sign"), "Don't sign")
    await ben.submit(refuse, { reason: 'It is not.' })
    daysOn(clp, 15)
    await told(clp, member(1), 'Your complaint is still open')
  })

  test('C6 D4 in a case no notice goes out, a running reply does not close, and lost days are given back', async () => {
    const clp = get()
    const { ada, ben, secretary, member } = cast(clp)
    const waiting = await opened(clp, member(2))
    const { ref, notice } = await asked(clp, member(3))

    for (const one of [waiting, ref]) {
      const form = await ada.press(await cardOf(clp, one), 'Safeguarding')
      const sent = await ada.submit(form, { why: 'He wrote that he will harm himself.' })
      expect(sent.text).toContain('Pat Safe')
      await told(clp, secretary, `${one}: a child`)
    }
    const agree = await ben.press(await cardOf(clp, waiting), 'Agree to ask')
    expect(agree.text).toContain('Safeguarding is raised')
    daysOn(clp, 5)
    await aMoment()
    // their three days are over, and yet it has not closed
    const card = await cardOf(clp, ref)
    expect(card.buttons.map((b) => b.label)).not.toContain('Sign')
    expect(card.buttons.map((b) => b.label)).not.toContain('Safeguarding')

    const form = await secretary.press(await told(clp, secretary, `${ref}: a child`), 'Done')
    await secretary.submit(form, { said: 'He is looked after. Write to him.' })
    const back = await told(clp, member(3), 'was stopped for a while')
    expect(back.buttons.map((b) => b.label)).toContain('Give my side')
    const side = await member(3).press(back, 'Give my side')
    expect((await member(3).submit(side, { side: 'I was unwell.' })).text).not.toContain('after')
    expect(notice.id).not.toBe(back.id)
    const all = await ada.press(await cardOf(clp, ref), 'Read all')
    expect(all.text).toContain('He is looked after')
    await expectVerified(clp)
  })

  test('C6 D4 raised after the admins agreed, at night: the notice waits with the rest and goes out when it may', async () => {
    const clp = get()
    const { ada, ben, smOfficer, member } = cast(clp)
    daysOn(clp, 1, '20:00')
    const ref = await opened(clp, member(4))
    await ben.press(await cardOf(clp, ref), 'Agree to ask')
    const form = await ada.press(await cardOf(clp, ref), 'Safeguarding')
    await ada.submit(form, { why: 'An adult at risk.' })
    const alert = await told(clp, smOfficer, `${ref}: a child`)
    daysOn(clp, 1, '12:00')
    await aMoment()
    expect(clp.discord.dm(member(4).id).filter((m) => m.text.includes(ref))).toEqual([])
    await smOfficer.submit(await smOfficer.press(alert, 'Done'), { said: 'Go on as usual.' })
    await told(clp, member(4), ref)
  })

  test('C6 A5 with Secretary and SM Officer in it themselves the Chair is alerted, and the contact on Discord by DM', async () => {
    const clp = get()
    const { secretary, smOfficer, chair, ec, member } = cast(clp)
    const contact = member(7)
    await clp.process.stop()
    await clp.restart({
      program: botProgram('test/support/bot-with-settings.ts'),
      env: {
        CHANGED_SETTINGS: JSON.stringify([
          ['safeguarding_person: ""', `safeguarding_person: "${contact.id}"`],
        ]),
      },
    })
    const post = secretary.say(general(clp), 'Meet me after school.')
    const { ref } = await reports(smOfficer, post, { flags: ['risk'], what: 'I saw this myself.' })
    const alert = await told(clp, contact, `${ref}: a child`)
    await told(clp, chair, `${ref}: a child`)
    expect(clp.discord.dm(secretary.id).some((m) => m.text.includes(ref))).toBe(false)
    expect(clp.discord.dm(ec[2].id).some((m) => m.text.includes(`${ref}: a child`))).toBe(false)
    expect((await contact.press(alert, 'Read why')).text).toContain('I saw this myself')
    const said = await contact.submit(await contact.press(alert, 'Done'), {
      said: 'I have called the police.',
    })
    expect(said.text).toContain('goes on')
    await roomSays(clp, ref, 'has said how to go on')
  })
})
