import { describe, expect, test } from 'vitest'
import { BOT_RIGHTS } from '../../src/practice/small-clp.ts'
import { sharedClp } from '../support/clp.ts'
import { general, isThere, roomSays } from '../support/care.ts'
import { complaintCardWith, reports } from '../support/complaints.ts'
import { aMoment, cardOf, cast, entries, everythingKept, opened, told } from '../support/stories.ts'

const get = sharedClp()

describe('C8 removing a post', () => {
  test('C8 an admin removes a reported post with one button and a second press; it is no sanction', async () => {
    const clp = get()
    const { ada, ben, member } = cast(clp)
    const post = member(0).say(general(clp), 'Vera is a parasite.')
    const { ref } = await reports(member(1), post)
    const first = await ada.press(await complaintCardWith(clp, ref, 'Remove post'), 'Remove post')
    expect(first.text).toContain('no sanction')
    expect(isThere(clp, post)).toBe(true)
    const second = await ada.press(first, 'Yes, remove it')
    expect(second.text).toContain('removes it now')
    await roomSays(clp, ref, 'The post was removed')
    expect(isThere(clp, post)).toBe(false)
    // a stale card of another admin
    const again = await ben.press(await complaintCardWith(clp, ref, 'Read all'), 'Read all')
    expect(again.text).toContain('parasite')
    const forged = await clp.discord.forge.press(`remove-post-yes:${clp.guild}:${ref}:${post.id}`, {
      as: ben.id,
      channelId: clp.channels.general,
    })
    expect(forged.text).toContain('done already')
    const history = await ada.slash({ guild: clp.guild }, 'history', { person: member(0).id })
    expect(history.text).not.toContain('parasite')
    const audit = clp.discord.world.guild(clp.guild).auditLog.at(-1)
    expect(audit?.reason).toBe(ref)
    expect((await entries(clp)).filter((e) => e.action === 'delivery.post_removed')).toHaveLength(1)
  })

  test('C8 a post that is gone already is gone; where the bot may not, there is a task', async () => {
    const clp = get()
    const { ada, member } = cast(clp)
    const [one, two] = [member(2).say(general(clp), 'One.'), member(2).say(general(clp), 'Two.')]
    const gone = (await reports(member(3), one)).ref
    const shut = (await reports(member(3), two)).ref
    const card = await complaintCardWith(clp, gone, 'Remove post')
    member(2).deleteMessage(one)
    await ada.press(await ada.press(card, 'Remove post'), 'Yes, remove it')
    await roomSays(clp, gone, 'gone already')

    const roles = [...clp.discord.world.guild(clp.guild).roles.values()]
    const role = roles.find((r) => r.botId === clp.bot.id)?.id ?? ''
    const without = BOT_RIGHTS.filter((right) => right !== 'ManageMessages')
    clp.discord.setRolePermissions(clp.guild, role, without)
    await ada.press(
      await ada.press(await complaintCardWith(clp, shut, 'Remove post'), 'Remove post'),
      'Yes, remove it',
    )
    await roomSays(clp, shut, 'lacks *Manage Messages*')
    const task = await told(clp, ada, `${shut}: the bot may not remove`)
    expect(task.buttons.map((b) => b.label)).toEqual(['Done'])
    const check = await cast(clp).secretary.slash({ guild: clp.guild }, 'setup check')
    expect(check.text).toContain('Manage Messages')
    clp.discord.setRolePermissions(clp.guild, role, BOT_RIGHTS)
    // the card offers it again, and this time it works
    await ada.press(
      await ada.press(await complaintCardWith(clp, shut, 'Remove post'), 'Remove post'),
      'Yes, remove it',
    )
    await roomSays(clp, shut, 'The post was removed')
  })

  test('C8 A2 A5 neither a member nor the author removes anything by a forged press', async () => {
    const clp = get()
    const { member, secretary } = cast(clp)
    const post = member(4).say(general(clp), 'Keep this.')
    const { ref } = await reports(member(5), post)
    await complaintCardWith(clp, ref, 'Remove post')
    for (const who of [member(4), member(5), member(6), secretary]) {
      const forged = await clp.discord.forge.press(`remove-post-yes:${clp.guild}:${ref}:${post.id}`, {
        as: who.id,
        channelId: clp.channels.general,
      })
      expect(forged.text).toContain('nothing with that reference')
    }
    await aMoment()
    expect(isThere(clp, post)).toBe(true)
  })

  test('C8 the post that a case was opened from is removed from the case; a link that was typed is not', async () => {
    const clp = get()
    const { ada, member } = cast(clp)
    const typed = await opened(clp, member(8))
    const form = await ada.slash({ guild: clp.guild }, 'case evidence', { ref: typed })
    const other = member(9).say(general(clp), 'Somebody else.')
    await ada.submit(form, {
      text: 'See there.',
      link: `https://discord.com/channels/${clp.guild}/${clp.channels.general}/${other.id}`,
    })
    const forged = await clp.discord.forge.press(`remove-post-yes:${clp.guild}:${typed}:${other.id}`, {
      as: ada.id,
      channelId: clp.channels.general,
    })
    expect(forged.text).toContain('nothing to remove')
    const post = member(7).say(general(clp), 'You leech.')
    const start = await ada.messageMenu('Open a case', post)
    const checked = await ada.submit(start, { what: 'Called a member a leech.', rules: ['personal-attacks'] })
    const put = await ada.press(checked, 'Put to the admins')
    const ref = /\d{4}-\d{3}/.exec(put.text)?.[0] ?? ''
    const first = await ada.press(await cardOf(clp, ref), 'Remove post')
    await ada.press(first, 'Yes, remove it')
    await roomSays(clp, ref, 'The post was removed')
    expect(isThere(clp, post)).toBe(false)
    expect(isThere(clp, other)).toBe(true)
  })
})

describe('C8 may be illegal', () => {
  test('C8 C6 marked by the reporter: nothing of it is copied anywhere, the alert goes out, and the way to the police is said', async () => {
    const clp = get()
    const { ada, secretary, smOfficer, member } = cast(clp)
    const post = member(10).say(general(clp), 'UNSPEAKABLE words', [
      { name: 'UNSPEAKABLE.png', data: 'UNSPEAKABLE bytes', contentType: 'image/png' },
    ])
    const { ref, answer } = await reports(member(11), post, { flags: ['illegal'], what: 'This is a child.' })
    for (const word of ['101', '999', 'CEOP', 'iwf.org.uk', 'Report Message'])
      expect(answer.text).toContain(word)
    for (const who of [secretary, smOfficer]) {
      const alert = await told(clp, who, `${ref}: a child`)
      expect(alert.text).not.toContain('UNSPEAKABLE')
      const why = await who.press(alert, 'Read why')
      expect(why.text).toContain(post.id)
      expect(why.text).not.toContain('UNSPEAKABLE')
    }
    const all = await ada.press(await complaintCardWith(clp, ref, 'Read all'), 'Read all')
    expect(all.text).toContain(post.id)
    expect(all.text).not.toContain('UNSPEAKABLE')
    await aMoment()
    // nothing of the bot's own, anywhere, holds a word of it
    const written = [...clp.discord.world.messages.values()].filter((m) => m.authorId === clp.bot.id)
    expect(written.length).toBeGreaterThan(0)
    for (const m of written)
      expect(JSON.stringify(m, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v))).not.toContain(
        'UNSPEAKABLE',
      )
    expect(JSON.stringify(await entries(clp))).not.toContain('UNSPEAKABLE')
    expect(await everythingKept(clp)).not.toContain('UNSPEAKABLE')
  })

  test('C8 marked by an admin afterwards: the copy is thrown away, with its files', async () => {
    const clp = get()
    const { ada, ben, member } = cast(clp)
    const post = member(5).say(general(clp), 'ATROCIOUS words', [
      { name: 'picture.png', data: 'ATROCIOUS bytes', contentType: 'image/png' },
    ])
    const { ref } = await reports(member(6), post)
    await complaintCardWith(clp, ref, 'May be illegal')
    const all = await ben.press(await complaintCardWith(clp, ref, 'Read all'), 'Read all')
    expect(all.text).toContain('ATROCIOUS')
    await clp.discord.waitFor(() => all.followUps.length > 0, 'the list of files')
    const first = await ada.press(await complaintCardWith(clp, ref, 'May be illegal'), 'May be illegal')
    const second = await ada.press(first, 'Yes, it may be illegal')
    expect(second.text).toContain('CEOP')
    await roomSays(clp, ref, 'only its link is kept')
    await clp.discord.waitFor(
      () =>
        !clp.discord
          .threads(clp.guild)
          .filter((t) => t.name === ref)
          .flatMap((t) => clp.discord.messages(t.id))
          .some((m) => m.text.includes('ATROCIOUS')),
      'the card without the post',
    )
    const again = await ben.press(await complaintCardWith(clp, ref, 'Read all'), 'Read all')
    expect(again.text).not.toContain('ATROCIOUS')
    expect(again.text).toContain(post.id)
    await told(clp, cast(clp).secretary, `${ref}: a child`)
    expect(await everythingKept(clp)).not.toContain('ATROCIOUS')
  })
})
