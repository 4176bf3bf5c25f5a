import { expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { sharedClp, startClp } from '../support/clp.ts'
import {
  banIs,
  banned30,
  cast,
  daysOn,
  entries,
  logged,
  sanctioned,
  someone,
  told,
} from '../support/stories.ts'

const clpOf = sharedClp({ mornings: true })

const NO_SUCH = 'There is nothing with that reference that you can see'

test('G5 D1 Lift and open a case: the ban goes, and a button for each person opens the form of /warn', async () => {
  const clp = clpOf()
  const { ada, owner } = cast(clp)
  const [sam, tess] = [someone(clp, 'Sam Okafor'), someone(clp, 'Tess Whitlock')]
  await clp.process.stop()
  owner.ban(clp.guild, sam.id)
  owner.ban(clp.guild, tess.id)
  await clp.restart()
  const ask = await told(clp, ada, new RegExp(`Banned by hand, without the procedure[^]*<@${sam.id}>`))
  const lifted = await ada.press(ask, 'Lift and open a case')
  expect(lifted.buttons.map((b) => b.label)).toEqual([
    'Open a case about Sam Okafor',
    'Open a case about Tess Whitlock',
  ])
  await banIs(clp, sam, false)
  await banIs(clp, tess, false)
  const form = await ada.press(lifted, 'Open a case about Tess Whitlock')
  expect(form.modal?.title).toBe('About Tess Whitlock')
  const checked = await ada.submit(form, { what: 'Posted abuse.', when: 'yesterday', rules: ['trolling'] })
  expect((await ada.press(checked, 'Put to the admins')).text).toContain('is open')
  expect((await ada.press(ask, 'Lift it')).text).toContain('That was done already')
  const button = lifted.buttons[0]?.customId as string
  const forged = await clp.discord.forge.press(button, { as: clp.ec[1], channelId: clp.channels.general })
  expect(forged.text).toContain('That is not yours to do')
})

test('G5 A5 A6 who has a conflict in a matter about the person is neither asked nor may answer', async () => {
  const clp = await startClp()
  const { ada, cleo, owner, ec, member } = cast(clp)
  const robin = member(0)
  const ref = await banned30(clp, robin)
  const here = { guild: clp.guild }
  const declared = await cleo.slash(here, 'involved', { ref, reason: 'I was the one insulted.' })
  expect(declared.text).toContain('You take no part')
  const before = clp.discord.dm(cleo.id).length
  owner.unban(clp.guild, robin.id)
  const ask = await told(clp, ada, 'A ban was lifted by hand')
  const press = (who: Person, id: string) =>
    clp.discord.forge.press(id, { as: who.id, channelId: clp.channels.general })
  const ids = ask.buttons.map((b) => b.customId as string)
  const missing = await press(cleo, `hand-ban:${clp.guild}:put_back:99999`)
  expect(missing.text).toContain(NO_SUCH)
  for (const id of ids) expect((await press(cleo, id)).text).toBe(missing.text)
  const number = ids[0]?.split(':').at(-1) as string
  const sent = await clp.discord.forge.submit(
    `ban-reason:${clp.guild}:leave_lifted:${number}`,
    { reason: 'x' },
    { as: cleo.id, channelId: clp.channels.general },
  )
  expect(sent.text).toContain(NO_SUCH)
  for (const odd of ['put_back', 'lift:1', 'delete:1', 'put_back:-', `lift:${number}`])
    expect((await press(ada, `hand-ban:${clp.guild}:${odd}`)).text).toContain(NO_SUCH)
  expect((await press(ec[1], ids[0] as string)).text).toContain('That is not yours to do')
  const form = await ada.press(ask, 'Leave it lifted')
  const blank = await ada.submit(form, { reason: ' ' })
  expect(blank.text).toContain('Say why. It is written to the register.')
  const again = await ada.press(blank, 'Edit')
  expect((await ada.submit(again, { reason: 'The EC asked for it.' })).text).toContain('stays lifted')
  expect((await ada.submit(again, { reason: 'The EC asked for it.' })).text).toContain(
    'That was done already',
  )
  expect((await entries(clp)).filter((e) => e.action === 'ban.answer_leave_lifted')).toHaveLength(1)
  expect(
    clp.discord
      .dm(cleo.id)
      .slice(before)
      .filter((m) => m.content.includes('by hand')),
  ).toEqual([])
})

test('G5 one left as spam, lifted by hand and made again is asked about again', async () => {
  const clp = clpOf()
  const { ada, owner } = cast(clp)
  const sam = someone(clp)
  const isAsked = new RegExp(`Banned by hand, without the procedure[^]*<@${sam.id}>`)
  owner.ban(clp.guild, sam.id)
  const ask = await told(clp, ada, isAsked)
  const form = await ada.press(ask, 'Spam or raid account')
  expect((await ada.submit(form, { reason: 'Sells watches.' })).text).toContain('stay')
  owner.unban(clp.guild, sam.id)
  await logged(clp, 'The ban of a spam or raid account was lifted by hand')
  owner.ban(clp.guild, sam.id)
  const again = await told(clp, ada, isAsked, ask.id)
  expect((await ada.press(again, 'Lift it')).text).not.toContain('done already')
  await banIs(clp, sam, false)
})

test('G5 G4 a lifetime ban that is left lifted: their letter says calmly that it is no longer carried out, with an invitation', async () => {
  const clp = clpOf()
  const { ada, owner } = cast(clp)
  const robin = someone(clp)
  await banned30(clp, robin)
  daysOn(clp, 40)
  await banIs(clp, robin, false)
  robin.join(clp.guild)
  const ref = await sanctioned(clp, robin, { what: 'And again.', finding: 'It went on at once.' })
  await banIs(clp, robin, true)
  await logged(clp, `The lifetime ban is in force · ${ref}`)
  owner.unban(clp.guild, robin.id)
  const ask = await told(clp, ada, new RegExp(`A ban was lifted by hand[^]*<@${robin.id}>`))
  const form = await ada.press(ask, 'Leave it lifted')
  expect((await ada.submit(form, { reason: 'The EC asked for it.' })).text).toContain('stays lifted')
  const back = await told(clp, robin, 'The lifetime ban is no longer carried out')
  expect(back.text).toContain(ref)
  expect(back.text).toContain('https://discord.gg/')
  expect(back.text).toContain('you can still appeal against it')
  expect(back.text).not.toContain('30-day ban is over')
  expect(clp.discord.dm(robin.id).filter((m) => m.text.includes('no longer carried out'))).toHaveLength(1)
}, 120_000)
