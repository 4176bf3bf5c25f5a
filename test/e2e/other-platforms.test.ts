import { describe, expect, test } from 'vitest'
import { sharedClp } from '../support/clp.ts'
import { appealCard, appealSays, inTheRoom, putToVote, votes } from '../support/appeals.ts'
import {
  bothSignOnX,
  didOnX,
  gave,
  openedOnX,
  sanctionedOnX,
  taskFor,
  textOf,
  withX,
} from '../support/other-platforms.ts'
import {
  banIs,
  cardOf,
  cardSays,
  cardWith,
  cast,
  daysOn,
  expectVerified,
  logged,
  logText,
  sanctioned,
  stage,
  told,
} from '../support/stories.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'

describe('other platforms', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })
  let bryn: Person
  let cora: Person

  test('B1 L1 A3 the Secretary enters a platform and appoints its admins; anyone may ask who they are', async () => {
    const clp = clpOf()
    const { secretary, ada, member } = cast(clp)
    expect(
      (await ada.slash(here(), 'platform add', { name: 'Y', kind: 'x', address: 'https://y.example' }))
        .content,
    ).toContain('not yours to do')
    const bad = (name: string) =>
      secretary.slash(here(), 'platform add', { name, kind: 'other', address: 'https://y.example' })
    for (const name of ['a:b', '**bold**', 'discord', 'Discord'])
      expect((await bad(name)).content, name).toMatch(/letters, digits, spaces|already/)
    ;({ bryn, cora } = await withX(clp))
    expect((await bad('x')).content).toContain('There is a platform called X already')
    const list = await member(3).slash(here(), 'platform list')
    expect(list.content).toMatch(/\*\*X\*\* · X account · https.{1,3}\/\/x\.com.{0,1}\/exampletonclp/)
    expect(list.content).toContain('Owned by Sheila Grant')
    expect(list.content).toContain(`• admin: <@${bryn.id}>, since 2 March 2026`)
    const suggested = await secretary.autocomplete(here(), 'officer appoint', 'platform', 'x')
    expect(suggested.map((s) => s.value)).toEqual(['X'])
  })

  test('B3 D1 whom /warn and /history mean: a handle needs its platform, and an admin works on their own only', async () => {
    const clp = clpOf()
    const { ada, member } = cast(clp)
    const said = async (who: Person, options: Record<string, string>) =>
      (await who.slash(here(), 'warn', options)).content
    expect(await said(ada, { handle: 'redrose' })).toContain('chosen with the option *person*')
    expect(await said(bryn, {})).toContain('give the *handle* and the *platform*')
    expect(await said(bryn, { handle: 'redrose', platform: 'Myspace' })).toContain('no platform called')
    expect(await said(bryn, { handle: 'https://x.com/redrose', platform: 'X' })).toContain('That is a link')
    expect(await said(bryn, { handle: 'redrose', platform: 'X', person: member(1).id })).toContain('not both')
    expect(await said(ada, { handle: 'redrose', platform: 'X' })).toContain('not yours to do')
    expect(await said(bryn, { person: member(1).id })).toContain('not yours to do')
    const suggested = await bryn.autocomplete(here(), 'warn', 'platform', '')
    expect(suggested.map((s) => s.value)).toEqual(['discord', 'X'])
    const history = await bryn.slash(here(), 'history', { handle: '@RedRose', platform: 'x' })
    expect(history.content).toContain('**History of @redrose on X**')
    expect(history.content).toContain('**If something happened today on X**')
  })

  test('D4 F3 G6 H1 the whole story of a handle: asked, heard, decided, served, banned, appealed and let back by hand', async () => {
    const clp = clpOf()
    const { secretary, smOfficer, ada } = cast(clp)
    const readers = [bryn.id, cora.id, smOfficer.id]
    clp.confide(['Called Jo a parasite', 'I was angry, and am sorry'], [...readers, secretary.id, ...clp.ec])
    const warning = await sanctionedOnX(
      clp,
      [bryn, cora],
      { handle: '@RedRose' },
      { what: 'Called Jo a crook.' },
    )
    await cardSays(clp, warning, 'Letter: served another way')
    daysOn(clp, 2)

    const ref = await openedOnX(clp, bryn, { handle: 'redrose' }, { what: 'Called Jo a parasite.' })
    const card = await cardWith(stage(clp), ref, 'Agree to ask')
    expect(card.text).toContain('**About:** @redrose on X')
    expect(card.text).toContain(warning)
    // of another platform's case an admin of this server knows nothing (A4, A6)
    for (const command of ['case view', 'case note', 'case evidence'])
      expect((await ada.slash(here(), command, { ref })).content).toContain('nothing with that reference')
    expect((await ada.slash(here(), 'case list')).text).not.toContain(ref)
    await cora.press(card, 'Agree to ask')

    // the notice: nobody can be written to, so its text is given by hand
    const notice = await taskFor(clp, cora, ref, 'give the person the notice')
    expect(notice.content).not.toContain('redrose')
    expect(clp.discord.dm(ada.id).some((m) => m.content.includes(ref))).toBe(false)
    const shown = await textOf(cora, notice)
    expect(shown.answer.ephemeral).toBe(true)
    expect(shown.text).toContain('@redrose on X')
    expect(shown.text).toContain('Answer in the way in which this reached you')
    expect(shown.text).toContain('You have until 7 days after you receive this.')
    expect(shown.text).not.toMatch(/Press Give my side|three buttons/)
    const early = await cora.slash(here(), 'case reply', { ref })
    expect(early.content).toContain('They have not been asked')
    expect((await gave(cora, notice)).content).toContain('their days for a reply run')
    await cardSays(clp, ref, 'they have until')

    // new evidence goes to them by hand too, and nothing is signed before they had it
    const evidence = await bryn.slash(here(), 'case evidence', { ref })
    await bryn.submit(evidence, { 'What it shows': 'A second screenshot of the same evening.' })
    const more = await taskFor(clp, bryn, ref, 'something was added')
    expect((await textOf(bryn, more)).text).toContain('A second screenshot of the same evening.')
    daysOn(clp, 9)
    await gave(bryn, more)
    await cardSays(clp, ref, 'they have until')

    const reply = await bryn.slash(here(), 'case reply', { ref })
    const sorry = { said: 'I was angry, and am sorry.', how: 'a message on X', when: 'today', all: ['yes'] }
    expect((await bryn.submit(reply, sorry)).content).toContain('It is written down as their side')
    await bothSignOnX(clp, ref, [bryn, cora])

    // the letter before the ban
    const letter = await taskFor(clp, bryn, ref, 'give the person the letter')
    expect(letter.content).toContain('Do not ban them before')
    const read = (await textOf(bryn, letter)).text
    expect(read).toContain('you are banned from our X for 30 days')
    expect(read).toContain('30 days from the day you receive this')
    expect(read).toContain('I was angry, and am sorry.')
    expect(read).toContain('Write to the CLP Secretary')
    expect((await gave(bryn, letter)).content).toContain('The letter is served')
    const ban = await taskFor(clp, cora, ref, 'a 30-day ban on X')
    expect(ban.content).toContain('Its last day is 11 April 2026')
    expect((await didOnX(cora, ban)).content).toContain('the ban is there')
    await cardSays(clp, ref, 'banned from 13 March 2026 to 11 April 2026')
    const now = await bryn.slash(here(), 'history', { handle: 'redrose', platform: 'X' })
    expect(now.content).toContain(`**${ref}**: a 30-day ban on X`)

    // they appeal by e-mail; the Secretary lodges it
    const lodge = await secretary.slash(here(), 'appeals lodge', { ref })
    const lodged = await secretary.submit(lodge, {
      how: 'by e-mail, 15 March 2026',
      grounds: 'It was said in jest.',
    })
    const appeal = /A\d{4}-\d{3}/.exec(lodged.text)?.[0] ?? lodged.text
    const appealed = await appealCard(clp, appeal, 'Suspend the ban')
    expect(appealed.text).toContain('@redrose on X')
    await secretary.press(appealed, 'Suspend the ban')
    const member = cast(clp).ec[2]
    await inTheRoom(clp, appeal, member.id)
    await member.press(await appealCard(clp, appeal, 'Suspend the ban'), 'Suspend the ban')
    const off = await taskFor(clp, bryn, ref, 'taken off for the time being')
    expect((await didOnX(bryn, off)).content).toContain('the ban is lifted')
    const tell = await taskFor(clp, secretary, appeal, 'tell the appellant another way')
    expect((await textOf(secretary, tell)).text).toContain('Your ban from our X is taken off')

    await logged(clp, 'Suspended the ban')
    expect(logText(clp)).not.toMatch(/redrose|parasite|angry/)
    expect((await cardOf(clp, ref)).text).toContain('@redrose on X')

    // its days are over: the next breach on X is for good, and waits for the appeal (E4, E9)
    daysOn(clp, 31)
    const form = await bryn.slash(here(), 'warn', { handle: 'redrose', platform: 'X' })
    const again = { what: 'And again.', when: 'yesterday', rules: ['personal-attacks'], evidence: '' }
    const checked = await bryn.submit(form, again)
    expect(checked.text).toContain('the step would be **a lifetime ban**')
    expect(checked.text).toContain(`relies on ${ref}, which is under appeal`)
  }, 60_000)

  test('E4 G6 H8 H9 a handle all the way to a lifetime ban on X, and back: the warning beneath does not stand, the ban is lifted by hand, and the EC votes on what had relied on it', async () => {
    const clp = clpOf()
    const { secretary, ec } = cast(clp)
    const who = { handle: 'bluebell' }
    const admins: [Person, Person] = [bryn, cora]
    const warning = await sanctionedOnX(clp, admins, who, { what: 'Called Sam a crook.' })
    daysOn(clp, 2)
    const ban = await sanctionedOnX(clp, admins, who, { what: 'Called Sam a parasite.' })
    await didOnX(bryn, await taskFor(clp, bryn, ban, 'a 30-day ban on X'))
    daysOn(clp, 31)
    await didOnX(cora, await taskFor(clp, cora, ban, 'the ban on X is over'))

    // E4: a ban on X whose days are over, and the behaviour carries on: for good, on X alone
    const finding = 'It began again on the day after the ban.'
    const life = await sanctionedOnX(clp, admins, who, { what: 'Called Sam a leech.', finding })
    const forGood = await taskFor(clp, bryn, life, 'a lifetime ban on X')
    expect((await didOnX(bryn, forGood)).content).toContain('the ban is there')
    const history = await bryn.slash(here(), 'history', { ...who, platform: 'X' })
    expect(history.content).toContain(`**${life}**: a lifetime ban on X`)

    // they write to the Secretary about the first of the three
    const lodge = await secretary.slash(here(), 'appeals lodge', { ref: warning })
    const how = { how: 'by e-mail, yesterday', grounds: 'It was a quotation from a song.' }
    const lodged = await secretary.submit(lodge, how)
    const appeal = /A\d{4}-\d{3}/.exec(lodged.text)?.[0] ?? lodged.text
    await putToVote(clp, appeal)
    const before = await appealSays(clp, appeal, 'If it does not stand')
    expect(before.text).toContain(`**${ban}** (a 30-day ban) relied on it`)
    expect(before.text).toContain(`**${life}** (a lifetime ban) relied on it`)
    for (const one of ec) await votes(clp, one, appeal, 'Does not stand', 'It was a song.')

    // H8: lifted at once, by a task; and told by hand, in words without a bot or an invitation
    const off = await taskFor(clp, cora, life, 'taken off for the time being')
    expect((await didOnX(cora, off)).content).toContain('the ban is lifted')
    const tell = await taskFor(clp, secretary, appeal, 'tell the appellant another way')
    const read = (await textOf(secretary, tell)).text
    expect(read).toContain('It was a song.')
    expect(read).not.toMatch(/discord\.gg|Press/)
    const howTold = await secretary.press(tell, 'Done')
    expect((await secretary.submit(howTold, { how: 'By e-mail.' })).failed).toBeUndefined()

    // H9: the second vote; the first of the two is replaced, the other falls
    for (const [ref, button] of [
      [ban, 'replace'],
      [life, 'falls'],
    ] as const)
      for (const one of ec) {
        const label = `${ref}: ${button}`
        const form = await one.press(await appealCard(clp, appeal, label), label)
        await one.submit(form, { reasons: 'A warning is right.' })
      }
    await appealSays(clp, appeal, 'replaced by a warning')
    const fresh = await told(clp, bryn, new RegExp(`${ban}: .*give the person the letter`), off.id)
    const letter = (await textOf(bryn, fresh)).text
    expect(letter).toContain('takes the place of the letter')
    expect(letter).toContain('A warning is right.')
    expect((await gave(bryn, fresh)).content).toContain('The letter is served')
    const fell = await told(clp, secretary, 'tell the appellant another way', tell.id)
    expect((await textOf(secretary, fell)).text).toContain('falls too')
    const now = await bryn.slash(here(), 'history', { ...who, platform: 'X' })
    expect(now.content).toContain(`**${ban}**: a warning on X. Letter: served another way`)
    expect(now.content).toMatch(new RegExp(`${life}: Lifetime ban on X.*the ban has ended; overturned`))
    expect(now.content).toMatch(new RegExp(`${warning}: Warning on X.*overturned`))
    expect(logText(clp)).not.toContain('bluebell')
    await expectVerified(clp)
  }, 90_000)

  test('E4 across platforms: a warning on X, then this server: a 30-day ban here; then X: a 30-day ban there', async () => {
    const clp = clpOf()
    const { member } = cast(clp)
    const robin = member(0)
    // a Discord user for what happened on X is written to by DM, and sees where it was
    const warning = await openedOnX(clp, bryn, { person: robin.id })
    await cora.press(await cardWith(stage(clp), warning, 'Agree to ask'), 'Agree to ask')
    const notice = await clp.discord.waitFor(
      () => clp.discord.dm(robin.id).find((m) => m.text.includes(warning) && m.buttons.length > 0),
      'the notice',
    )
    expect(notice.text).toContain('on our X')
    expect(notice.text).toContain('three buttons')
    const once = await robin.press(notice, "I don't want to reply")
    await robin.press(once, "I don't want to reply")
    await bothSignOnX(clp, warning, [bryn, cora])
    await cardSays(clp, warning, 'Letter: delivered')
    daysOn(clp, 2)
    const here30 = await sanctioned(clp, robin, { what: 'Shouted a member down in #general.' })
    await banIs(clp, robin, true)
    await cardSays(clp, here30, 'banned from')
    daysOn(clp, 2)
    const x30 = await openedOnX(clp, bryn, { person: robin.id }, { what: 'The same on X.' })
    expect((await cardWith(stage(clp), x30, 'Agree to ask')).text).toContain('30-day ban')
    await expectVerified(clp)
  }, 60_000)

  test('B1 a retired platform: nothing new is opened, what is open goes on, its admins keep their office', async () => {
    const clp = clpOf()
    const { secretary, member } = cast(clp)
    expect((await secretary.slash(here(), 'platform retire', { name: 'discord' })).content).toContain(
      'cannot be retired',
    )
    const done = await secretary.slash(here(), 'platform retire', { name: 'x' })
    expect(done.content).toContain('**X** is retired')
    expect(done.content).toContain(`• admin: <@${bryn.id}>`)
    expect((await bryn.slash(here(), 'warn', { handle: 'another', platform: 'X' })).content).toContain(
      'was retired',
    )
    const appointing = { office: 'admin', person: member(4).id, platform: 'X', minute: 'EC 2026/9' }
    expect((await secretary.slash(here(), 'officer appoint', appointing)).content).toContain('was retired')
    expect((await secretary.slash(here(), 'platform list')).content).toContain('Retired on')
  })
})
