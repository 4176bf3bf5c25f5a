import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import {
  appealCard,
  endOfFile,
  inRoomOf,
  inTheRoom,
  outcomeOf,
  putToVote,
  votes,
} from '../support/appeals.ts'
import { appealsByLetter, DM, inRoom } from '../support/appeal-ways.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import {
  aMoment,
  banIs,
  banned30,
  cast,
  daysOn,
  expectVerified,
  heard,
  opened,
  sanctioned,
  signs,
  someone,
  told,
  wontReply,
} from '../support/stories.ts'

const clpOf = sharedClp({ mornings: true })

describe('whoever handles an appeal', () => {
  const shared = sharedClp()

  test('H3 H4 the appellant trusts an EC member, and their DMs are shut: what the admins add is for her to pass on, and for nobody who may not read it', async () => {
    const clp = shared()
    const { ada, ec, secretary, member } = cast(clp)
    const [edith, femi] = ec
    const robin = member(0)
    const grounds = 'The Secretary is my neighbour, and it was a joke.'
    clp.confide([grounds, 'He said so twice.'], [robin.id, ...clp.admins, clp.smOfficer, ...clp.ec])
    const ref = await sanctioned(clp, robin)
    const appeal = await appealsByLetter(clp, robin, ref, { grounds, trusted: [femi.id] })
    await told(clp, femi, new RegExp(`${appeal}.*is an appeal for you to handle`))
    await femi.press(await appealCard(clp, appeal, 'Put to the EC'), 'Put to the EC')
    robin.shutDms()
    const asked = await told(clp, ada, new RegExp(`${appeal}.*an appeal against what was decided`, 's'))
    await ada.submit(await ada.press(asked, 'Add a statement'), { text: 'He said so twice.' })
    const task = await told(clp, femi, 'send the appellant what the admins added')
    expect((await femi.press(await appealCard(clp, appeal), 'Read all')).text).toContain('He said so twice.')
    for (const other of [edith, secretary])
      expect(clp.discord.dm(other.id).some((m) => m.text.includes('send the appellant'))).toBe(false)
    expect((await edith.slash({ guild: clp.guild }, 'task list')).text).toContain('No task waits for you')
    const done = await femi.submit(await femi.press(task, 'Done'), { how: 'By e-mail, today.' })
    expect(done.failed).toBeUndefined()
    // and what is answered by e-mail is put in by her, and by nobody else
    expect(task.text).toContain(`/appeals lodge ref:${appeal}`)
    const where = { guild: clp.guild }
    for (const other of [edith, secretary])
      expect((await other.slash(where, 'appeals lodge', { ref: appeal })).text).toContain(
        'nothing with that reference',
      )
    const form = await femi.slash(where, 'appeals lodge', { ref: appeal })
    const empty = await femi.submit(form, { how: 'E-mail, 3 March', text: ' ' })
    expect(empty.text).toContain('Write what they said')
    clp.confide(['never more than once'], [robin.id, ...clp.ec])
    const text = 'It was never more than once.'
    const put = await femi.submit(await femi.slash(where, 'appeals lodge', { ref: appeal }), {
      how: 'E-mail, 3 March',
      text,
      all: ['yes'],
    })
    expect(put.text).toContain('It is part of')
    const own = await robin.slash(where, 'appeal')
    await clp.discord.waitFor(() => own.text.includes(appeal), 'the appeal')
    for (const one of [clp.as(clp.admins[1]), clp.as(clp.admins[2]), clp.as(clp.smOfficer)])
      await one.press(await told(clp, one, new RegExp(`${appeal}.*an appeal against`, 's')), 'Nothing to add')
    await inTheRoom(clp, appeal, edith.id)
    await endOfFile(clp, appeal)
    expect(
      inRoomOf(clp, appeal)
        .map((m) => m.text)
        .join(),
    ).toContain(text)
  }, 60_000)
})

describe('whoever takes an appeal over', () => {
  test('H3 A5 the Secretary finds that she is involved after she has put it to the EC: who handles it now is told what is still to be done', async () => {
    const clp = clpOf()
    const { secretary, ec } = cast(clp)
    const robin = someone(clp)
    const ref = await sanctioned(clp, robin)
    const appeal = await appealsByLetter(clp, robin, ref, { grounds: 'It was a joke.' })
    const card = await appealCard(clp, appeal, 'Put to the EC')
    await secretary.press(card, 'Put to the EC')
    await secretary.submit(await secretary.press(card, "I'm involved"), { reason: 'He is my nephew.' })
    const news = await told(clp, ec[0], `${appeal}.*is an appeal for you to handle`)
    expect(news.text).not.toContain('press **Put to the EC**')
    expect(news.text).toContain('Its card says where it stands')
    expect((await secretary.slash({ guild: clp.guild }, 'appeals view', { ref: appeal })).text).toContain(
      'nothing with that reference',
    )
  })
})

describe('a message to the bot while it is away', () => {
  test('H1 whoever has a letter and writes then gets the menu when the bot is back, once', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    await sanctioned(clp, robin)
    await clp.process.stop()
    const first = robin.say(DM, 'I never said that.')
    robin.say(DM, 'And I can show it.')
    await clp.restart()
    const menu = await told(clp, robin, 'I am a program')
    expect(menu.replyTo).toBe(first.id)
    const form = await robin.press(menu, 'Appeal a decision')
    expect(form.text).toContain('I never said that.\n\nAnd I can show it.')
    await clp.process.stop()
    await clp.restart()
    await aMoment()
    expect(clp.discord.dm(robin.id).filter((m) => m.text.includes('I am a program'))).toHaveLength(1)
  }, 60_000)
})

describe('a letter that carries the outcome', () => {
  test('H10 G4 the outcome of an appeal stays in the letter when it is edited to say that they can come back', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    const ref = await banned30(clp, robin)
    const appeal = await appealsByLetter(clp, robin, ref, { grounds: 'It is too hard.' })
    await putToVote(clp, appeal)
    for (const who of cast(clp).ec) await votes(clp, who, appeal, 'Stands', 'It was meant so.')
    const carries = await outcomeOf(clp, robin, appeal)
    expect(carries.text).toContain('It was meant so.')
    expect(carries.editedAt).not.toBeNull()
    daysOn(clp, 31)
    await banIs(clp, robin, false)
    const back = await told(clp, robin, /^\*\*You can come back/)
    expect(back.id).toBe(carries.id)
    expect(back.text).toContain('https://discord.gg/')
    expect(back.text).toContain(`**Your appeal** · ${appeal}`)
    expect(back.text).toContain('It was meant so.')
    expect(back.buttons.map((b) => b.label)).toContain('Appeal')
  }, 60_000)
})

describe('the EC and its conflicts', () => {
  const shared = sharedClp()
  const where = (clp: Clp) => ({ guild: clp.guild })

  test('A7 H5 the server’s owner appeals: no room, the file and the vote in private answers, and the outcome told', async () => {
    const clp = shared()
    const { ada, ben, secretary, owner, ec } = cast(clp)
    const readers = [clp.owner, ...clp.admins, clp.smOfficer, secretary.id, ...clp.ec]
    clp.confide(['I own the place', 'We were three of us'], readers)
    const ref = await opened(clp, owner, { what: 'Called the treasurer a thief.' })
    await told(clp, ben, ref)
    const seen = (who: Person) => who.slash(where(clp), 'case view', { ref })
    await ben.press(await seen(ben), 'Agree to ask')
    await wontReply(owner, await told(clp, owner, new RegExp(`We would like to hear your side.*${ref}`, 's')))
    for (const who of [ada, ben]) await who.press(await seen(who), 'Sign')
    const appeal = await appealsByLetter(clp, owner, ref, { grounds: 'I own the place.' })
    const view = (who: Person) => who.slash(where(clp), 'appeals view', { ref: appeal })
    await told(clp, secretary, new RegExp(`${appeal}.*It is sealed`, 's'))
    await secretary.press(await view(secretary), 'Put to the EC')
    const asked = await told(clp, ada, new RegExp(`${appeal}.*an appeal against what was decided`, 's'))
    await ada.submit(await ada.press(asked, 'Add a statement'), { text: 'We were three of us.' })
    const answer = await told(clp, owner, 'We were three of us')
    await owner.press(answer, "That's all")
    daysOn(clp, 4)
    for (const [n, who] of ec.entries()) {
      await told(clp, who, new RegExp(`${appeal}.*sealed`, 's'))
      const card = await view(who)
      if (n === 0) {
        await clp.discord.waitFor(() => card.text.includes('The answer to that'), 'the file in the answer')
        expect(card.text).toContain('We were three of us')
      }
      await who.submit(await who.press(card, 'Does not stand'), { reasons: `Reason no. ${n}.` })
    }
    expect((await outcomeOf(clp, owner, appeal)).text).toContain('Reason no. 4.')
    expect(clp.discord.threads(clp.guild).some((t) => t.name === appeal || t.name === ref)).toBe(false)
    expect((await view(owner)).text).toContain('nothing with that reference')
    await expectVerified(clp)
  }, 60_000)

  test('A3 A6 a Chair who signed cannot appoint or end those who vote on the appeal, and is told nothing of it; whoever came later has no vote', async () => {
    const clp = shared()
    const { ada, chair, secretary, smOfficer, member, ec } = cast(clp)
    const robin = member(0)
    clp.confide(['unfair to me'], [robin.id, secretary.id, smOfficer.id, ...clp.admins, ...clp.ec])
    // two admins have a part in it, so that the Chair stands in and signs
    const ref = await heard(clp, robin)
    for (const one of clp.admins.slice(1))
      await clp.as(one).slash(where(clp), 'involved', { ref, reason: 'My brother.' })
    await smOfficer.slash(where(clp), 'involved', { ref, reason: 'My cousin.' })
    await signs(clp, ada, ref)
    await inTheRoom(clp, ref, chair.id)
    expect((await signs(clp, chair, ref)).text).toContain('it is decided')
    const appeal = await appealsByLetter(clp, robin, ref, { grounds: 'It is unfair to me.' })
    const minute = 'EC 2026/5'
    const newcomer = member(9)
    const tries = [
      await chair.slash(where(clp), 'officer appoint', { office: 'ec_member', person: newcomer.id, minute }),
      await chair.slash(where(clp), 'officer end', { office: 'ec_member', person: ec[4].id, minute }),
    ]
    for (const no of tries) {
      expect(no.text).toContain('cannot')
      expect(no.text).not.toContain(appeal)
    }
    // the Secretary has no part in it, and may; but the roll was fixed when the appeal was lodged
    await secretary.slash(where(clp), 'officer appoint', { office: 'ec_member', person: newcomer.id, minute })
    await putToVote(clp, appeal)
    expect(inRoom(clp, appeal)).not.toContain(newcomer.id)
    for (const who of ec) await votes(clp, who, appeal, 'Stands')
    expect((await outcomeOf(clp, robin, appeal)).text).toContain('It stands.')
    expect((await chair.slash(where(clp), 'appeals view', { ref: appeal })).text).toContain(
      'nothing with that reference',
    )
  }, 60_000)
})
