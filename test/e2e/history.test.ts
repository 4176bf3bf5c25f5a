import { describe, expect, test } from 'vitest'
import { sharedClp } from '../support/clp.ts'
import {
  bothSign,
  cast,
  daysOn,
  heard,
  isDelivered,
  letterOf,
  logged,
  opened,
  sanctioned,
  until,
} from '../support/stories.ts'

const NOTHING = 'There is nothing here that you can see.'

describe('/history', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })
  /** A bot that has just started knows what time it is. */
  const startAgain = async (): Promise<void> => {
    await clpOf().process.stop()
    await clpOf().restart()
  }
  test('E3 E4 E5 it tells what counts until when, what would be next today, and the past', async () => {
    const clp = clpOf()
    const { ada, secretary, member } = cast(clp)
    const robin = member(0)
    const clean = await ada.slash(here(), 'history', { person: robin.id })
    expect(clean.ephemeral).toBe(true)
    expect(clean.text).toContain('A warning: no earlier sanction counts')

    const warning = await sanctioned(clp, robin)
    await isDelivered(clp, warning)
    daysOn(clp, 2)
    const once = await ada.slash(here(), 'history', { person: robin.id })
    expect(once.text).toContain(
      `**${warning}**: a warning on this server. Letter: delivered, dated 2 March 2026. It counts for what happens up to 1 March 2027.`,
    )
    expect(once.text).toContain('A 30-day ban from Discord')

    const ban = await sanctioned(clp, robin, { what: 'Again.' })
    await logged(clp, 'The 30-day ban is in force')
    const during = await secretary.slash(here(), 'history', { person: robin.id })
    expect(during.text).toContain(`**${ban}**: a 30-day ban on this server`)
    expect(during.text).toContain('No automatic step')
    daysOn(clp, 40)
    await logged(clp, 'The ban has ended and was lifted')
    const after = await ada.userMenu('History', robin.id)
    expect(after.text).toContain('A lifetime ban from Discord')
    expect(after.text).toContain('the ban has ended')

    until(clp, '2027-03-02')
    await startAgain()
    const later = await ada.slash(here(), 'history', { person: robin.id })
    const [now, past] = later.text.split('**The past**')
    expect(now).toContain(ban)
    expect(now).not.toContain(`**${warning}**`)
    expect(past).toContain(
      `${warning}: Warning on this server. Letter: delivered, dated 2 March 2026. It counted until 1 March 2027.`,
    )
  })

  test('A4 open cases are shown to those who work on them, not to the Secretary', async () => {
    const clp = clpOf()
    const { ada, secretary, chair, ec, member } = cast(clp)
    const sam = member(1)
    const ref = await heard(clp, sam)
    const admin = await ada.slash(here(), 'history', { person: sam.id })
    expect(admin.text).toContain(`**${ref}** on this server: waiting for signatures`)
    const hers = await secretary.slash(here(), 'history', { person: sam.id })
    expect(hers.text).not.toContain(ref)
    expect(hers.text).toContain('None that you can see.')
    for (const other of [chair, ec[1], member(2)])
      expect(
        (
          await clp.discord.forge.slash('history', [{ type: 6, name: 'person', value: sam.id }], {
            as: other.id,
            channelId: clp.channels.general,
            named: { users: [sam.id] },
          })
        ).text,
      ).toContain('That is not yours to do')
  })

  test('A5 A6 nobody can look themselves up, and the answer is the same whatever there is', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, smOfficer } = cast(clp)
    expect((await ben.slash(here(), 'history', { person: ben.id })).text).toBe(NOTHING)
    await opened(clp, ben)
    expect((await ben.slash(here(), 'history', { person: ben.id })).text).toBe(NOTHING)
    expect((await ben.userMenu('History', ben.id)).text).toBe(NOTHING)
    expect((await ben.slash(here(), 'case list')).text).not.toContain('Ben Cole')
    expect((await ada.slash(here(), 'history', { person: ben.id })).text).toContain(
      'waiting for another admin',
    )
    expect((await cleo.slash(here(), 'history', { person: smOfficer.id })).text).toContain('Nothing.')
  })

  test('A5 A6 a matter in which the asker is conflicted is left out with its sanction and all that it leads to', async () => {
    const clp = clpOf()
    const { cleo, ada, member } = cast(clp)
    const tess = member(3)
    const clean = (await cleo.slash(here(), 'history', { person: member(4).id })).text
    const ref = await heard(clp, tess)
    await cleo.slash(here(), 'involved', { ref, reason: 'I was there.' })
    const expected = clean.replaceAll('Vera Lindqvist', 'Umar Siddiqui').replaceAll(member(4).id, tess.id)
    expect((await cleo.slash(here(), 'history', { person: tess.id })).text).toBe(expected)
    expect((await ada.slash(here(), 'history', { person: tess.id })).text).toContain(ref)
  })

  test('A5 E4 the next step is worked out without a sanction of a matter that the asker may not know of', async () => {
    const clp = clpOf()
    const { cleo, ada, member } = cast(clp)
    const will = member(5)
    const ref = await heard(clp, will)
    await cleo.slash(here(), 'involved', { ref, reason: 'He is my brother.' })
    await bothSign(clp, ref)
    await letterOf(clp, will, ref)
    await isDelivered(clp, ref)
    daysOn(clp, 1)
    const known = await ada.slash(here(), 'history', { person: will.id })
    expect(known.text).toContain('A 30-day ban from Discord')
    const kept = await cleo.slash(here(), 'history', { person: will.id })
    expect(kept.text).not.toContain(ref)
    expect(kept.text).toContain('A warning: no earlier sanction counts')
  })

  test('D3 F3 a letter that is still on its way is said to be so, and does not count yet', async () => {
    const clp = clpOf()
    const { ada, member } = cast(clp)
    const xanthe = member(6)
    const ref = await heard(clp, xanthe)
    daysOn(clp, 0, '19:30')
    await startAgain()
    await bothSign(clp, ref)
    const shown = await ada.slash(here(), 'history', { person: xanthe.id })
    expect(shown.text).toContain(
      `**${ref}**: a warning on this server. Letter: on its way. It does not count yet.`,
    )
    expect(shown.text).toContain('A warning: no earlier sanction counts')
  })
})
