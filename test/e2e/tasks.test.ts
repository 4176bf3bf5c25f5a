import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { Clp } from '../support/clp.ts'
import { sharedClp, startClp } from '../support/clp.ts'
import {
  banIs,
  bothSign,
  cast,
  daysOn,
  entries,
  expectVerified,
  heard,
  letterOf,
  logged,
  readAll,
  sanctioned,
  someone,
  told,
} from '../support/stories.ts'

const NO_SUCH = 'There is nothing with that reference that you can see'
const labels = (seen: { buttons: { label: string }[] }): string[] => seen.buttons.map((b) => b.label)

/** A letter that Discord did not deliver: a task for the admins. */
async function unserved(clp: Clp, about: Person): Promise<string> {
  const ref = await heard(clp, about)
  about.shutDms()
  await bothSign(clp, ref)
  await told(clp, cast(clp).ada, `${ref}: serve the letter another way`)
  return ref
}

describe('/task list', () => {
  const shared = sharedClp()
  const here = () => ({ guild: shared().guild })

  test('F3 it shows what waits for someone, oldest first, each with its own buttons, and more on a press', async () => {
    const clp = shared()
    const { ada, ben, secretary, ec, member } = cast(clp)
    expect((await ada.slash(here(), 'task list')).text).toBe('No task waits for you.')
    const refs: string[] = []
    for (let i = 0; i < 7; i++) refs.push(await unserved(clp, member(i)))
    const list = await ada.slash(here(), 'task list')
    expect(list.ephemeral).toBe(true)
    expect(list.text).toContain('7 tasks wait for you**, oldest first')
    expect(list.content).toContain(`${refs[0]}: serve the letter another way`)
    await clp.discord.waitFor(() => list.followUps.length === 5, 'the other tasks')
    expect(list.followUps.map((m) => labels(m))).toEqual([
      ...Array.from({ length: 4 }, () => ['Show text', 'Done', 'Deem served']),
      ['More'],
    ])
    expect(list.followUps.every((m) => m.ephemeral)).toBe(true)
    expect(list.followUps[2]?.content).toContain(refs[3])
    const more = await ada.press(list.followUps[4] as (typeof list.followUps)[number], 'More')
    expect(more.content).toContain(refs[5])
    await clp.discord.waitFor(() => more.followUps.length === 1, 'the last task')
    expect(more.followUps[0]?.content).toContain(refs[6])
    for (const other of [secretary, ec[2]])
      expect((await other.slash(here(), 'task list')).text).toBe('No task waits for you.')

    // A5: declared in one, that task is gone for this officer and its buttons speak of nothing
    const button = list.buttons.find((b) => b.label === 'Done')?.customId as string
    await ben.slash(here(), 'involved', { ref: refs[0] as string, reason: 'We are close.' })
    const his = await ben.slash(here(), 'task list')
    expect(his.text).toContain('6 tasks wait for you')
    expect(his.text).not.toContain(refs[0])
    const as = (who: Person, id: string) =>
      clp.discord.forge.press(id, { as: who.id, channelId: clp.channels.general })
    const missing = await as(ben, `task-done:${clp.guild}:999999`)
    for (const id of [button, button.replace('task-done', 'task-deem')]) {
      expect((await as(ben, id)).text).toBe(missing.text)
      expect((await as(ec[2], id)).text).toBe(missing.text)
    }
    expect(missing.text).toContain(NO_SUCH)
    expect((await as(member(8), button)).text).toContain('That is not yours to do')
    const n = button.split(':')[2]
    const sent = await clp.discord.forge.submit(
      `task-form:${clp.guild}:${n}`,
      { how: 'post', when: 'today', reached: ['yes'] },
      { as: ben.id, channelId: clp.channels.general },
    )
    expect(sent.text).toContain(NO_SUCH)
  })

  test('F3 an attempt to serve a letter: mistakes give everything back, a second press says who did it', async () => {
    const clp = shared()
    const { ada, cleo, secretary, member } = cast(clp)
    const ref = await unserved(clp, member(9))
    const task = await told(clp, cleo, `${ref}: serve the letter another way`)
    const form = await cleo.press(task, 'Done')
    expect(form.modal?.fields.map((f) => f.label)).toEqual(['How', 'When', 'Did it reach them?'])
    const bad = await cleo.submit(form, { how: 'By e-mail', when: 'some time', reached: ['yes'] })
    expect(bad.text).toContain("I can't read that date")
    expect(bad.text).toContain('By e-mail')
    const again = await cleo.press(bad, 'Edit')
    expect(again.modal?.fields.map((f) => f.value)).toEqual(['By e-mail', 'some time', ['yes']])
    const [one, two] = await Promise.all([
      cleo.submit(again, { when: 'today' }),
      cleo.submit(again, { when: 'today' }),
    ])
    expect([one.text, two.text].filter((x) => x.includes('The letter is served'))).toHaveLength(1)
    await logged(clp, 'A task was done')
    const later = await told(clp, ada, `${ref}: serve the letter another way`)
    expect((await ada.press(later, 'Done')).text).toMatch(/That was done already by <@\d+> on/)
    expect(
      (await entries(clp)).filter((e) => e.matter === ref && e.action === 'delivery.letter_by_hand'),
    ).toHaveLength(1)
    expect((await readAll(clp, ada, ref)).match(/By e-mail/g)).toHaveLength(1)
    expect((await secretary.slash(here(), 'task list')).text).toBe('No task waits for you.')
  })
})

/** What waits for the Secretary is done at the end of each test. */
const clpOf = sharedClp({ mornings: true })

test('E5 an incident during a live ban: the Secretary writes down what the EC decided, with its minute', async () => {
  const clp = clpOf()
  const { ada, ben, secretary, chair, ec } = cast(clp)
  const here = { guild: clp.guild }
  const robin = someone(clp)
  await letterOf(clp, robin, await sanctioned(clp, robin))
  daysOn(clp, 2)
  const ban = await sanctioned(clp, robin, { what: 'Again.' })
  await banIs(clp, robin, true)
  await logged(clp, `The 30-day ban is in force · ${ban}`)
  daysOn(clp, 3)
  const during = async (): Promise<string> => {
    const form = await ada.slash(here, 'warn', { person: robin.id })
    const checked = await ada.submit(form, {
      what: 'Came back by another account.',
      when: 'yesterday',
      rules: ['trolling'],
    })
    const put = await ada.press(checked, 'Put to the admins')
    expect(put.text).toContain('so the EC decides')
    return /\d{4}-\d{3}/.exec(put.text)?.[0] as string
  }
  const ref = await during()
  const list = await secretary.slash(here, 'task list')
  expect(list.text).toContain(`The EC decides on ${ref}`)
  expect((await chair.slash(here, 'task list')).text).toBe('No task waits for you.')
  expect((await ec[0].slash(here, 'task list')).text).toContain(ref)
  // a task that is done before anybody was told of it is not told any more
  const asked = await told(clp, ec[0], `The EC decides on ${ref}`)
  const form = await secretary.press(list, 'Done')
  const bad = await secretary.submit(form, { decision: ['words_of_advice'], minute: '   ' })
  expect(bad.text).toContain('Give the reference of the minute')
  const again = await secretary.press(bad, 'Edit')
  expect(again.modal?.fields[0]?.value).toEqual(['words_of_advice'])
  expect((await secretary.submit(again, { minute: 'EC 2026/9' })).text).toContain('It is written down')
  expect((await ec[0].press(asked, 'Done')).text).toContain('That was done already')
  // banned, they share no server with the bot: the admins serve it another way, from the text that is kept
  const task = await told(clp, ben, `${ref}: tell the person the outcome another way`)
  const text = await readAll(clp, ben, ref)
  expect(text).toContain('The EC decided on words of advice (minute EC 2026/9).')
  expect(text).not.toContain('We asked for your side')
  const how = await ben.press(task, 'Done')
  expect((await ben.submit(how, { how: 'By post.' })).text).toContain('The task is done')

  for (const [decision, close] of [
    ['recorded', 'The EC decided to record it and do nothing more (minute EC 2026/10).'],
    ['national', 'The EC decided to take it to the National Complaints team (minute EC 2026/10).'],
  ] as const) {
    daysOn(clp, 1)
    const next = await during()
    const open = await secretary.press(await secretary.slash(here, 'task list'), 'Done')
    await secretary.submit(open, { decision: [decision], minute: 'EC 2026/10' })
    expect((await ada.slash(here, 'case view', { ref: next })).text).toContain(close)
  }
  expect((await secretary.slash(here, 'task list')).text).toBe('No task waits for you.')
  await expectVerified(clp)
})

test('G2 Done on a ban to be made by hand lets the letter go only if the ban can be there', async () => {
  const clp = clpOf()
  const { ada, owner } = cast(clp)
  const robin = someone(clp)
  await sanctioned(clp, robin)
  daysOn(clp, 2)
  const ref = await heard(clp, robin, { what: 'Again.' })
  const { id: above } = clp.discord.addRole(clp.guild, { name: 'Organisers', position: 99 })
  clp.discord.giveRole(clp.guild, robin.id, above)
  await bothSign(clp, ref)
  const task = await told(clp, ada, `${ref}: the ban was decided, but the bot cannot carry it out`)
  const form = await ada.press(task, 'Done')
  expect((await ada.submit(form, { how: '  ' })).text).toContain('Say in a few words how it was done')
  const sent = await ada.submit(form, { how: 'I thought that I had.' })
  expect(sent.text).toContain('The task is done')
  const second = await told(clp, ada, `${ref}: the ban was decided, but the bot cannot carry it out`, task.id)
  expect(clp.discord.dm(robin.id).some((m) => m.content.includes('A 30-day ban'))).toBe(false)
  owner.ban(clp.guild, robin.id)
  await logged(clp, `The ban was carried out by hand; the letter follows it · ${ref}`)
  expect((await ada.press(second, 'Done')).text).toContain('That was done already on')
  await expectVerified(clp)
})

test('D7 Name signers: only where names are wanted, only people who may sign, and what was chosen comes back', async () => {
  const clp = await startClp()
  const { ada, secretary, ec, cleo, smOfficer, member } = cast(clp)
  const here = { guild: clp.guild }
  const forge = (who: Person, ref: string) =>
    clp.discord.forge.press(`name-signers:${clp.guild}:${ref}`, {
      as: who.id,
      channelId: clp.channels.general,
    })
  const plain = await heard(clp, member(0))
  for (const who of [secretary, ec[0], ada]) expect((await forge(who, plain)).text).toContain(NO_SUCH)

  const ref = await heard(clp, smOfficer)
  const list = await secretary.slash(here, 'task list')
  const form = await secretary.press(list, 'Name signers')
  expect(form.modal?.title).toBe(`Name signers for ${ref}`)
  const bad = await secretary.submit(form, { people: [secretary.id, member(1).id, smOfficer.id, ec[1].id] })
  expect(bad.text).toContain('You cannot name yourself')
  expect(bad.text).toContain(`<@${member(1).id}> holds no office that could sign`)
  expect(bad.text).toContain(`<@${smOfficer.id}> cannot take part in this matter`)
  const again = await secretary.press(bad, 'Edit')
  expect(again.modal?.fields[0]?.value).toEqual([secretary.id, member(1).id, smOfficer.id, ec[1].id])
  const named = await secretary.submit(again, { people: [ec[1].id, ec[2].id] })
  expect(named.text).toContain(`Named for ${ref}: <@${ec[1].id}>, <@${ec[2].id}>`)
  expect((await secretary.slash(here, 'task list')).text).toBe('No task waits for you.')
  for (const signer of [ec[1], ec[2]]) {
    await told(clp, signer, `You were named as someone who may sign **${ref}**`.replaceAll('*', '\\*'))
    const cases = await signer.slash(here, 'case list')
    expect(cases.text).toContain(ref)
    expect(cases.text).not.toContain(plain)
    const card = await signer.choose(cases, 'Show a case', [ref])
    expect((await signer.press(card, 'Sign')).text).toContain('You have signed')
  }
  expect((await cleo.slash(here, 'case view', { ref: plain })).text).toContain(
    'waiting for 2 more signatures',
  )
})
