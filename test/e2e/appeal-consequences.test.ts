import { describe, expect, test } from 'vitest'
import {
  appealCard,
  appeals,
  appealSays,
  atTheVote,
  GROUNDS,
  inRoomOf,
  inTheRoom,
  outcomeOf,
  putToVote,
  votes,
} from '../support/appeals.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import {
  banIs,
  banned30,
  cardSays,
  cast,
  daysOn,
  entries,
  expectVerified,
  heard,
  letterOf,
  logged,
  opened,
  sanctioned,
  signs,
  someone,
  told,
  warned,
} from '../support/stories.ts'

const clpOf = sharedClp({ mornings: true })

const all = async (clp: Clp, ref: string, verdict: string) => {
  for (const who of cast(clp).ec) await votes(clp, who, ref, verdict, `Thought of by one: ${verdict}.`)
}

describe('what had relied on it', () => {
  test('H8 H9 D3 an overturned warning beneath a live ban beneath an open case: the ban is lifted, the case is recomputed, the EC replaces the ban by a warning', async () => {
    const clp = clpOf()
    const { ec, secretary } = cast(clp)
    const robin = someone(clp)
    const grounds = 'A song about a circus, word for word.'
    clp.confide([grounds], [robin.id, secretary.id, ...clp.ec])
    const warning = await warned(clp, robin)
    const ban = await sanctioned(clp, robin, { what: 'Called the same member a parasite.' })
    await banIs(clp, robin, true)
    await logged(clp, `The 30-day ban is in force · ${ban}`)
    daysOn(clp, 31)
    await banIs(clp, robin, false)
    clp.discord.addMember(clp.guild, robin.id)
    const open = await opened(clp, robin, {
      what: 'Called the same member a leech.',
      finding: 'It began again on the day after the ban.',
    })
    await cardSays(clp, open, 'lifetime ban')
    const ref = await appeals(clp, robin, warning, { grounds })
    await putToVote(clp, ref)
    const card = await appealSays(clp, ref, 'If it does not stand')
    expect(card.text).toContain(`**${ban}** (a 30-day ban) relied on it`)
    expect(card.text).toContain('Without it the step is a warning')
    await all(clp, ref, 'Does not stand')
    const letter = await outcomeOf(clp, robin, ref)
    expect(letter.text).toContain('had relied on it. It stops counting')
    await cardSays(clp, open, /^(?![^]*lifetime ban)/)
    const second = await appealCard(clp, ref, `${ban}: replace`)
    expect(second.text).toContain('What had relied on it')
    for (const who of ec) {
      const form = await who.press(second, `${ban}: replace`)
      expect(form.text).toContain('is replaced by a warning')
      await who.submit(form, { reasons: 'A warning is right.' })
    }
    await logged(clp, `By decision of the EC it is replaced: a warning, with a new letter · ${ban}`)
    const fresh = await clp.discord.waitFor(
      () => clp.discord.dm(robin.id).find((m) => m.text.includes('takes the place of the letter')),
      'the new letter',
    )
    expect(fresh.text).toContain(ban)
    expect(fresh.text).toContain(ref)
    expect(fresh.text).toContain('A warning is right.')
    await appealSays(clp, ref, 'replaced by a warning')
    await expectVerified(clp)
  }, 90_000)

  test('H9 H10 a live ban beneath: lifted at once, and it falls; a tie falls', async () => {
    const clp = clpOf()
    const { ec } = cast(clp)
    const robin = someone(clp)
    const warning = await warned(clp, robin)
    const ban = await sanctioned(clp, robin, { what: 'Called the same member a parasite.' })
    await banIs(clp, robin, true)
    await logged(clp, `The 30-day ban is in force · ${ban}`)
    const form = await robin.press(await letterOf(clp, robin, warning), 'Appeal')
    const done = await robin.submit(form, { grounds: GROUNDS })
    const ref = /A\d{4}-\d{3}/.exec(done.text)?.[0] as string
    await putToVote(clp, ref)
    await banIs(clp, robin, true)
    await all(clp, ref, 'Does not stand')
    await banIs(clp, robin, false)
    await logged(clp, `The ban was lifted for the time being · ${ban}`)
    const letter = await outcomeOf(clp, robin, ref)
    expect(letter.text).toContain('https://discord.gg/')
    for (const [n, who] of ec.entries())
      if (n < 4) {
        const button = n < 2 ? `${ban}: replace` : `${ban}: falls`
        const vote = await who.press(await appealCard(clp, ref, button), button)
        await who.submit(vote, { reasons: 'So be it.' })
      }
    daysOn(clp, 8)
    await logged(clp, `It falls with the sanction on which it had relied · ${ban}`)
    await banIs(clp, robin, false)
    const fallen = await told(clp, robin, 'The EC has decided that it falls too')
    expect(fallen.text).toContain('So be it.')
    await cardSays(clp, ban, 'overturned')
    const overturned = (await entries(clp)).filter((e) => e.action === 'sanction.overturned')
    expect(overturned.filter((e) => e.matter === warning || e.matter === ban)).toHaveLength(2)
    await expectVerified(clp)
  }, 90_000)
})

describe('what a meeting decides', () => {
  test('H5 H9 E10 a lifetime ban beneath an overturned 30-day ban: lifted at once, and a meeting replaces it by a 30-day ban, with its reasons', async () => {
    const clp = clpOf()
    const { secretary, ec } = cast(clp)
    const robin = someone(clp)
    clp.confide(
      ['once more and not for ever'],
      [robin.id, secretary.id, ...clp.ec, ...clp.admins, clp.smOfficer],
    )
    const ban = await banned30(clp, robin)
    daysOn(clp, 31)
    await banIs(clp, robin, false)
    clp.discord.addMember(clp.guild, robin.id)
    const lifetime = await sanctioned(clp, robin, {
      what: 'Called the same member a leech.',
      finding: 'It began again on the day after the ban.',
    })
    await banIs(clp, robin, true)
    await logged(clp, `The lifetime ban is in force · ${lifetime}`)
    const ref = await appeals(clp, robin, ban)
    await putToVote(clp, ref)
    expect((await appealSays(clp, ref, 'If it does not stand')).text).toContain(
      `**${lifetime}** (a lifetime ban) relied on it`,
    )
    await all(clp, ref, 'Does not stand')
    await banIs(clp, robin, false)
    await appealCard(clp, ref, `${lifetime}: replace`)
    clp.discord.addMember(clp.guild, robin.id)
    const where = { guild: clp.guild }
    const form = await secretary.slash(where, 'appeals meeting', { ref })
    const values = {
      meeting: 'today, minute 9',
      present: ec.slice(0, 3).map((p) => p.id),
      reasons: 'Something has to follow, once more and not for ever.',
    }
    const few = await secretary.submit(form, { ...values, present: [clp.ec[0]], replaced: [lifetime] })
    expect(few.text).toContain('a decision needs 3')
    const done = await secretary.submit(await secretary.slash(where, 'appeals meeting', { ref }), {
      ...values,
      replaced: [lifetime],
    })
    expect(done.text).toContain('What the EC decided is carried out')
    const fresh = await told(clp, robin, 'takes the place of the letter')
    expect(fresh.text).toContain('A 30-day ban')
    expect(fresh.text).toContain('once more and not for ever')
    await banIs(clp, robin, true)
    await appealSays(clp, ref, `${lifetime}.*replaced by a 30-day ban`)
    await clp.discord.waitFor(
      () => inRoomOf(clp, lifetime).some((m) => m.text.includes('once more and not for ever')),
      'the reasons in the room of the case',
    )
    daysOn(clp, 31)
    await banIs(clp, robin, false)
    await expectVerified(clp)
  }, 90_000)
})

describe('while it runs', () => {
  test('H8 the Secretary and one EC member suspend the ban together; it stands, and goes on to its last day', async () => {
    const clp = clpOf()
    const { ec, secretary } = cast(clp)
    const robin = someone(clp)
    const about = await banned30(clp, robin)
    const ref = await appeals(clp, robin, about)
    const asked = await secretary.press(await appealCard(clp, ref, 'Suspend the ban'), 'Suspend the ban')
    expect(asked.text).toContain('It takes one more person')
    const again = await secretary.press(await appealCard(clp, ref, 'Suspend the ban'), 'Suspend the ban')
    expect(again.text).toContain('It takes a second person')
    await inTheRoom(clp, ref, ec[2].id)
    const done = await ec[2].press(await appealCard(clp, ref, 'Suspend the ban'), 'Suspend the ban')
    expect(done.text).toContain('suspended while the appeal runs')
    await banIs(clp, robin, false)
    const news = await clp.discord.waitFor(
      () => clp.discord.dm(robin.id).find((m) => m.text.includes('Your ban is lifted while your appeal')),
      'word of the suspension',
    )
    expect(news.text).toContain('https://discord.gg/')
    const vote = await secretary.press(await appealCard(clp, ref, 'Put to the EC'), 'Put to the EC')
    expect(vote.failed).toBeUndefined()
    daysOn(clp, 4)
    await all(clp, ref, 'Stands')
    await banIs(clp, robin, true)
    const letter = await outcomeOf(clp, robin, ref)
    await clp.discord.waitFor(
      () => clp.discord.dm(robin.id).some((m) => m.text.includes('its last day has not moved')),
      'the outcome',
    )
    expect(letter.id).not.toBe('')
    daysOn(clp, 30)
    await banIs(clp, robin, false)
    await expectVerified(clp)
  }, 90_000)

  test('E9 D5 a step that relies on a warning under appeal waits; once the appeal stands it is signed', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    const warning = await warned(clp, robin)
    const next = await heard(clp, robin, { what: 'Called the same member a parasite.' })
    const ref = await atTheVote(clp, robin, warning)
    expect((await signs(clp, ada, next)).text).toContain('under appeal')
    await all(clp, ref, 'Stands')
    await logged(clp, `the decision stands · ${ref}`)
    await cardSays(clp, next, /^(?![^]*under appeal)/)
    expect((await signs(clp, ada, next)).text).toContain('You have signed')
  }, 90_000)
})
