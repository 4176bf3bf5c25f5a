import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { type Clp, sharedClp, startClp } from '../support/clp.ts'
import {
  aMoment,
  asked,
  banIs,
  bothSign,
  cardOf,
  cardSays,
  cardWith,
  cast,
  daysOn,
  entries,
  expectVerified,
  heard,
  letterOf,
  logged,
  newAdmin,
  office,
  opened,
  readAll,
  roomOf,
  signs,
  someone,
  stage,
  told,
  warned,
  wontReply,
} from '../support/stories.ts'

/** *Don't sign*, with a reason. */
async function refuses(clp: Clp, who: Person, ref: string, reason = 'Mediation should come first.') {
  const form = await who.press(await cardWith(stage(clp), ref, "Don't sign"), "Don't sign")
  return who.submit(form, { reason })
}

const entriesOf = async (clp: Clp, ref: string) => (await entries(clp)).filter((e) => e.matter === ref)

const inRoom = async (clp: Clp, ref: string): Promise<string[]> => (await roomOf(stage(clp), ref)).members

const isIn = (clp: Clp, ref: string, who: Person, is: boolean) =>
  clp.discord.waitFor(
    () =>
      clp.discord
        .threads(clp.guild)
        .find((t) => t.name === ref)
        ?.members.includes(who.id) === is,
    `${is ? 'in' : 'out of'} the room`,
    8_000,
  )

/** Nobody's office ends on it, so all tests but a few share it. */
const clpOf = sharedClp({ mornings: true })

describe('what is signed is what goes out', () => {
  test('D6 a letter edited after a signature voids it, signers are told, and the Sign of the old card is refused', async () => {
    const clp = clpOf()
    const { ada, ben, cleo } = cast(clp)
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    const old = await cardWith(stage(clp), ref, 'Sign')
    const oldId = old.buttons.find((b) => b.label === 'Sign')?.customId ?? ''
    await ada.press(old, 'Sign')
    const form = await cleo.press(old, 'Edit letter')
    await cleo.submit(form, { words: 'We would gladly talk with you.' })
    await clp.discord.waitFor(
      () => clp.discord.messages(old.channelId).some((m) => m.content.includes('no longer count')),
      'the line for the signers',
    )
    const stale = await clp.discord.forge.press(oldId, {
      as: ben.id,
      channelId: old.channelId,
      messageId: old.id,
    })
    expect(stale.text).toContain('The letter has changed since that card was drawn')
    await cardSays(clp, ref, 'waiting for 2 more signatures')
    await cardSays(clp, ref, 'We would gladly talk with you.')
    expect((await entriesOf(clp, ref)).filter((e) => e.action === 'signoff.voided')).toHaveLength(1)
    await signs(clp, ben, ref)
    const last = await signs(clp, ada, ref)
    expect(last.text).toContain('it is decided')
    expect((await letterOf(clp, robin, ref)).text).toContain('We would gladly talk with you.')
    // pressed after that, the buttons say what has happened since
    const late = await clp.discord.forge.press(oldId, {
      as: cleo.id,
      channelId: old.channelId,
      messageId: old.id,
    })
    expect(late.text).toMatch(/moved on since\. Where it stands now: (closed with a sanction|decided)/)
    await expectVerified(clp)
  })

  test('D4 D6 evidence after a signature voids it, signers are told, and whoever had signed can sign again', async () => {
    const clp = clpOf()
    const { ada, ben, cleo } = cast(clp)
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    await signs(clp, ada, ref)
    await refuses(clp, cleo, ref)
    const form = await cleo.slash({ guild: clp.guild }, 'case evidence', { ref })
    await cleo.submit(form, { text: 'One more screenshot.' })
    const room = await roomOf(stage(clp), ref)
    await clp.discord.waitFor(
      () => clp.discord.messages(room.id).some((m) => m.content.includes('no longer count')),
      'the line for the signers',
    )
    await wontReply(robin, await told(clp, robin, 'Something new for you to answer'))
    const card = await cardSays(clp, ref, 'waiting for 2 more signatures. Signed: nobody yet')
    expect(card.text).not.toContain('does not sign')
    expect((await signs(clp, ada, ref)).text).toContain('1 more signature is needed')
    expect((await signs(clp, ben, ref)).text).toContain('it is decided')
    expect((await entriesOf(clp, ref)).filter((e) => e.action === 'signoff.voided')).toHaveLength(1)
  })

  test('D6 nothing that voids is done by an edit that changes nothing', async () => {
    const clp = clpOf()
    const { ada, ben, cleo } = cast(clp)
    const ref = await heard(clp, someone(clp))
    await signs(clp, ada, ref)
    const form = await cleo.press(await cardOf(clp, ref), 'Edit letter')
    await cleo.submit(form, { words: '' })
    expect((await signs(clp, ben, ref)).text).toContain('it is decided')
  })

  test('D3 D5 a press twice is one signature, and nobody decides alone', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const ref = await heard(clp, someone(clp))
    const card = await cardWith(stage(clp), ref, 'Sign')
    const [first, second] = await Promise.all([ada.press(card, 'Sign'), ada.press(card, 'Sign')])
    expect([first.text, second.text].filter((t) => t.includes('1 more signature is needed'))).toHaveLength(1)
    expect((await entriesOf(clp, ref)).filter((e) => e.action === 'case.signed')).toHaveLength(1)
    await cardSays(clp, ref, 'waiting for 1 more signature')
  })
})

describe('ties and stand-ins', () => {
  test('D5 D7 a tie: after seven days the Chair stands in; tied again: not agreed, and the member hears that it is over', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, smOfficer, chair } = cast(clp)
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    await signs(clp, ada, ref)
    await refuses(clp, ben, ref)
    expect((await inRoom(clp, ref)).includes(chair.id)).toBe(false)
    const early = await clp.discord.forge.press(
      (await cardWith(stage(clp), ref, 'Sign')).buttons[0]?.customId ?? '',
      {
        as: chair.id,
        channelId: clp.channels.general,
      },
    )
    expect(early.text).toContain('nothing with that reference')
    daysOn(clp, 8)
    await isIn(clp, ref, chair, true)
    expect((await told(clp, chair, `${ref}.* is for you to look at`)).text).not.toMatch(/Robin|crook/)
    await refuses(clp, chair, ref, 'Not enough to go on.')
    await signs(clp, cleo, ref)
    expect(clp.discord.dm(robin.id).some((m) => /no further action/i.test(m.content))).toBe(false)
    daysOn(clp, 8)
    await cardSays(clp, ref, 'the signers did not agree')
    const over = await told(clp, robin, /no further action/i)
    expect(over.text).toContain(ref)
    expect(clp.discord.dm(robin.id).some((m) => m.content.includes('**A warning**'))).toBe(false)
    expect(await inRoom(clp, ref)).toContain(smOfficer.id)
    await expectVerified(clp)
  })

  test('D7 too few admins without conflict: the Chair is asked at once', async () => {
    const clp = await startClp()
    const { ada, ben, cleo, secretary, smOfficer, chair, member } = cast(clp)
    const robin = member(0)
    const ref = await heard(clp, robin)
    for (const who of [cleo, smOfficer])
      await who.submit(await who.press(await cardOf(clp, ref), "I'm involved"), {
        reason: 'A friend of theirs.',
      })
    await isIn(clp, ref, cleo, false)
    expect(await inRoom(clp, ref)).not.toContain(chair.id)
    expect(
      (await office(clp, secretary, 'end', { office: 'admin', person: ben.id, platform: 'discord' })).content,
    ).toContain('no longer')
    await isIn(clp, ref, ben, false)
    await isIn(clp, ref, chair, true)
    await signs(clp, ada, ref)
    expect((await signs(clp, chair, ref)).text).toContain('it is decided')
    await letterOf(clp, robin, ref)
  })

  test('D7 A8 a case about someone who holds an office: the Secretary names who signs, and only they sign', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, secretary, ec } = cast(clp)
    const { ref, notice } = await asked(clp, cleo)
    expect(await inRoom(clp, ref)).not.toContain(cleo.id)
    await wontReply(cleo, notice)
    const task = await told(clp, secretary, `${ref} needs people who may sign it`)
    const card = await cardWith(stage(clp), ref, 'Sign')
    expect((await ada.press(card, 'Sign')).text).not.toContain('You have signed')
    const names = await secretary.press(task, 'Name signers')
    const people = names.modal?.fields[0]?.customId ?? 'people'
    const self = await secretary.submit(names, { [people]: [secretary.id, clp.members[4] as string] })
    expect(self.text).toContain('You cannot name yourself')
    expect(self.text).toContain('holds no office that could sign')
    const again = await secretary.press(task, 'Name signers')
    const named = await secretary.submit(again, { [people]: [ec[1].id, ec[2].id] })
    expect(named.failed).toBeUndefined()
    await isIn(clp, ref, ec[1], true)
    await signs(clp, ec[1], ref)
    expect((await ben.press(card, 'Sign')).text).not.toContain('You have signed')
    expect((await signs(clp, ec[2], ref)).text).toContain('it is decided')
    await letterOf(clp, cleo, ref)
    await expectVerified(clp)
  })
})

describe('who names the signers', () => {
  /** Each case here is over at its end, so that no task is left. */
  const quiet = sharedClp({ mornings: true })

  test('D7 A6 a Name signers that is no longer wanted says what has happened since, to those who may know', async () => {
    const clp = quiet()
    const { secretary, chair, ec } = cast(clp)
    const ref = await heard(clp, someone(clp))
    daysOn(clp, 6)
    await isIn(clp, ref, chair, true)
    daysOn(clp, 6)
    const task = await told(clp, secretary, `${ref} needs people who may sign it`)
    const form = await secretary.press(task, 'Name signers')
    const people = form.modal?.fields[0]?.customId ?? 'people'
    expect((await secretary.submit(form, { [people]: [ec[1].id] })).text).not.toContain('nothing with')
    expect((await secretary.press(task, 'Name signers')).text).toContain(
      `That was done already by <@${secretary.id}>`,
    )
    const id = task.buttons.find((b) => b.label === 'Name signers')?.customId as string
    const stranger = await clp.discord.forge.press(id, {
      as: someone(clp).id,
      channelId: clp.channels.general,
    })
    expect(stranger.text).toContain('There is nothing with that reference')
    await bothSign(clp, ref)
    expect((await secretary.press(task, 'Name signers')).text).toContain('This has moved on since')
  })

  test('D7 once it is decided nobody is asked any more to name signers', async () => {
    const clp = quiet()
    const { secretary } = cast(clp)
    const ref = await heard(clp, someone(clp))
    daysOn(clp, 6)
    await isIn(clp, ref, cast(clp).chair, true)
    daysOn(clp, 6)
    await told(clp, secretary, `${ref} needs people who may sign it`)
    await bothSign(clp, ref)
    expect((await secretary.slash({ guild: clp.guild }, 'task list')).text).toBe('No task waits for you.')
  })

  test('D7 A5 about the Secretary, with the trusted EC officer involved: the Chair names, and after the Chair the EC', async () => {
    const clp = quiet()
    const { secretary, chair, ec } = cast(clp)
    const [trusted, femi, gwen, harry] = ec
    const here = { guild: clp.guild }
    const involved = async (who: Person, ref: string) =>
      who.slash(here, 'involved', { ref, reason: 'We are friends.' })
    const ref = await heard(clp, secretary)
    await told(clp, trusted, `${ref} needs people who may sign it`)
    expect((await chair.slash(here, 'task list')).text).toBe('No task waits for you.')
    await involved(trusted, ref)
    await told(clp, chair, `${ref} needs people who may sign it`)
    expect((await trusted.slash(here, 'task list')).text).toBe('No task waits for you.')
    await involved(chair, ref)
    const task = await told(clp, femi, `${ref} needs people who may sign it`)
    const form = await femi.press(task, 'Name signers')
    const named = await femi.submit(form, { people: [gwen.id, harry.id] })
    expect(named.text).toContain(`Named for ${ref}`)
    expect(clp.discord.dm(secretary.id).some((m) => m.text.includes(`${ref} needs people`))).toBe(false)
    await isIn(clp, ref, harry, true)
    await signs(clp, gwen, ref)
    expect((await signs(clp, harry, ref)).text).toContain('it is decided')
    await letterOf(clp, secretary, ref)
    await expectVerified(clp)
  })
})

describe('offices while a matter is open', () => {
  test('A4 A8 an admin who signed and is no admin any more is out, whatever else they hold', async () => {
    const clp = clpOf()
    const { secretary } = cast(clp)
    const dee = await newAdmin(clp)
    await office(clp, secretary, 'appoint', { office: 'ec_member', person: dee.id })
    const ref = await heard(clp, someone(clp))
    await signs(clp, dee, ref)
    await office(clp, secretary, 'end', { office: 'admin', person: dee.id, platform: 'discord' })
    await isIn(clp, ref, dee, false)
    const view = await dee.slash({ guild: clp.guild }, 'case view', { ref })
    expect(view.text).toContain('nothing with that reference')
  })

  test('A5 who has a conflict in a matter about someone opens none about them, and hears nothing of it', async () => {
    const clp = clpOf()
    const { ada, cleo } = cast(clp)
    const robin = someone(clp)
    const here = { guild: clp.guild }
    const begun = await cleo.slash(here, 'warn', { person: robin.id })
    const ref = await opened(clp, robin)
    await cleo.submit(await cleo.press(await cardOf(clp, ref), "I'm involved"), { reason: 'My sister.' })
    // the form was open before, so what was typed is kept; the answer shows nothing of the matter
    const typed = { what: 'Called my sister names.', when: 'today', rules: ['personal-attacks'] }
    const sent = await cleo.submit(begun, typed)
    expect(sent.text).toContain('You cannot open a case about this person. Ask another admin')
    expect(sent.text).not.toContain(ref)
    expect((await cleo.slash(here, 'warn', { person: robin.id })).text).toContain('Ask another admin')
    expect((await cleo.slash(here, 'warn', { person: someone(clp).id })).modal).toBeDefined()
    expect(await readAll(clp, ada, ref)).not.toContain('sister names')
  })

  test('A8 an office that ends takes its signature with it, and its holder out of the room in the same minute', async () => {
    const clp = clpOf()
    const { ada, cleo, secretary } = cast(clp)
    const dee = await newAdmin(clp)
    const ref = await heard(clp, someone(clp))
    await signs(clp, dee, ref)
    await cardSays(clp, ref, 'waiting for 1 more signature')
    const before = clp.discord.clock.now()
    await office(clp, secretary, 'end', { office: 'admin', person: dee.id, platform: 'discord' })
    await isIn(clp, ref, dee, false)
    expect(clp.discord.clock.now().getTime() - before.getTime()).toBeLessThan(60_000)
    expect((await signs(clp, ada, ref)).text).toContain('1 more signature is needed')
    const gone = await clp.discord.forge.press(`sign:${clp.guild}:${ref}:2`, {
      as: dee.id,
      channelId: clp.channels.general,
    })
    expect(gone.text).toContain('nothing with that reference')
    const listed = await clp.discord.forge.slash('case', [{ type: 1, name: 'list', options: [] }], {
      as: dee.id,
      channelId: clp.channels.general,
    })
    expect(listed.text).not.toContain(ref)
    expect((await signs(clp, cleo, ref)).text).toContain('it is decided')
  })

  test('A3 someone who becomes an admin after the case was opened sees it, and signs as a stand-in only', async () => {
    const clp = clpOf()
    const ref = await heard(clp, someone(clp))
    const dee = await newAdmin(clp)
    await isIn(clp, ref, dee, true)
    expect((await signs(clp, dee, ref)).text).toContain('The admins sign first')
    await bothSign(clp, ref)
  })

  test('A5 A6 I’m involved: out of the room, the signature void, and from then on the case does not exist for them', async () => {
    const clp = clpOf()
    const { ada, ben, cleo } = cast(clp)
    const yolanda = someone(clp, 'Yolanda Pym')
    const ref = await heard(clp, yolanda, { what: 'Called a member a humbug.' })
    const card = await cardWith(stage(clp), ref, 'Sign')
    await ben.press(card, 'Sign')
    await cardSays(clp, ref, 'waiting for 1 more')
    await ben.submit(await ben.press(card, "I'm involved"), { reason: 'Yolanda is my cousin.' })
    await isIn(clp, ref, ben, false)
    await cardSays(clp, ref, 'waiting for 2 more')
    const since = clp.discord.clock.now()
    for (const id of [
      `read-all:${clp.guild}:${ref}`,
      `sign:${clp.guild}:${ref}:2`,
      `edit-letter:${clp.guild}:${ref}`,
    ]) {
      const answer = await clp.discord.forge.press(id, { as: ben.id, channelId: clp.channels.general })
      expect(answer.text).toContain('nothing with that reference')
      const other = await clp.discord.forge.press(id.replace(ref, '2026-777'), {
        as: ben.id,
        channelId: clp.channels.general,
      })
      expect(other.text).toBe(answer.text)
    }
    await signs(clp, ada, ref)
    await signs(clp, cleo, ref)
    await letterOf(clp, yolanda, ref)
    await aMoment()
    const after = ben.reads().filter((read) => read.at > since)
    expect(after.filter((read) => /Yolanda|humbug/.test(read.text))).toEqual([])
  })
})

describe('appointments', () => {
  test('A3 only the owner appoints until there is a Secretary; then Secretary and Chair, with a minute; the only Secretary needs a successor', async () => {
    const clp = await startClp({ bare: true })
    const { owner, secretary, chair, ada, member } = cast(clp)
    const early = await office(clp, secretary, 'appoint', { office: 'secretary', person: secretary.id })
    expect(early.text).toContain("only the server's owner can appoint")
    expect(
      (await office(clp, owner, 'appoint', { office: 'secretary', person: secretary.id })).text,
    ).toContain('is now Secretary')
    expect((await office(clp, owner, 'appoint', { office: 'chair', person: chair.id })).text).toContain(
      'they appoint from now on',
    )
    const bare = await secretary.slash({ guild: clp.guild }, 'officer appoint', {
      office: 'chair',
      person: chair.id,
    })
    expect(bare.text).toContain('in the option *minute*')
    expect((await office(clp, secretary, 'appoint', { office: 'chair', person: chair.id })).text).toContain(
      'is now Chair',
    )
    expect(
      (await office(clp, chair, 'appoint', { office: 'admin', person: ada.id, platform: 'discord' })).text,
    ).toContain('is now admin')
    expect(
      (await office(clp, ada, 'appoint', { office: 'admin', person: member(3).id, platform: 'discord' }))
        .text,
    ).toContain('Ask one of them')
    expect((await office(clp, chair, 'end', { office: 'secretary', person: secretary.id })).text).toContain(
      'Appoint a successor first',
    )
    expect(
      (await office(clp, chair, 'appoint', { office: 'secretary', person: member(1).id })).text,
    ).toContain('is now')
    expect((await office(clp, chair, 'end', { office: 'secretary', person: secretary.id })).text).toContain(
      'no longer',
    )
    expect((await office(clp, secretary, 'end', { office: 'chair', person: chair.id })).text).toContain(
      'Ask one of them',
    )
    await expectVerified(clp)
  })

  test('A3 a conflicted Secretary may not appoint or end deciders of an open matter, and hears nothing of it', async () => {
    const clp = await startClp()
    const { ben, secretary, chair } = cast(clp)
    const ref = await opened(clp, secretary, { what: 'Shouted at a member.' })
    await cardOf(clp, ref)
    const end = await office(clp, secretary, 'end', { office: 'admin', person: ben.id, platform: 'discord' })
    expect(end.text).toContain('at the moment')
    expect(end.text).not.toContain(ref)
    const more = await office(clp, secretary, 'appoint', {
      office: 'admin',
      person: clp.members[2] as string,
      platform: 'discord',
    })
    expect(more.text).toContain('at the moment')
    expect(
      (await office(clp, chair, 'end', { office: 'admin', person: ben.id, platform: 'discord' })).text,
    ).toContain('no longer')
    clp.confide(['Shouted at a member.'], [...clp.admins, clp.smOfficer, clp.chair])
  })
})

describe('lighter outcomes and dropped cases', () => {
  test('D3 E4 the step below the ladder’s, with reasons, signed and sent: a warning where a ban could have been', async () => {
    const clp = clpOf()
    const { cleo } = cast(clp)
    const robin = someone(clp)
    await warned(clp, robin)
    const ref = await heard(clp, robin, { what: 'Called the same member a parasite.' })
    const form = await cleo.press(await cardOf(clp, ref), 'Lighter outcome')
    const options = form.modal?.fields[0]?.options.map((o) => o.value)
    expect(options).toEqual(['warning', 'words_of_advice', 'no_further_action', 'as_the_ladder'])
    const none = await cleo.submit(form, { outcome: ['warning'], reasons: '' })
    expect(none.text).toContain('needs written reasons')
    const again = await cleo.press(await cardOf(clp, ref), 'Lighter outcome')
    await cleo.submit(again, { outcome: ['warning'], reasons: 'They said sorry to the member.' })
    await cardSays(clp, ref, 'Proposed instead')
    await bothSign(clp, ref)
    const letter = await letterOf(clp, robin, ref)
    expect(letter.content).toMatch(/^\*\*A warning\*\*/)
    expect(letter.text).toContain('They said sorry to the member.')
    expect(clp.discord.bans(clp.guild).some((b) => b.userId === robin.id)).toBe(false)
    await expectVerified(clp)
  })

  test.each([
    ['words_of_advice', /words of advice/i],
    ['no_further_action', /no further action/i],
  ])(
    'D3 %s: the member reads it with the reasons, no sanction stands, and “I’ve read this” is noted',
    async (outcome, title) => {
      const clp = clpOf()
      const { cleo } = cast(clp)
      const robin = someone(clp)
      const ref = await heard(clp, robin)
      const form = await cleo.press(await cardOf(clp, ref), 'Lighter outcome')
      await cleo.submit(form, { outcome: [outcome], reasons: 'It was a first slip, and it was taken down.' })
      await cardSays(clp, ref, 'Proposed instead')
      await bothSign(clp, ref)
      const message = await letterOf(clp, robin, ref)
      expect(message.text).toMatch(title)
      expect(message.text).toContain('It was a first slip, and it was taken down.')
      expect(message.text).not.toMatch(/\bbanned\b.*for 30 days/)
      await cardSays(
        clp,
        ref,
        outcome === 'words_of_advice' ? 'closed with words of advice' : 'closed with no further action',
      )
      const read = await robin.press(message, "I've read this")
      expect(read.text).toContain('It is noted')
      // it is no sanction: the next breach is a first one
      daysOn(clp, 3)
      const next = await opened(clp, robin, { what: 'Did it again.' })
      expect((await cardOf(clp, next)).text).toMatch(/A warning/)
    },
  )

  test('D8 a dropped case: who had been written to is told, with the reasons; who had not is left in peace', async () => {
    const clp = clpOf()
    const { ben } = cast(clp)
    const [robin, sam] = [someone(clp), someone(clp, 'Sam Okafor')]
    const { ref } = await asked(clp, robin)
    const drop = async (which: string, reason: string) =>
      ben.submit(await ben.press(await cardOf(clp, which), 'Drop case'), { reason })
    expect((await drop(ref, '   ')).text).toContain('Say why')
    await drop(ref, 'It was somebody else’s account.')
    const over = await told(clp, robin, /no further action/i)
    expect(over.text).toContain('It was somebody else’s account.')
    const quiet = await opened(clp, sam)
    await drop(quiet, 'Mistaken.')
    await cardSays(clp, quiet, 'dropped')
    await logged(clp, `Dropped the case, with reasons · ${quiet}`)
    await aMoment()
    expect(clp.discord.dm(sam.id)).toEqual([])
    const stale = await clp.discord.forge.press(`agree:${clp.guild}:${quiet}`, {
      as: ben.id,
      channelId: clp.channels.general,
    })
    expect(stale.text).toContain('moved on since. Where it stands now: dropped')
  })

  test('E11 a lifetime ban cannot be signed without its finding, and the finding is signed with the letter', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    await warned(clp, robin)
    const ref = await heard(clp, robin, { what: 'Called the same member a parasite.' })
    await bothSign(clp, ref)
    await logged(clp, `The 30-day ban is in force · ${ref}`)
    daysOn(clp, 31)
    await banIs(clp, robin, false)
    robin.join(clp.guild)
    daysOn(clp, 2)
    const third = await heard(clp, robin, { what: 'Again.', finding: 'The same member, the same words.' })
    const { ada, ben, cleo } = cast(clp)
    await signs(clp, ada, third)
    const form = await cleo.press(await cardOf(clp, third), 'Write finding')
    expect((await cleo.submit(form, { finding: ' ' })).text).toContain('Say how the behaviour carried on')
    const again = await cleo.press(await cardOf(clp, third), 'Write finding')
    await cleo.submit(again, { finding: 'The same member, the same words, and others joined in.' })
    // what was written anew is put to them first (D4)
    await told(clp, robin, 'and others joined in')
    daysOn(clp, 4)
    await cardSays(clp, third, /waiting for 2 more[^]*and others joined in/)
    await signs(clp, ada, third)
    await signs(clp, ben, third)
    expect((await letterOf(clp, robin, third)).text).toContain('and others joined in')
  })
})
