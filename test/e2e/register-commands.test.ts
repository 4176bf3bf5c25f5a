import { describe, expect, test } from 'vitest'
import { sharedClp } from '../support/clp.ts'
import {
  cast,
  daysOn,
  entries,
  heard,
  isDelivered,
  logged,
  logText,
  opened,
  readAll,
  sanctioned,
} from '../support/stories.ts'

const NO_SUCH = 'There is nothing with that reference that you can see'

describe('/register', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })

  test('J3 /register verify reads every entry and the log channel back, while others work', async () => {
    const clp = clpOf()
    const { ada, secretary, chair, member } = cast(clp)
    await sanctioned(clp, member(0))
    await logged(clp, 'Decided by 2 signatures')
    const [verified, listed] = await Promise.all([
      secretary.slash(here(), 'register verify'),
      ada.slash(here(), 'case list'),
    ])
    expect(listed.failed).toBeUndefined()
    expect(verified.ephemeral).toBe(true)
    expect(verified.text).toMatch(/\*\*The register is in order\.\*\* \d+ entries, none altered/)
    expect(verified.text).toMatch(/[1-9]\d* lines in the log channel were read back and match/)
    expect((await chair.slash(here(), 'register verify')).text).toContain('in order')
    await logged(clp, 'Verified the register: it is in order')
    expect((await ada.slash(here(), 'register verify')).text).toContain('That is not yours to do')
  })

  test('J3 a line that somebody deleted from the log channel is found and named', async () => {
    const clp = clpOf()
    const { secretary, owner, member } = cast(clp)
    const ref = await opened(clp, member(1))
    await logged(clp, ref)
    const line = clp.discord.messages(clp.channels.log).findLast((m) => m.content.includes(ref))
    owner.deleteMessage({ id: line?.id ?? '', channelId: clp.channels.log })
    const n = /no\. (\d+) /.exec(line?.content ?? '')?.[1] as string
    // the line stood in the channel a moment before the bot knew that it does
    const verify = async () => (await secretary.slash(here(), 'register verify')).text
    await expect.poll(verify).toContain(`The register is not in order, from entry ${n} on.`)
    expect(await verify()).toContain('was deleted before its date')
    await logged(clp, `Verified the register: it is not in order from entry ${n} on`)
  })

  test('J6 /register search by words, reference, person, who did it and kind, with Older and one entry in full', async () => {
    const clp = clpOf()
    const { ada, ben, secretary, member } = cast(clp)
    const ref = await opened(clp, member(2), { what: 'Called the plan a swindle.' })
    for (let i = 0; i < 12; i++) {
      const form = await ben.slash(here(), 'case note', { ref })
      await ben.submit(form, { note: `Note number ${i} about the swindle` })
    }
    const search = (options: Record<string, string>) => secretary.slash(here(), 'register search', options)
    const first = await search({ ref })
    expect(first.ephemeral).toBe(true)
    expect(first.text.match(/Wrote a note/g)?.length).toBeGreaterThanOrEqual(10)
    expect(first.text).not.toContain('Opened a case')
    expect(first.text).not.toContain('swindle')
    const older = await secretary.press(first, 'Older')
    expect(older.text).toContain('Opened a case and put it to the admins')
    expect(older.buttons).toEqual([])

    const words = await search({ text: 'SWINDLE plan' })
    expect(words.text).toContain('Opened a case and put it to the admins')
    expect(words.text).not.toContain('Wrote a note')
    const shown = await secretary.choose(words, 'Show an entry', [words.selects[0]?.options[0]?.value ?? ''])
    expect(shown.ephemeral).toBe(true)
    expect(shown.text).toContain('> Called the plan a swindle.')
    expect(shown.text).toContain('Personal attacks, personal abuse or shaming')
    expect(shown.text).toContain('Step:\n> a warning')

    expect(
      (await search({ person: member(2).id, action: 'Cases: opened, changed, decided, closed' })).text,
    ).toContain(ref)
    expect((await search({ by: ada.id, ref })).text).not.toContain('Wrote a note')
    expect((await search({ action: 'Offices: appointed, ended' })).text).toContain('Appointed a new')
    expect((await search({ text: 'no such words anywhere' })).text).toBe('Nothing in the register fits.')
    expect(await secretary.autocomplete(here(), 'register search', 'ref', ref)).toEqual([
      { name: ref, value: ref },
    ])
    expect(await ada.autocomplete(here(), 'register search', 'ref', ref)).toEqual([])
    expect((await ada.slash(here(), 'register search', { ref })).text).toContain('That is not yours to do')

    const button = first.buttons.find((b) => b.label === 'Older')?.customId as string
    const forged = await clp.discord.forge.press(button, { as: clp.chair, channelId: clp.channels.general })
    expect(forged.text).toContain('That search is not kept any more')
  })

  test('J2 Details on a line of the log shows its entries to those who may see them, privately', async () => {
    const clp = clpOf()
    const { ada, ben, secretary, ec, member } = cast(clp)
    const ref = await opened(clp, member(3), { what: 'Mocked an accent.' })
    await logged(clp, ref)
    const line = clp.discord.messages(clp.channels.log).findLast((m) => m.content.includes(ref))
    const shown = await secretary.press(line as NonNullable<typeof line>, 'Details')
    expect(shown.ephemeral).toBe(true)
    expect(shown.text).toContain('Mocked an accent.')
    expect(logText(clp)).not.toContain('Mocked')
    expect(logText(clp)).not.toContain(member(3).id)
    const id = line?.buttons[0]?.customId as string
    const as = (who: { id: string }) =>
      clp.discord.forge.press(id, { as: who.id, channelId: clp.channels.general })
    expect((await as(ada)).text).toContain('Mocked an accent.')
    for (const other of [ec[1], member(4)]) expect((await as(other)).text).toContain(NO_SUCH)
    await ben.slash(here(), 'involved', { ref, reason: 'It was my accent.' })
    expect((await as(ben)).text).toBe((await as(member(4))).text)
    const missing = await clp.discord.forge.press(`details:${clp.guild}:99998:99999`, {
      as: ben.id,
      channelId: clp.channels.general,
    })
    expect((await as(ben)).text).toBe(missing.text)
    for (const odd of ['x:y', '-5:3', '1:1e99', '9:2', ':', '0:0'])
      expect(
        (
          await clp.discord.forge.press(`details:${clp.guild}:${odd}`, {
            as: secretary.id,
            channelId: clp.channels.general,
          })
        ).text,
      ).toContain(NO_SUCH)
  })

  test('J2 the gathered post of a day has its Details too, and of its own entries only', async () => {
    const clp = clpOf()
    const { secretary, member } = cast(clp)
    const ref = await sanctioned(clp, member(5))
    await isDelivered(clp, ref)
    daysOn(clp, 1)
    const post = await clp.discord.waitFor(
      () =>
        clp.discord
          .messages(clp.channels.log)
          .findLast((m) => m.content.startsWith('Refusals and deliveries')),
      'the gathered post',
    )
    const shown = await secretary.press(post, 'Details')
    expect(shown.text).toContain('The letter was delivered')
    expect(shown.text).toContain(`Dear ${'Will Trevanion'}`)
    expect(shown.text).toContain(ref)
    expect(shown.text).not.toContain('Signed the decision')
  })

  test('A5 A6 a matter in which the reader is conflicted is in no search and no details, nor is one that names it', async () => {
    const clp = clpOf()
    const { ada, secretary, member } = cast(clp)
    const tess = member(6)
    const ref = await heard(clp, tess, { what: 'Sneered at the Secretary.' })
    const search = (options: Record<string, string>) => secretary.slash(here(), 'register search', options)
    expect((await search({ ref })).text).toContain(ref)
    await secretary.slash(here(), 'involved', { ref, reason: 'It was about me.' })
    const missing = await search({ ref: '2026-987' })
    for (const options of [
      { ref },
      { person: tess.id },
      { text: 'Sneered' },
      { text: ref },
      { ref, action: 'Cases: opened, changed, decided, closed' },
    ]) {
      const found = await search(options as Record<string, string>)
      expect(found.text).toBe(missing.text)
      expect(found.buttons).toEqual([])
    }
    expect((await search({})).text).not.toContain(ref)
    expect(await secretary.autocomplete(here(), 'register search', 'ref', ref)).toEqual([])
    const line = clp.discord
      .messages(clp.channels.log)
      .findLast((m) => m.content.includes(`Opened a case and put it to the admins · ${ref}`))
    const details = await secretary.press(line as NonNullable<typeof line>, 'Details')
    expect(details.text).toContain(NO_SUCH)
    expect(details.text).not.toContain('Sneered')
    // a note elsewhere that names it would tell as well
    const other = await opened(clp, member(7))
    const form = await ada.slash(here(), 'case note', { ref: other })
    await ada.submit(form, { note: `Much like ${ref}.` })
    expect((await search({ ref: other })).text).not.toContain('Wrote a note')
    expect((await search({ ref: other })).text).toContain('Opened a case')
    expect((await readAll(clp, ada, other)).includes(ref)).toBe(true)
    const written = await entries(clp)
    expect(written.filter((e) => e.matter === ref).length).toBeGreaterThan(3)
  })
})
