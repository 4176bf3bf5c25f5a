import { describe, expect, test } from 'vitest'
import { appealCard } from '../support/appeals.ts'
import { appealsByLetter, DM, inRoom, sendAppeal, showsIn } from '../support/appeal-ways.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import {
  aMoment,
  banIs,
  banned30,
  cast,
  daysOn,
  entries,
  expectVerified,
  heard,
  letterOf,
  logged,
  logText,
  sanctioned,
  told,
} from '../support/stories.ts'

/** Waits until the register says that the acknowledgement of an appeal did not reach anyone by DM. */
async function notReached(clp: Clp, appeal: string): Promise<void> {
  for (let i = 0; i < 50; i++) {
    const found = (await entries(clp)).some(
      (e) => e.action === 'delivery.appeal_lodged_failed' && e.matter === appeal,
    )
    if (found) return
    await aMoment()
  }
  throw new Error('the register says nothing of the DM that failed')
}

/** Who may read an appeal of these tests besides the appellant: after five idle days the trusted EC officer too (H3). */
const handlers = (clp: Clp): string[] => [clp.secretary, clp.ec[0]]

describe('the ways in', () => {
  const shared = sharedClp()

  test('H1 H3 the button in the letter: acknowledged at once with a reference, the Secretary is told, and only she is in the room', async () => {
    const clp = shared()
    const { secretary, member } = cast(clp)
    const robin = member(0)
    const grounds = 'It was a quotation, so the warning should go.'
    clp.confide([grounds], [robin.id, ...handlers(clp)])
    const ref = await sanctioned(clp, robin)
    const letter = await letterOf(clp, robin, ref)
    const form = await robin.press(letter, 'Appeal')
    expect(form.modal?.title).toBe(`Appeal against ${ref}`)
    expect(form.text).toContain('Nobody asks you about your health or about crimes')
    const { answer, appeal } = await sendAppeal(robin, form, { grounds })
    expect(answer.content).toContain('A2026-001')
    // the same form sent twice is one appeal
    expect((await sendAppeal(robin, form, { grounds })).answer.content).toContain('done once')
    const ack = await told(clp, robin, `Your appeal has arrived: ${appeal}`)
    expect(ack.text).toContain('The admins then have 3 days')
    expect(ack.text).toContain('within 7 days')
    expect(ack.buttons.map((b) => b.label)).toEqual(['Add more', 'Withdraw'])
    const alert = await told(clp, secretary, 'is an appeal for you to handle')
    expect(alert.text).toContain(appeal)
    expect(alert.text).not.toContain('quotation')
    const card = await appealCard(clp, appeal, 'Put to the EC')
    expect(card.text).toContain('quotation')
    expect(inRoom(clp, appeal)).toEqual([secretary.id])
    await logged(clp, 'An appeal was lodged')
    expect(logText(clp)).not.toContain('Robin')
    // the same button later says where it stands (one appeal a sanction)
    const later = await robin.press(letter, 'Appeal')
    expect(later.modal).toBeUndefined()
    expect(later.content).toContain('waits to be put to the EC')
    await expectVerified(clp)
  }, 60_000)

  test('H1 the DM is shut: /appeal on the server answers privately with the reference', async () => {
    const clp = shared()
    const { member } = cast(clp)
    const sam = member(1)
    const grounds = 'Nobody saw what came before.'
    clp.confide([grounds], [sam.id, ...handlers(clp)])
    const ref = await sanctioned(clp, sam)
    sam.shutDms()
    const shown = await sam.slash({ guild: clp.guild }, 'appeal')
    expect(shown.ephemeral).toBe(true)
    const { answer, appeal } = await sendAppeal(sam, await sam.press(shown, 'Appeal'), { grounds })
    expect(answer.ephemeral).toBe(true)
    await notReached(clp, appeal)
    await showsIn(clp, await sam.slash({ guild: clp.guild }, 'appeal'), `against the decision ${ref}`)
  }, 60_000)

  test('H1 free text in a DM gets one menu, which refers to it, and the form has all of it', async () => {
    const clp = shared()
    const { member, secretary } = cast(clp)
    const tess = member(2)
    clp.confide(['I never said that', 'and one thing more'], [tess.id, ...handlers(clp)])
    await sanctioned(clp, tess)
    const menus = () => clp.discord.dm(tess.id).filter((m) => m.text.includes('I am a program'))
    const proof = { name: 'proof.txt', data: 'what I did say' }
    const first = tess.say(DM, 'I never said that', [proof])
    const menu = await told(clp, tess, 'I am a program')
    expect(menu.replyTo).toBe(first.id)
    expect(menu.buttons.map((b) => b.label)).toEqual([
      'Appeal a decision',
      'Make a complaint',
      'My data',
      'Help',
    ])
    for (let i = 0; i < 9; i++) tess.say(DM, i === 8 ? 'and one thing more' : `part ${i}`)
    await aMoment()
    expect(menus()).toHaveLength(1)
    const form = await tess.press(menu, 'Appeal a decision')
    const typed = form.modal?.fields.find((f) => f.customId === 'grounds')?.value
    expect(typed).toContain('I never said that\n\npart 0')
    expect(typed).toContain('and one thing more')
    expect(form.text).toContain('The file that you sent here goes with it already')
    const { appeal } = await sendAppeal(tess, form, {})
    const card = await appealCard(clp, appeal, 'Put to the EC')
    expect(card.text).toContain('I never said that')
    const all = await secretary.press(card, 'Read all')
    await clp.discord.waitFor(() => all.followUps.some((m) => m.text.includes('proof.txt')), 'the file')
    // a complaint takes it too, and help helps
    const complaint = await tess.press(menu, 'Make a complaint')
    expect(complaint.modal?.fields.map((f) => f.value).join()).toContain('I never said that')
    expect((await tess.press(menu, 'Help')).text).toContain('`/appeal`')
    // after a while somebody who writes again is answered again
    clp.discord.clock.advanceBy({ minutes: 11 })
    await aMoment()
    tess.say(DM, 'hello?')
    await clp.discord.waitFor(() => menus().length === 2, 'a second menu')
  }, 60_000)

  test('H1 A5 the Secretary lodges on behalf of someone who wrote by e-mail; an admin cannot, and nobody for a case that is not out', async () => {
    const clp = shared()
    const { secretary, ada, member, ec } = cast(clp)
    const [vera, umar] = [member(4), member(3)]
    const grounds = 'Dear Secretary, please look again'
    clp.confide([grounds], [vera.id, ...handlers(clp)])
    const ref = await sanctioned(clp, vera)
    const where = { guild: clp.guild }
    const open = await heard(clp, umar)
    const offered = await secretary.autocomplete(where, 'appeals lodge', 'ref', '')
    expect(offered.map((x) => x.value).filter((x) => !String(x).startsWith('A'))).toEqual([ref])
    expect(JSON.stringify(offered)).not.toContain('Vera')
    expect((await secretary.slash(where, 'appeals lodge', { ref: open })).content).toContain(
      `nothing in ${open} to appeal against`,
    )
    expect((await ada.slash(where, 'appeals lodge', { ref })).content).toContain('not yours to do')
    const form = await secretary.slash(where, 'appeals lodge', { ref })
    const { answer, appeal } = await sendAppeal(secretary, form, {
      how: 'by e-mail, 2 March 2026',
      grounds,
    })
    expect(answer.content).toContain('Lodged: it is')
    expect((await told(clp, vera, 'An officer has lodged it for you')).text).toContain(appeal)
    expect((await appealCard(clp, appeal, 'Put to the EC')).text).toContain('by e-mail, 2 March 2026')
    expect((await ec[0].slash(where, 'appeals view', { ref: appeal })).content).toContain(
      'nothing with that reference',
    )
    const lodged = (await entries(clp)).find((e) => e.action === 'appeal.lodged' && e.matter === appeal)
    expect(lodged?.actor).toBe(secretary.id)
  }, 60_000)

  test('H1 H3 banned with the app added: /appeal in the DM opens the form, and the answer has the reference though no DM can reach them', async () => {
    const clp = shared()
    const { member } = cast(clp)
    const will = member(5)
    const grounds = 'The ban is far too hard.'
    clp.confide([grounds], [will.id, ...handlers(clp)])
    const ref = await banned30(clp, will)
    const before = clp.discord.dm(will.id).length
    expect(will.commands(DM)).not.toContain('appeal')
    will.addAppToAccount()
    expect(will.commands(DM)).toContain('appeal')
    const shown = await will.slash(DM, 'appeal')
    expect(shown.ephemeral).toBe(true)
    expect(shown.content).toContain(`**${ref}**: a 30-day ban`)
    const form = await will.press(shown, `Appeal ${ref}`)
    const { appeal } = await sendAppeal(will, form, { grounds })
    await notReached(clp, appeal)
    // only the answer itself is there, kept in the DM
    expect(clp.discord.dm(will.id).length).toBe(before + 1)
    await appealCard(clp, appeal, 'Put to the EC')
    await showsIn(clp, await will.slash(DM, 'appeal'), 'It waits to be put to the EC')
  }, 60_000)

  test('H1 banned without the app: the button inside the letter works, and so does the letter after the ban is over', async () => {
    const clp = shared()
    const xanthe = cast(clp).member(6)
    const ref = await banned30(clp, xanthe)
    const letter = await letterOf(clp, xanthe, ref)
    expect(letter.content).toContain(`client_id=${clp.bot.id}&scope=applications.commands&integration_type=1`)
    expect(xanthe.commands(DM)).toEqual([])
    expect((await xanthe.press(letter, 'Appeal')).modal?.title).toBe(`Appeal against ${ref}`)
    daysOn(clp, 31)
    await banIs(clp, xanthe, false)
    const back = await told(clp, xanthe, 'You can come back')
    expect(back.buttons.map((b) => b.label)).toContain('Appeal')
    expect(await appealsByLetter(clp, xanthe, ref, { grounds: 'It still matters.' })).toMatch(/^A2026-\d{3}$/)
  }, 60_000)
})
