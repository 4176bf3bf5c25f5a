import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { sharedClp } from '../support/clp.ts'
import { complaintCardWith, proposes, signsComplaint } from '../support/complaints.ts'
import { bothSignOnX, openedOnX, sanctionedOnX, withX } from '../support/other-platforms.ts'
import {
  aMoment,
  asked,
  cardOf,
  cardSays,
  cardWith,
  cast,
  daysOn,
  expectVerified,
  letterOf,
  logged,
  logText,
  opened,
  stage,
  told,
  wontReply,
} from '../support/stories.ts'

describe('one person with several identities', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })
  const words = { reason: 'They said so in a reply.' }
  let bryn: Person
  let cora: Person
  /** One officer proposes, another confirms. */
  const linked = async (one: Person, other: Person, pair: Record<string, string>) => {
    const since = clpOf().discord.dm(other.id).at(-1)?.id ?? ''
    await one.slash(here(), 'person link', { ...pair, ...words })
    const read = await other.press(await told(clpOf(), other, 'are taken to be one person', since), 'Read')
    expect((await other.press(read, 'Confirm')).text).toContain('They are linked')
  }

  test('C1 A4 B3 a complaint about a handle: worked by the admins of its platform, and its case is about the handle', async () => {
    const clp = clpOf()
    const { ada, member } = cast(clp)
    ;({ bryn, cora } = await withX(clp))
    const kim = member(4)
    const where = await kim.slash(here(), 'complain')
    expect(where.content).toContain('Where did it happen?')
    const form = await kim.choose(where, 'Choose where', ['X'])
    const bad = await kim.submit(form, { what: 'Called me a crook.', handle: 'https://x.com/greenrose' })
    expect(bad.content).toContain('That is a link')
    const again = await kim.submit(await kim.press(bad, 'Edit'), {
      what: 'Called me a crook.',
      handle: '@GreenRose',
      where: 'https://x.com/greenrose/1',
    })
    const ref = /C\d{4}-\d{3}/.exec(again.text)?.[0] ?? again.text
    const card = await complaintCardWith(clp, ref, 'Propose outcome')
    expect(card.text).toContain('@greenrose on X')
    expect((await ada.slash(here(), 'complaint view', { ref })).content).toContain(
      'nothing with that reference',
    )
    await proposes(clp, bryn, ref, { outcome: ['case_opened'], reasons: 'Both sides should be heard.' })
    await signsComplaint(clp, cora, ref)
    const open = await bryn.press(await complaintCardWith(clp, ref, 'Open a case'), 'Open a case')
    const checked = await bryn.submit(open, {
      what: 'Called a member a crook.',
      when: 'yesterday',
      rules: ['personal-attacks'],
      evidence: '',
    })
    const put = await bryn.press(checked, 'Put to the admins')
    const caseRef = /\d{4}-\d{3}/.exec(put.text)?.[0] ?? put.text
    expect((await cardOf(clp, caseRef)).text).toContain('@greenrose on X')
    const drop = await bryn.slash(here(), 'case drop', { ref: caseRef })
    await bryn.submit(drop, { reason: 'Settled.' })
  }, 60_000)

  test('C3 C5 C8 B3 the room of a complaint about a handle offers only what works, and what does not says what to do instead', async () => {
    const clp = clpOf()
    const { member } = cast(clp)
    const lou = member(5)
    const where = await lou.slash(here(), 'complain')
    const sent = await lou.submit(await lou.choose(where, 'Choose where', ['X']), {
      what: 'Shouts at everybody.',
      handle: '@Foxglove',
      where: 'https://x.com/foxglove/1',
    })
    const ref = /C\d{4}-\d{3}/.exec(sent.text)?.[0] ?? sent.text
    const card = await complaintCardWith(clp, ref, 'Propose outcome')
    const labels = card.buttons.map((b) => b.label)
    for (const none of ['Mediate', 'Remove post', 'Pause posting', 'May be illegal'])
      expect(labels).not.toContain(none)
    const mediate = (await bryn.slash(here(), 'complaint mediate', { ref })).content
    expect(mediate).toContain('@foxglove on X')
    expect(mediate).toContain('ask whoever complained first')
    expect(mediate).toContain('*Add note*')
    const remove = await clp.discord.forge.press(`remove-post:${clp.guild}:${ref}`, {
      as: bryn.id,
      channelId: clp.channels.general,
    })
    expect(remove.text).toContain('its admins hide or delete there by hand')
    for (const label of labels) {
      const pressed = await bryn.press(card, label)
      expect(pressed.failed, label).toBeUndefined()
    }

    // words of advice reach them by the admins of X, with what to say
    await proposes(clp, bryn, ref, {
      outcome: ['words_of_advice'],
      reasons: 'It was loud.',
      advice: 'Please be gentler in your replies.',
    })
    await signsComplaint(clp, cora, ref)
    const task = await told(clp, cora, `${ref}: tell the person it is about another way`)
    expect(task.text).not.toContain('foxglove')
    const all = await cora.slash(here(), 'complaint view', { ref })
    await clp.discord.waitFor(() => !all.deferred, 'the complaint')
    expect(all.text).toContain('Please be gentler in your replies.')
    expect(all.text).toContain('foxglove')
    const form = await cora.press(task, 'Done')
    expect((await cora.submit(form, { how: 'A message on X.' })).failed).toBeUndefined()
  }, 60_000)

  test('B3 D3 linked by two officers a warning on X makes the next step here a ban; the notice says so; challenged and parted it is a warning', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, member } = cast(clp)
    const robin = member(0)
    clp.confide(
      ['They said so in a reply'],
      [ada.id, ben.id, cleo.id, bryn.id, cora.id, clp.smOfficer, clp.secretary, clp.chair],
    )
    const warning = await sanctionedOnX(clp, [bryn, cora], { handle: 'redrose' })
    daysOn(clp, 2)
    const ref = await opened(clp, robin)
    expect((await cardOf(clp, ref)).text).toContain('A warning')

    const link = { person: robin.id, handle: '@RedRose', platform: 'x' }
    expect((await ada.slash(here(), 'person link', { person: robin.id, ...words })).content).toContain(
      'Give two identities',
    )
    const proposed = await ada.slash(here(), 'person link', { ...link, ...words })
    expect(proposed.content).toContain('Another officer confirms')
    const task = await told(clp, ben, 'two identities are taken to be one person')
    expect(task.text).not.toMatch(/robin|redrose/i)
    expect(clp.discord.dm(ada.id).some((m) => m.text.includes('two identities'))).toBe(false)
    const read = await ben.press(task, 'Read')
    expect(read.text).toContain('@redrose on X')
    const refuse = await ben.press(read, 'Refuse')
    const empty = await ben.submit(refuse, { why: ' ' })
    expect(empty.content).toContain('Say why you refuse it')
    expect((await ben.press(read, 'Confirm')).text).toContain('They are linked')
    expect((await cleo.press(await told(clp, cleo, 'two identities are taken'), 'Read')).content).toContain(
      'done already',
    )
    await cardSays(clp, ref, '30-day ban')
    await logged(clp, 'Confirmed that two identities are one person')
    const history = await cleo.slash(here(), 'history', { person: robin.id })
    expect(history.text).toMatch(/Taken to be one person since .* 2026/)
    expect(history.text).toContain(`**${warning}**: a warning on X`)

    await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    const notice = await told(clp, robin, ref)
    expect(notice.text).toContain('We take you for @redrose on X too')
    expect(notice.text).toContain("press That's not me")
    const notMe = await robin.press(notice, "That's not me")
    expect(notMe.modal?.text).toContain('An officer who had no part in this')
    expect((await robin.submit(notMe, { which: ['0'], why: 'I have never used X.' })).content).toContain(
      'Thank you',
    )
    await wontReply(robin, notice)
    await cardWith(stage(clp), ref, 'Sign')
    const blocked = await ada.press(await cardWith(stage(clp), ref, 'Sign'), 'Sign')
    expect(blocked.content).toContain('is not theirs')
    const asks = await told(clp, cleo, 'is taken to be theirs is not')
    const answer = await cleo.submit(await cleo.press(asks, 'Done'), {
      verdict: ['upheld'],
      reasons: 'The account is run by somebody else.',
    })
    expect(answer.content).toContain('The two are parted')
    await told(clp, robin, 'The account is run by somebody else.')
    await cardSays(clp, ref, 'A warning')
    expect((await cleo.slash(here(), 'history', { person: robin.id })).text).not.toContain(warning)
    expect(logText(clp)).not.toMatch(/redrose|never used X|said so/)
  }, 60_000)

  test('B3 D4 F3 a case about a handle is put to the Discord user who is taken to be them, and answered there', async () => {
    const clp = clpOf()
    const { ada, ben, member } = cast(clp)
    const sam = member(1)
    await linked(ada, ben, { person: sam.id, handle: 'bluerose', platform: 'X' })
    const ref = await openedOnX(clp, bryn, { handle: 'bluerose' })
    await cora.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    const notice = await told(clp, sam, ref)
    expect(notice.text).toContain('We take you for @bluerose on X too')
    await wontReply(sam, notice)
    await bothSignOnX(clp, ref, [bryn, cora])
    const letter = await letterOf(clp, sam, ref)
    expect(letter.buttons.map((b) => b.label)).toContain("That's not me")
    expect((await sam.press(letter, "I've read this")).content).toContain('Thank you')
    const appeal = await sam.press(letter, 'Appeal')
    expect(appeal.modal).toBeDefined()
  }, 60_000)

  test('A5 A7 an officer who is the respondent under another name is out of the room, and answered as if there were no such case', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, member } = cast(clp)
    const alt = member(2)
    const { ref } = await asked(clp, alt)
    const room = clp.discord.threads(clp.guild).find((t) => t.name === ref)
    expect(ada.canSee(room?.id ?? '')).toBe(true)
    await linked(ben, cleo, { person: alt.id, 'other-person': ada.id })
    await clp.discord.waitFor(() => !ada.canSee(room?.id ?? ''), 'Ada out of the room')
    expect((await ada.slash(here(), 'case view', { ref })).content).toContain('nothing with that reference')
    await aMoment()
    await expectVerified(clp)
  }, 60_000)
})
