import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { BOT_RIGHTS } from '../../src/practice/small-clp.ts'
import { botProgram } from '../support/bot-program.ts'
import { sharedClp, type Clp } from '../support/clp.ts'
import { general, roomSays } from '../support/care.ts'
import { complaintCardWith, reports } from '../support/complaints.ts'
import { cast, entries, expectVerified, told, daysOn } from '../support/stories.ts'

describe('D11 pausing posting', () => {
  const get = sharedClp()
  const botRole = (clp: Clp): string =>
    [...clp.discord.world.guild(clp.guild).roles.values()].find((r) => r.botId === clp.bot.id)?.id ?? ''

  const until = (clp: Clp, who: Person): string | undefined =>
    clp.discord.world.guild(clp.guild).members.get(who.id)?.timedOutUntil?.toISOString()

  test('D11 off until the EC minutes it: no button, and a forged press is told so', async () => {
    const clp = get()
    const { ada, secretary, member } = cast(clp)
    const { ref } = await reports(member(3), member(4).say(general(clp), 'Nonsense.'))
    const card = await complaintCardWith(clp, ref, 'Read all')
    expect(card.buttons.map((b) => b.label)).not.toContain('Pause posting')
    const forged = await clp.discord.forge.press(`pause-posting:${clp.guild}:${ref}`, {
      as: ada.id,
      channelId: clp.channels.general,
    })
    expect(forged.text).toContain('not turned on')
    const check = await secretary.slash({ guild: clp.guild }, 'setup check')
    expect(check.text).not.toContain('Moderate Members')
  })

  test('D11 24 hours, renewed once by a second admin, told why, no sanction, ends by itself', async () => {
    const clp = get()
    // the EC has minuted it, and the bot may time people out
    clp.discord.setRolePermissions(clp.guild, botRole(clp), [...BOT_RIGHTS, 'ModerateMembers'])
    await clp.process.stop()
    await clp.restart({
      program: botProgram('test/support/bot-with-settings.ts'),
      env: {
        CHANGED_SETTINGS: JSON.stringify([
          ['pause_posting: false', 'pause_posting: true'],
          ['pause_posting_minute: ""', 'pause_posting_minute: EC 2026-02-11/4'],
        ]),
      },
    })
    const { ada, ben, cleo, member } = cast(clp)
    const who = member(0)
    const { ref } = await reports(member(1), who.say(general(clp), 'Again and again.'))
    const form = await ada.press(await complaintCardWith(clp, ref, 'Pause posting'), 'Pause posting')
    const done = await ada.submit(form, { reason: 'Forty posts in an hour. @everyone' })
    expect(done.text).toContain('3 March 2026')
    const why = await told(clp, who, 'You cannot post')
    expect(why.text).toContain('Forty posts in an hour.')
    expect(why.text).toContain('no sanction')
    expect(why.pings.everyone).toBe(false)
    await clp.discord.waitFor(() => until(clp, who) !== undefined, 'the timeout')
    const first = Date.parse(until(clp, who) ?? '')
    expect(first - clp.discord.clock.now().getTime()).toBeLessThanOrEqual(24 * 60 * 60_000)
    expect(() => who.say(general(clp), 'And again.')).toThrow('Missing')
    const audit = clp.discord.world.guild(clp.guild).auditLog.at(-1)
    expect(audit?.reason).toBe(ref)

    const card = await complaintCardWith(clp, ref, 'Pause posting')
    expect((await ada.press(card, 'Pause posting')).text).toContain('by another admin')
    clp.discord.clock.advanceBy({ hours: 20 })
    const again = await ben.press(card, 'Pause posting')
    await ben.submit(again, { reason: 'It goes on in other places.' })
    await clp.discord.waitFor(() => Date.parse(until(clp, who) ?? '') > first, 'the longer timeout')
    const forged = await clp.discord.forge.press(`pause-posting:${clp.guild}:${ref}`, {
      as: cleo.id,
      channelId: clp.channels.general,
    })
    expect(forged.text).toContain('cannot be renewed again')

    clp.discord.clock.advanceBy({ hours: 25 })
    await expect
      .poll(async () => (await entries(clp)).some((e) => e.action === 'posting_pause.over'), {
        message: 'the end of the pause',
      })
      .toBe(true)
    who.say(general(clp), 'Back.')
    const history = await ada.slash({ guild: clp.guild }, 'history', { person: who.id })
    expect(history.text).not.toContain('ause')
    await expectVerified(clp)
  })

  test('D11 where the bot may not time somebody out it is said, with a task', async () => {
    const clp = get()
    const { ada, member, secretary } = cast(clp)
    daysOn(clp, 1)
    clp.discord.setRolePermissions(clp.guild, botRole(clp), BOT_RIGHTS)
    const check = await secretary.slash({ guild: clp.guild }, 'setup check')
    expect(check.text).toContain('Moderate Members')
    const { ref } = await reports(member(1), member(2).say(general(clp), 'Nonsense.'))
    const form = await ada.press(await complaintCardWith(clp, ref, 'Pause posting'), 'Pause posting')
    await ada.submit(form, { reason: 'Enough for today.' })
    await roomSays(clp, ref, 'may not pause')
    await told(clp, ada, `${ref}: the bot may not pause`)
    expect(until(clp, member(2))).toBeUndefined()
  })
})
