import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { openCase } from '../../src/practice-mode/story.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import {
  aMoment,
  asked,
  banIs,
  bothSign,
  calendarOf,
  cardOf,
  cardSays,
  cardWith,
  cast,
  daysOn,
  decided,
  dmWith,
  entries,
  expectVerified,
  heard,
  letterOf,
  logged,
  newAdmin,
  office,
  opened,
  readAll,
  reply,
  sanctioned,
  signs,
  someone,
  stage,
  told,
  warned,
  wontReply,
} from '../support/stories.ts'

const isBanned = (clp: Clp, who: Person): boolean =>
  clp.discord.bans(clp.guild).some((ban) => ban.userId === who.id)

/** One attempt to serve something another way, written down by *Done* on the task. */
async function attempt(
  who: Person,
  task: Parameters<Person['press']>[0],
  how: { means: string; when: string; reached: boolean },
): Promise<Answer> {
  const form = await who.press(task, 'Done')
  const field = (label: RegExp) =>
    form.modal?.fields.find((f) => label.test(`${f.label} ${f.customId}`))?.customId ?? String(label)
  const reached = form.modal?.fields.find((f) => f.options.length > 0)
  const choice = reached?.options.find((o) =>
    (how.reached ? /^yes|reached|served/i : /no|not/i).test(o.label),
  )
  return who.submit(form, {
    [field(/means|how/i)]: how.means,
    [field(/when|day/i)]: how.when,
    ...(reached ? { [reached.customId]: [choice?.value ?? ''] } : {}),
  })
}

describe('the hours of letters, and the reply', () => {
  const clpOf = sharedClp({ mornings: true })

  test('F5 F3 what is decided at 20:00 goes out at 09:00 the next day and carries that date', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const robin = someone(clp, 'Hal Winter')
    daysOn(clp, 0, '18:30')
    const ref = await opened(clp, robin)
    const { ben } = cast(clp)
    await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    await aMoment()
    expect(clp.discord.dm(robin.id)).toEqual([])
    daysOn(clp, 1, '08:59')
    await aMoment()
    expect(clp.discord.dm(robin.id)).toEqual([])
    daysOn(clp, 0, '09:00')
    const notice = await dmWith(stage(clp), robin.id, 'Give my side', ref)
    expect(notice.text).toContain(on(1))
    // three days from then, to the hour (D4)
    expect(notice.text).toContain(`until 09:00 on ${on(4, { weekday: 'long' })}`)
    daysOn(clp, 0, '20:00')
    await wontReply(robin, notice)
    await bothSign(clp, ref)
    await aMoment()
    expect(clp.discord.dm(robin.id).some((m) => m.content.includes('**A warning**'))).toBe(false)
    daysOn(clp, 1, '09:00')
    const letter = await letterOf(clp, robin, ref)
    expect(letter.content.split('\n')[0]).toContain(`**A warning** · ${ref} · ${on(2)}`)
    expect(letter.text).toContain(`deleted on ${on(2).replace('2026', '2028')}`)
    // what Hal read, nobody read who has no part in it
    clp.confide(['Dear Hal Winter'], [robin.id, ...clp.admins, clp.smOfficer])
    await expectVerified(clp)
  })

  test('F5 F3 a letter that the bot could not send in its hours waits for the next morning, and carries that date', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    daysOn(clp, 0, '17:50')
    clp.discord.faults.add({
      match: { method: 'POST', path: /\/users\/@me\/channels$/ },
      when: 'before',
      do: { status: 500 },
      times: 2,
    })
    await bothSign(clp, ref)
    await clp.process.kill()
    clp.discord.faults.clear()
    daysOn(clp, 1, '02:00')
    await clp.restart()
    await aMoment()
    const sent = () => clp.discord.dm(robin.id).filter((m) => m.content.includes('**A warning**'))
    const early = sent().filter((m) => m.sentAt.getUTCHours() < 9 || m.sentAt.getUTCHours() >= 18)
    expect(early).toEqual([])
    daysOn(clp, 0, '09:00')
    await letterOf(clp, robin, ref)
    expect(sent()).toHaveLength(1)
    clp.discord.faults.clear()
  })

  test('D4 more time once, their side more than once, and That’s all closes it early', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada } = cast(clp)
    const robin = someone(clp)
    const { ref, notice } = await asked(clp, robin)
    expect(notice.text).toMatch(new RegExp(`until 09:3\\d on ${on(3, { weekday: 'long' })}`))
    const more = await robin.press(notice, 'I need more time')
    expect(more.text).toMatch(new RegExp(`until ${on(6)} at 09:3\\d`))
    expect((await robin.press(notice, 'I need more time')).text).toContain(
      'You have asked for more time already',
    )
    daysOn(clp, 5)
    const first = await robin.submit(await robin.press(notice, 'Give my side'), {
      side: 'It was a quotation.',
    })
    expect(first.text).toContain(`You can add more until ${on(6)}`)
    await reply(stage(clp), robin, notice, 'From a song.')
    await cardWith(stage(clp), ref, 'Sign')
    const all = await readAll(clp, ada, ref)
    expect(all).toContain('It was a quotation.')
    expect(all).toContain('From a song.')
    // pressed later, the buttons say what has happened since
    expect((await robin.press(notice, "I don't want to reply")).text).toMatch(
      /The time for a reply is over, and nothing is decided yet/,
    )
    // what is written after the close still reaches the signers
    const late = await robin.submit(await robin.press(notice, 'Give my side'), { side: 'One thing more.' })
    expect(late.text).toContain('passed on to the people who decide')
    expect(await readAll(clp, ada, ref)).toContain('One thing more.')
    // decided in time, it is for nobody who would stand in (D7)
    await bothSign(clp, ref)
    clp.confide(['It was a quotation.', 'One thing more.'], [robin.id, ...clp.admins, clp.smOfficer])
  }, 60_000)

  test('D4 D5 nobody signs before the window has closed; it closes by the clock to the minute', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    const { ref, notice } = await asked(clp, robin)
    const card = await cardSays(clp, ref, 'they have until')
    expect(card.buttons.map((b) => b.label)).not.toContain('Sign')
    const early = await clp.discord.forge.press(`sign:${clp.guild}:${ref}:1`, {
      as: ada.id,
      channelId: card.channelId,
    })
    expect(early.text).toContain('still has time to reply, until')
    const closes = new Date(notice.sentAt.getTime() + 3 * 86_400_000)
    clp.discord.clock.advanceTo(new Date(closes.getTime() - 20_000).toISOString())
    await aMoment()
    expect(clp.discord.messages(card.channelId).some((m) => m.content.includes('The reply has closed'))).toBe(
      false,
    )
    clp.discord.clock.advanceTo(new Date(closes.getTime() + 1000).toISOString())
    const open = await cardWith(stage(clp), ref, 'Sign')
    expect(open.text).toContain('Silence is not guilt')
    const late = await robin.press(notice, 'I need more time')
    expect(late.text).toMatch(/The time for a reply is over.*press \*Give my side\* even so/)
    await bothSign(clp, ref)
    expect((await letterOf(clp, robin, ref)).text).toMatch(/had no reply/)
  })

  test('D4 D6 a new incident goes to them and opens the reply again for three days, and signatures before it are void', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada, ben } = cast(clp)
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    await signs(clp, ada, ref)
    daysOn(clp, 1)
    const same = await opened(clp, robin, {
      what: 'Did it once more, in another thread.',
      when: on(-1),
    })
    expect(same).toBe(ref)
    const again = await clp.discord.waitFor(
      () => clp.discord.dm(robin.id).find((m) => m.text.includes('Did it once more')),
      'the new material',
    )
    expect(again.buttons.map((b) => b.label)).toContain('Give my side')
    expect(again.text).toMatch(new RegExp(`until 10:0\\d on ${on(4, { weekday: 'long' })}`))
    const card = await cardOf(clp, ref)
    const early = await clp.discord.forge.press(`sign:${clp.guild}:${ref}:99`, {
      as: ben.id,
      channelId: card.channelId,
    })
    expect(early.text).toContain('still has time to reply')
    await wontReply(robin, again)
    // the card as it is now, and not as it was before the first signature
    await cardSays(clp, ref, /waiting for 2 more signatures[^]*in another thread/)
    await bothSign(clp, ref)
    expect((await letterOf(clp, robin, ref)).text).toContain('Did it once more')
  })

  test('D4 F5 what is added in the evening opens the reply next morning, and nothing closes before they have it, not even with the bot off for days', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada } = cast(clp)
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    daysOn(clp, 0, '19:00')
    expect(await opened(clp, robin, { what: 'Did it once more.', when: on(-1) })).toBe(ref)
    clp.discord.clock.advanceBy({ minutes: 2 })
    await aMoment()
    const card = await cardSays(clp, ref, 'the person has time to reply')
    const early = await clp.discord.forge.press(`sign:${clp.guild}:${ref}:9`, {
      as: ada.id,
      channelId: card.channelId,
    })
    expect(early.text).toContain('still has time to reply')
    await clp.process.kill()
    daysOn(clp, 7)
    await clp.restart()
    const again = await told(clp, robin, 'Something new for you to answer')
    expect(again.text).toMatch(new RegExp(`until 10:0\\d on ${on(10, { weekday: 'long' })}`))
    await cardSays(clp, ref, new RegExp(`they have until ${on(10)} at 10:0\\d`))
    daysOn(clp, 3, '10:30')
    await cardWith(stage(clp), ref, 'Sign')
    await expectVerified(clp)
  })

  test('D4 F3 new material that Discord does not deliver: a task to send it another way, and the days run meanwhile', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada } = cast(clp)
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    robin.shutDms()
    expect(await opened(clp, robin, { what: 'Did it once more.', when: on(-1) })).toBe(ref)
    const task = await told(clp, ada, `${ref}: send the person the new material another way`)
    await cardSays(clp, ref, new RegExp(`they have until ${on(3)} at 09:3\\d`))
    const form = await ada.press(task, 'Done')
    const field = form.modal?.fields[0]?.customId ?? 'how'
    const done = await ada.submit(form, { [field]: 'By e-mail.' })
    expect(done.failed).toBeUndefined()
    expect((await ada.press(task, 'Done')).text).toMatch(/done already/)
    daysOn(clp, 3)
    await cardWith(stage(clp), ref, 'Sign')
  })

  test('D3 D4 a letter that is served makes the step of an open case harsher: that goes to them and opens the reply', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    // the first case is decided in the evening, its letter goes out next morning
    const first = await heard(clp, robin)
    daysOn(clp, 0, '19:00')
    await bothSign(clp, first)
    daysOn(clp, 1, '08:00')
    // meanwhile a second case is opened about something that will lie after the letter
    const second = await opened(clp, robin, { what: 'Did it again.', when: 'today' })
    expect(second).not.toBe(first)
    expect(await readAll(clp, ada, second)).toMatch(/warning/i)
    daysOn(clp, 0, '09:00')
    await letterOf(clp, robin, first)
    await logged(clp, `Opened a case and put it to the admins · ${second}`)
    await expectVerified(clp)
  })
})

describe('service', () => {
  const clpOf = sharedClp({ mornings: true })

  test('F3 D3 unread for seven days: a task; I’ve read this ends it; a second press changes nothing', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    const ref = await sanctioned(clp, robin)
    daysOn(clp, 6)
    await aMoment()
    const adas = () => clp.discord.dm(ada.id).filter((m) => m.text.includes(ref))
    expect(adas()).toEqual([])
    daysOn(clp, 1)
    const task = await told(clp, ada, `${ref}: the letter was delivered 7 days ago`)
    const letter = await letterOf(clp, robin, ref)
    expect((await robin.press(letter, "I've read this")).text).toContain('does not mean that you agree')
    await robin.press(letter, "I've read this")
    const written = (await entries(clp)).filter((e) => e.matter === ref).map((e) => e.action)
    expect(written.filter((action) => action === 'delivery.letter_read')).toHaveLength(1)
    expect(written.filter((action) => action === 'task.done')).toHaveLength(1)
    daysOn(clp, 8)
    await aMoment()
    expect(adas()).toHaveLength(1)
    expect(task.text).toContain(ref)
    // someone else's press is answered as if there were nothing
    const forged = await clp.discord.forge.press(`letter-read:${clp.guild}:${ref}:x`, {
      as: someone(clp).id,
      channelId: clp.channels.general,
    })
    expect(forged.text).toContain('nothing with that reference')
    expect(forged.ephemeral).toBe(true)
  })

  test.each([
    ['DMs shut (50007)', (robin: Person) => robin.shutDms()],
    ['left the server (50278)', (robin: Person, clp: Clp) => robin.leave(clp.guild)],
  ])(
    'F3 D3 %s: a task, attempts by hand, and deemed served only after two by different means seven days apart and two signers',
    async (_, away) => {
      const clp = clpOf()
      const on = calendarOf(clp)
      const { ada, ben, cleo } = cast(clp)
      const robin = someone(clp)
      await warned(clp, robin)
      const ref = await heard(clp, robin, { what: 'Called the same member a parasite.' })
      away(robin, clp)
      await bothSign(clp, ref)
      const task = await told(clp, ada, `${ref}: serve the letter another way`)
      expect(task.text).toContain('Discord does not let the bot write to this person.')
      expect(task.text).not.toMatch(/50007|50278/)
      // not served: it does not count, and no ban follows
      expect(isBanned(clp, robin)).toBe(false)
      expect((await ada.press(task, 'Deem served')).text).toContain(
        'after two recorded attempts by different means',
      )

      // a second case waits with its letter until this one is served
      const tried = await attempt(ada, task, { means: 'E-mail', when: 'today', reached: false })
      expect(tried.failed).toBeUndefined()
      daysOn(clp, 6)
      const bensTask = await told(clp, ben, `${ref}: serve the letter another way`)
      await attempt(ben, bensTask, { means: 'Post', when: 'today', reached: false })
      expect((await ben.press(bensTask, 'Deem served')).text).toContain('after two recorded attempts')
      daysOn(clp, 1)
      await attempt(ben, bensTask, { means: 'e-mail', when: 'today', reached: false })
      await attempt(ben, bensTask, { means: 'Post', when: 'today', reached: false })
      expect((await ada.press(task, 'Deem served')).failed).toBeUndefined()
      expect((await ada.press(task, 'Deem served')).text).toContain('A second person has to press it too')
      expect(isBanned(clp, robin)).toBe(false)
      const cleosTask = await told(clp, cleo, `${ref}: serve the letter another way`)
      await cleo.press(cleosTask, 'Deem served')
      await banIs(clp, robin, true)
      await cardSays(clp, ref, `Letter: deemed served, dated ${on(9)}`)
      expect((await cleo.press(cleosTask, 'Deem served')).text).toMatch(/done already/)
      daysOn(clp, 29, '23:59')
      expect(isBanned(clp, robin)).toBe(true)
      daysOn(clp, 1, '00:00')
      await banIs(clp, robin, false)
      await expectVerified(clp)
    },
  )

  test('A8 F3 Deem served pressed by someone whose office has ended since counts no more', async () => {
    const clp = clpOf()
    const { ben, cleo, secretary } = cast(clp)
    const dee = await newAdmin(clp)
    const robin = someone(clp)
    const ref = await heard(clp, robin)
    robin.shutDms()
    await bothSign(clp, ref)
    const task = await told(clp, dee, `${ref}: serve the letter another way`)
    await attempt(dee, task, { means: 'Post', when: 'today', reached: false })
    daysOn(clp, 7)
    await attempt(dee, task, { means: 'E-mail', when: 'today', reached: false })
    expect((await dee.press(task, 'Deem served')).text).toContain('One more person')
    await office(clp, secretary, 'end', { office: 'admin', person: dee.id, platform: 'discord' })
    const bens = await told(clp, ben, `${ref}: serve the letter another way`)
    await ben.press(bens, 'Deem served')
    await aMoment()
    expect(await readAll(clp, ben, ref)).not.toContain('deemed served')
    await cleo.press(await told(clp, cleo, `${ref}: serve the letter another way`), 'Deem served')
    await cardSays(clp, ref, 'Letter: deemed served')
  })

  test('F3 F5 what is served another way stands under Read all: the notice and no letter before it, a ban’s days from receipt, how it ended', async () => {
    const clp = clpOf()
    const { ada, ben } = cast(clp)
    const robin = someone(clp)
    await warned(clp, robin)
    robin.shutDms()
    const ref = await opened(clp, robin, { what: 'Called the same member a parasite.' })
    await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    const notice = await told(clp, ada, `${ref}: serve the notice another way`)
    expect(notice.text).toContain('as *What the person is asked*')
    const asking = await readAll(clp, ada, ref)
    expect(asking).toContain('Social media: we would like to hear your side')
    expect(asking).toContain('You have until 7 days after you receive this (UK time)')
    await attempt(ada, notice, { means: 'e-mail', when: 'today', reached: true })
    daysOn(clp, 8)
    await bothSign(clp, ref)
    await told(clp, ada, `${ref}: serve the letter another way`)
    const letter = await readAll(clp, ada, ref)
    expect(letter).toContain('First day: the day you receive this letter')
    expect(letter).toContain('Last day: 30 days from the day you receive this, counting that day')

    const other = someone(clp)
    const dropped = await asked(clp, other)
    other.shutDms()
    const drop = await ada.press(await cardWith(stage(clp), dropped.ref, 'Drop case'), 'Drop case')
    await ada.submit(drop, { reason: 'It was a quotation.' })
    await told(clp, ada, `${dropped.ref}: tell the person the outcome another way`)
    const over = await readAll(clp, ada, dropped.ref)
    expect(over).toContain('Social media: no further action')
    expect(over).toContain('It was a quotation.')
    expect(over).not.toContain('Social media: a warning')
    await expectVerified(clp)
  })

  test('F3 G4 served by hand the thirty days count from that day; leaving and rejoining changes nothing', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada } = cast(clp)
    const robin = someone(clp)
    await warned(clp, robin)
    const ref = await heard(clp, robin, { what: 'Called the same member a parasite.' })
    robin.leave(clp.guild)
    await bothSign(clp, ref)
    const task = await told(clp, ada, `${ref}: serve the letter another way`)
    robin.join(clp.guild)
    await aMoment()
    expect(isBanned(clp, robin)).toBe(false)
    daysOn(clp, 3)
    const refused = await attempt(ada, task, { means: 'by hand', when: on(-1), reached: true })
    expect(refused.text).toContain('before there was anything to serve')
    const done = await attempt(ada, task, { means: 'by hand', when: 'yesterday', reached: true })
    expect(done.failed).toBeUndefined()
    await banIs(clp, robin, true)
    await cardSays(clp, ref, `Letter: served another way, dated ${on(4)}`)
    daysOn(clp, 28, '23:59')
    expect(isBanned(clp, robin)).toBe(true)
    daysOn(clp, 1, '00:00')
    await banIs(clp, robin, false)
    // the letter was no Discord message, so people tell them that they can come back
    daysOn(clp, 0, '09:01')
    await told(clp, ada, `${ref}: the ban is no longer there`)
  })

  test('D4 F5 a notice that cannot be delivered is served another way, and the reply runs from that day’s end', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada, ben } = cast(clp)
    const robin = someone(clp)
    robin.shutDms()
    const ref = await opened(clp, robin)
    await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    const task = await told(clp, ada, `${ref}: serve the notice another way`)
    daysOn(clp, 2)
    const done = await attempt(ada, task, { means: 'e-mail', when: 'today', reached: true })
    expect(done.failed).toBeUndefined()
    const card = await cardSays(clp, ref, 'they have until')
    expect(card.text).toMatch(new RegExp(`they have until ${on(5)} at 10:0\\d`))
    daysOn(clp, 3, '11:00')
    await cardWith(stage(clp), ref, 'Sign')
  })

  test('D3 D4 D6 the next sanction waits until the last is served, and is then worked out anew: a harsher step goes to them first', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada } = cast(clp)
    const robin = someone(clp)
    const first = await heard(clp, robin)
    robin.shutDms()
    await bothSign(clp, first)
    const task = await told(clp, ada, `${first}: serve the letter another way`)
    robin.openDms()
    daysOn(clp, 3)
    const second = await decided(clp, robin, { what: 'Something else.', when: on(2) })
    await cardSays(clp, second, 'waits its turn')
    await aMoment()
    expect(clp.discord.dm(robin.id).some((m) => m.content.includes('**A warning**'))).toBe(false)
    // it was served before the second incident, so that one leads to a ban now
    await attempt(ada, task, { means: 'e-mail', when: on(1), reached: true })
    await cardSays(clp, second, /30-day ban/)
    const again = await clp.discord.waitFor(
      () =>
        clp.discord
          .dm(robin.id)
          .find((m) => m.content.includes('Something new for you to answer') && m.content.includes(second)),
      'the harsher step',
    )
    expect(again.text).toContain('30-day ban')
    await wontReply(robin, again)
    await bothSign(clp, second)
    expect((await letterOf(clp, robin, second)).content).toContain('**A 30-day ban**')
    await banIs(clp, robin, true)
    await expectVerified(clp)
  })

  test('D3 E6 what turns out to be from before the letter is not sent: it is recorded, and the member hears that no step follows', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    const first = await heard(clp, robin)
    robin.shutDms()
    await bothSign(clp, first)
    const task = await told(clp, ada, `${first}: serve the letter another way`)
    robin.openDms()
    const second = await decided(clp, robin, { what: 'Something else.' })
    await cardSays(clp, second, 'waits its turn')
    await attempt(ada, task, { means: 'e-mail', when: 'today', reached: true })
    const card = await cardSays(clp, second, 'recorded; it makes no step by itself')
    expect(card.buttons.map((b) => b.label)).toEqual(['Read all'])
    const over = await told(clp, robin, 'No further action')
    expect(over.text).toContain(second)
    expect(over.text).toContain(`was not after the letter of ${first}`)
    expect(clp.discord.dm(robin.id).some((m) => m.content.includes('**A warning**'))).toBe(false)
    await expectVerified(clp)
  })

  test('D3 E6 a letter that goes out next morning ends a case of the evening before, and nobody is asked about it', async () => {
    const clp = clpOf()
    const { ada, ben, cleo } = cast(clp)
    const robin = someone(clp)
    const first = await heard(clp, robin)
    daysOn(clp, 0, '19:00')
    await bothSign(clp, first)
    const second = await openCase(stage(clp), cleo, robin.id, { what: 'Another thing.', when: 'today 18:45' })
    expect(second).not.toBe(first)
    await ada.press(await cardWith(stage(clp), second, 'Agree to ask'), 'Agree to ask')
    expect((await ben.slash({ guild: clp.guild }, 'case list')).text).toContain(second)
    daysOn(clp, 1, '09:00')
    await letterOf(clp, robin, first)
    await cardSays(clp, second, 'recorded; it makes no step by itself')
    await aMoment()
    expect(clp.discord.dm(robin.id).some((m) => m.text.includes(second))).toBe(false)
    expect((await ben.slash({ guild: clp.guild }, 'case list')).text).not.toContain(second)
    await expectVerified(clp)
  })

  test('D3 E5 what turns out to have happened during a ban goes to the EC, and who was asked hears how it ended', async () => {
    const clp = clpOf()
    const on = calendarOf(clp)
    const { ada, secretary } = cast(clp)
    const robin = someone(clp)
    await warned(clp, robin)
    const ban = await heard(clp, robin, { what: 'Called the same member a parasite.' })
    robin.shutDms()
    await bothSign(clp, ban)
    const task = await told(clp, ada, `${ban}: serve the letter another way`)
    robin.openDms()
    daysOn(clp, 3)
    const { ref } = await asked(clp, robin, { what: 'Something else.', when: 'yesterday' })
    await attempt(ada, task, { means: 'e-mail', when: on(2), reached: true })
    await cardSays(clp, ref, 'recorded; it makes no step by itself')
    const ec = await told(clp, secretary, `The EC decides on ${ref}`)
    expect(clp.discord.dm(robin.id).some((m) => m.content.includes('No further action'))).toBe(false)
    const form = await secretary.press(ec, 'Done')
    await secretary.submit(form, { decision: ['recorded'], minute: 'EC 2026/12' })
    // they are banned by now and share no server with the bot
    await told(clp, ada, `${ref}: tell the person the outcome another way`)
    await expectVerified(clp)
  })
})
