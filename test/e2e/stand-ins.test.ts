import { expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { type Clp, sharedClp, startClp } from '../support/clp.ts'
import {
  aMoment,
  banned30,
  bothSign,
  cast,
  daysOn,
  entries,
  heard,
  isDelivered,
  opened,
  someone,
  told,
} from '../support/stories.ts'

const LATER = 'You were appointed after this case was opened'
const from = (clp: Clp, who: Person) => ({ as: who.id, channelId: clp.channels.general })
const involved = async (clp: Clp, ref: string, ...people: Person[]) => {
  for (const who of people) {
    const said = await who.slash({ guild: clp.guild }, 'involved', { ref, reason: 'A friend of theirs.' })
    expect(said.text).toContain('You take no part')
  }
}

test('A3 D7 someone appointed after a case was opened acts in it only as a stand-in, and keeps it going where nobody else could', async () => {
  const clp = await startClp()
  const { ada, ben, cleo, secretary, chair, smOfficer, ec, member } = cast(clp)
  const ref = await opened(clp, member(0))
  clp.discord.clock.advanceBy({ minutes: 2 })
  const nia = ec[3]
  const appointed = await secretary.slash({ guild: clp.guild }, 'officer appoint', {
    office: 'admin',
    person: nia.id,
    platform: 'discord',
    minute: 'EC 2026/9',
  })
  expect(appointed.text).toContain('is now')
  const press = (name: string) => clp.discord.forge.press(`${name}:${clp.guild}:${ref}`, from(clp, nia))
  const send = (name: string, values: Record<string, string | string[]>) =>
    clp.discord.forge.submit(`${name}:${clp.guild}:${ref}`, values, from(clp, nia))
  const tries = [
    () => press('agree'),
    () => press('drop'),
    () => press('edit-letter'),
    () => press('case-lighter'),
    () => press('case-finding'),
    () => send('drop-form', { reason: 'x' }),
    () => send('edit-letter-form', { words: 'x' }),
    () => send('case-lighter-form', { outcome: ['words_of_advice'], reasons: 'x' }),
    () => send('case-finding-form', { finding: 'x' }),
    () => send('case-evidence-form', { text: 'x' }),
    () => send('case-reply-form', { said: 'x', how: 'x', when: 'today', all: ['no'] }),
  ]
  for (const attempt of tries) expect((await attempt()).text).toContain(LATER)
  expect((await send('case-note-form', { note: 'I can read it.' })).text).toContain('Your note is with')
  // an incident of theirs would join the same case
  const another = await clp.discord.forge.slash('warn', [{ type: 6, name: 'person', value: member(0).id }], {
    ...from(clp, nia),
    named: { users: [member(0).id] },
  })
  const checked = await nia.submit(another, { what: 'Again.', when: 'yesterday', rules: ['trolling'] })
  expect((await nia.press(checked, 'Put to the admins')).text).toContain(LATER)
  expect((await entries(clp)).map((e) => e.action)).not.toContain('case.incident_added')

  // with nobody else but its opener left, the case goes on
  await involved(clp, ref, ben, cleo, smOfficer)
  expect((await press('agree')).text).toContain('Agreed')
  await told(clp, member(0), 'Give my side')
  // while its opener is there to work it, it is theirs
  expect((await press('edit-letter')).text).toContain(LATER)
  await involved(clp, ref, ada)
  expect((await press('edit-letter')).modal?.title).toBe(`Edit letter of ${ref}`)
  expect((await chair.slash({ guild: clp.guild }, 'case list')).text).not.toContain(ref)
}, 120_000)

/** No admin is made here, and what waits for somebody is done at the end. */
const clpOf = sharedClp({ mornings: true })

test('D7 F3 what is to be served by hand passes on to the Chair, then to the EC, where no admin without conflict is left', async () => {
  const clp = clpOf()
  const { ada, ben, cleo, smOfficer, chair, secretary, ec } = cast(clp)
  const robin = someone(clp)
  const ref = await heard(clp, robin)
  robin.shutDms()
  await bothSign(clp, ref)
  const first = await told(clp, ada, `${ref}: serve the letter another way`)
  await involved(clp, ref, ben, cleo, smOfficer)
  clp.discord.clock.advanceBy({ minutes: 3 })
  await aMoment()
  expect(clp.discord.dm(chair.id).some((m) => m.text.includes(ref))).toBe(false)
  await involved(clp, ref, ada)
  clp.discord.clock.advanceBy({ minutes: 3 })
  const task = await told(clp, chair, `${ref}: serve the letter another way`)
  expect((await ada.press(first, 'Done')).text).toContain('There is nothing with that reference')
  // what is to be served can be read by whoever is to serve it
  const seen = await chair.slash({ guild: clp.guild }, 'case view', { ref })
  expect((await chair.press(seen, 'Read all')).text).toContain('A warning')
  expect((await ec[1].slash({ guild: clp.guild }, 'task list')).text).toBe('No task waits for you.')
  await involved(clp, ref, chair)
  clp.discord.clock.advanceBy({ minutes: 3 })
  const last = await told(clp, ec[1], `${ref}: serve the letter another way`)
  expect((await secretary.slash({ guild: clp.guild }, 'task list')).text).not.toContain(ref)
  expect((await chair.press(task, 'Done')).text).toContain('There is nothing with that reference')
  const form = await ec[1].press(last, 'Done')
  const done = await ec[1].submit(form, { how: 'post', when: 'today', reached: ['yes'] })
  expect(done.text).toContain('The letter is served')
}, 120_000)

test('D7 E5 what the EC is to decide passes on from Secretary and trusted EC officer to the Chair, then to the EC', async () => {
  const clp = clpOf()
  const { ada, secretary, chair, ec } = cast(clp)
  const robin = someone(clp)
  const banned = await banned30(clp, robin)
  await isDelivered(clp, banned)
  daysOn(clp, 3)
  const form = await ada.slash({ guild: clp.guild }, 'warn', { person: robin.id })
  const checked = await ada.submit(form, {
    what: 'Wrote from another account.',
    when: 'yesterday',
    rules: ['trolling'],
  })
  await ada.press(checked, 'Put to the admins')
  const text = 'it happened during a live ban'
  const task = await told(clp, secretary, text)
  const ref = /2026-\d{3}/.exec(task.text)?.[0] as string
  await involved(clp, ref, secretary, ec[0])
  clp.discord.clock.advanceBy({ minutes: 3 })
  await told(clp, chair, text)
  await involved(clp, ref, chair)
  clp.discord.clock.advanceBy({ minutes: 3 })
  const last = await told(clp, ec[2], text)
  const asked = await ec[2].press(last, 'Done')
  const done = await ec[2].submit(asked, { decision: ['recorded'], minute: 'EC 2026/11' })
  expect(done.text).toContain('It is written down')
}, 120_000)
