import { describe, expect, test } from 'vitest'
import { appealCard, inRoomOf } from '../support/appeals.ts'
import { appealsByLetter, inRoom } from '../support/appeal-ways.ts'
import { sharedClp } from '../support/clp.ts'
import {
  cardSays,
  cardWith,
  cast,
  daysOn,
  expectVerified,
  heard,
  letterOf,
  sanctioned,
  stage,
  told,
} from '../support/stories.ts'

describe('both sides', () => {
  const shared = sharedClp()

  test('H4 statements are shown to the appellant at once, who answers; Nothing to add and That’s all close it early; more is kept', async () => {
    const clp = shared()
    const { secretary, ada, ben, cleo, smOfficer, member, ec } = cast(clp)
    const robin = member(0)
    const deciders = [secretary.id, ...ec.map((p) => p.id)]
    const admins = [ada.id, ben.id, cleo.id, smOfficer.id]
    const grounds = 'It was a quotation from a song.'
    clp.confide(
      [grounds, 'There is a recording.', 'We asked twice before.'],
      [robin.id, ...deciders, ...admins],
    )
    clp.confide(['You never asked me.'], [robin.id, ...deciders])
    const ref = await sanctioned(clp, robin)
    const appeal = await appealsByLetter(clp, robin, ref, { grounds })
    const more = await robin.press(await told(clp, robin, 'Your appeal has arrived'), 'Add more')
    const files = [{ name: 'recording.txt', data: 'la la la', contentType: 'text/plain' }]
    const added = await robin.submit(more, { text: 'There is a recording.', files })
    expect(added.content).toContain(`part of ${appeal} now`)
    // the same form sent twice is one
    expect((await robin.submit(more, { text: 'There is a recording.' })).content).toContain('done once')
    const card = await appealCard(clp, appeal, 'Put to the EC')
    expect((await ada.slash({ guild: clp.guild }, 'appeals view', { ref: appeal })).content).toContain(
      'nothing with that reference',
    )
    expect((await secretary.press(card, 'Put to the EC')).content).toMatch(/until 5 March 2026/)
    expect((await secretary.press(card, 'Put to the EC')).content).toContain('already')
    const asked = await told(clp, ada, 'The signed file is the statement')
    expect(asked.text).not.toContain('quotation')
    expect((await ada.press(asked, 'Read the appeal')).text).toContain(grounds)
    const statement = await ada.press(asked, 'Add a statement')
    expect(statement.text).toContain('sent this word for word')
    expect((await ada.submit(statement, { text: 'We asked twice before.' })).content).toContain('may answer')
    const shown = await told(clp, robin, 'The admins have added to their statement')
    expect(shown.text).toContain('We asked twice before.')
    expect(shown.text).not.toContain('Ada')
    expect((await ada.press(asked, 'Add a statement')).content).toContain('already')
    // the card of the case has the button too
    const onCase = await ben.press(await cardWith(stage(clp), ref, 'Add a statement'), 'Add a statement')
    expect(onCase.modal?.title).toBe(`Statement for ${appeal}`)
    for (const admin of [ben, cleo, smOfficer]) {
      const dm = await told(clp, admin, 'The signed file is the statement')
      expect((await admin.press(dm, 'Nothing to add')).content).toContain('as it is')
    }
    const late = await ben.press(await told(clp, ben, 'The signed file'), 'Add a statement')
    expect(late.content).toContain('is over')
    // the vote waits for the answer
    expect(inRoom(clp, appeal)).toEqual([secretary.id])
    const answer = await robin.submit(await robin.press(shown, 'Answer'), { text: 'You never asked me.' })
    expect((await robin.press(answer, "That's all")).content).toContain('Nobody waits')
    const voting = await appealCard(clp, appeal, 'Stands')
    await clp.discord.waitFor(() => inRoom(clp, appeal).includes(ec[1].id), 'the EC in the room')
    const file = await ec[1].press(voting, 'Read all')
    expect(file.text).toContain('You never asked me.')
    expect(file.text).toContain('There is a recording.')
    // more can be said until the vote has closed
    const last = await robin.submit(await robin.press(shown, 'Answer'), { text: 'One word more.' })
    expect(last.content).toContain(`part of ${appeal}`)
    await expectVerified(clp)
  }, 90_000)

  test('H2 E9 withdrawn by a second press: told to the handler, and what waited goes on', async () => {
    const clp = shared()
    const { secretary, ben, member } = cast(clp)
    const sam = member(1)
    const first = await sanctioned(clp, sam)
    daysOn(clp, 2)
    const second = await heard(clp, sam, { what: 'Called the same member a parasite.' })
    const appeal = await appealsByLetter(clp, sam, first, { grounds: 'I take it back.' })
    const held = await cardSays(clp, second, 'under appeal')
    expect((await ben.press(held, 'Sign')).content).toContain('is under appeal')
    const ack = await told(clp, sam, 'Your appeal has arrived')
    const once = await sam.press(ack, 'Withdraw')
    expect(once.content).toContain('cannot appeal against it here again')
    expect((await sam.press(once, 'Withdraw')).content).toContain(`You have withdrawn ${appeal}`)
    await told(clp, secretary, 'was withdrawn by the appellant')
    const again = await sam.press(await letterOf(clp, sam, first), 'Appeal')
    expect(again.content).toContain('You have withdrawn it')
    const free = await clp.discord.waitFor(
      () =>
        inRoomOf(clp, second).find(
          (m) => m.text.includes(`Case ${second}`) && !m.text.includes('under appeal'),
        ),
      'the card without the appeal',
    )
    expect((await ben.press(free, 'Sign')).content).toContain('You have signed')
  }, 90_000)

  test('H3 H4 the days run out by the clock; a handler idle for five days is joined by the trusted EC officer', async () => {
    const clp = shared()
    const { secretary, member, ec } = cast(clp)
    const tess = member(2)
    const ref = await sanctioned(clp, tess)
    const appeal = await appealsByLetter(clp, tess, ref, { grounds: 'It was not me.' })
    await appealCard(clp, appeal, 'Put to the EC')
    daysOn(clp, 6)
    await told(clp, ec[0], 'is an appeal for you to handle')
    await clp.discord.waitFor(() => inRoom(clp, appeal).includes(ec[0].id), 'the trusted officer in the room')
    const done = await ec[0].press(await appealCard(clp, appeal, 'Put to the EC'), 'Put to the EC')
    expect(done.content).toContain('put to the EC')
    // something was done, so it is the Secretary's again
    await clp.discord.waitFor(
      () => JSON.stringify(inRoom(clp, appeal)) === JSON.stringify([secretary.id]),
      'the room with the Secretary alone',
    )
    daysOn(clp, 4)
    await appealCard(clp, appeal, 'Stands')
  }, 90_000)

  test('H2 A5 A8 the Secretary whom the appellant distrusts sees nothing, the officer whom they trust handles it; once that office ends the room is lost', async () => {
    const clp = shared()
    const { secretary, chair, member, ec } = cast(clp)
    const [umar, gwen] = [member(3), ec[2]]
    const grounds = 'The Secretary has it in for me.'
    clp.confide([grounds], [umar.id, gwen.id, ec[0].id])
    const ref = await sanctioned(clp, umar)
    const form = await umar.press(await letterOf(clp, umar, ref), 'Appeal')
    const offered = form.modal?.fields.find((f) => f.customId === 'trusted')
    expect(offered?.options.map((o) => o.label)).toContain('Yes: Gwen Parry')
    const appeal = await appealsByLetter(clp, umar, ref, { grounds, trusted: [gwen.id] })
    await appealCard(clp, appeal, 'Put to the EC')
    expect(inRoom(clp, appeal)).toEqual([gwen.id])
    const where = { guild: clp.guild }
    const nothing = (await secretary.slash(where, 'appeals view', { ref: 'A2099-001' })).content
    expect((await secretary.slash(where, 'appeals view', { ref: appeal })).content).toBe(nothing)
    expect((await secretary.slash(where, 'appeals list')).text).not.toContain(appeal)
    expect((await gwen.slash(where, 'appeals list')).text).toContain(appeal)
    await chair.slash(where, 'officer end', { office: 'ec_member', person: gwen.id, minute: 'EC 2026/2' })
    await clp.discord.waitFor(
      () => JSON.stringify(inRoom(clp, appeal)) === JSON.stringify([ec[0].id]),
      'the room with the trusted EC officer alone',
    )
    expect((await gwen.slash(where, 'appeals view', { ref: appeal })).content).toBe(nothing)
  }, 90_000)
})
