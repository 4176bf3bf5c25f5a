import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import {
  asked,
  cast,
  daysOn,
  entries,
  expectVerified,
  heard,
  logged,
  signs,
  told,
  until,
} from '../support/stories.ts'

/** What someone was sent as a digest, oldest first. */
const digests = (clp: Clp, who: Person): string[] =>
  clp.discord
    .dm(who.id)
    .map((m) => m.content)
    .filter((text) => /waits? for you\.\*\*/.test(text))

describe('a few weeks of reminders', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })

  test('D9 the digests of several people: only what waits for them, once a day, gone when it is done, also after a kill', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, secretary, chair, ec, member } = cast(clp)
    const ref = await heard(clp, member(0))
    await signs(clp, ada, ref)
    expect(digests(clp, ben)).toEqual([])
    daysOn(clp, 1, '09:05')
    await told(clp, ben, `${ref}\\*\\*: your signature`)
    await told(clp, cleo, `${ref}\\*\\*: your signature`)
    await clp.process.kill()
    await clp.restart()
    daysOn(clp, 0, '12:00')
    daysOn(clp, 0, '17:55')
    await logged(clp, ref)
    expect(digests(clp, ben)).toHaveLength(1)
    for (const other of [ada, secretary, chair, ec[1]]) expect(digests(clp, other)).toEqual([])
    expect(digests(clp, ben)[0]).not.toContain(member(0).id)
    expect((await signs(clp, ben, ref)).text).toContain('it is decided')
    daysOn(clp, 1, '09:30')
    daysOn(clp, 1, '09:30')
    await told(clp, member(0), 'A warning')
    expect(digests(clp, ben)).toHaveLength(1)
    expect(digests(clp, cleo)).toHaveLength(1)
  })

  test('J6 on Monday the Secretary gets the week, by reference, and nobody else does', async () => {
    const clp = clpOf()
    const { secretary, chair, ada, member } = cast(clp)
    const { ref } = await asked(clp, member(1))
    until(clp, '2026-03-09', '09:10')
    const note = await told(clp, secretary, /The week/)
    expect(note.text).toMatch(/Done since last Monday\*\*\n• 2026-001/)
    expect(note.text).toContain(`• ${ref}: waiting for signatures`)
    expect(note.text).not.toContain(member(1).id)
    for (const other of [chair, ada])
      expect(clp.discord.dm(other.id).some((m) => m.text.includes('The week'))).toBe(false)
  })

  test('D9 /pause: set, seen and ended with a button; the person concerned is told each time', async () => {
    const clp = clpOf()
    const { secretary, ada, member } = cast(clp)
    const { ref } = await asked(clp, member(2))
    const refused = await secretary.slash(here(), 'pause', { from: 'yesterday', to: 'tomorrow' })
    expect(refused.text).toContain('*from*: That day is over')
    expect(refused.text).toContain('Give a reason')
    const options = { from: 'tomorrow', to: '31 March 2026', reason: 'The campaign' }
    const set = await secretary.slash(here(), 'pause', options)
    expect(set.text).toContain('from 10 March 2026 to 31 March 2026 is set')
    expect(set.ephemeral).toBe(true)
    await told(clp, member(2), `${ref} has changed`)
    expect((await ada.slash(here(), 'case view', { ref })).text).toContain('3 April 2026')
    const list = await secretary.slash(here(), 'pause')
    expect(list.text).toContain('The campaign')
    const ended = await secretary.press(list, 'End the pause from 10 March 2026 to 31 March 2026')
    expect(ended.text).toContain('The pause is called off.')
    expect((await secretary.press(list, 'End the pause from 10 March 2026 to 31 March 2026')).text).toContain(
      'over',
    )
    await told(clp, member(2), '12 March 2026 at')
    expect((await ada.slash(here(), 'pause')).text).toContain('That is not yours to do')
  })

  test('L2 L3 J6 an AGM, training, and handing over', async () => {
    const clp = clpOf()
    const { secretary, ada, ben, chair, member } = cast(clp)
    const agm = await secretary.slash(here(), 'officer agm', { date: '7 March 2026' })
    expect(agm.text).toContain('an AGM was held on 7 March 2026')
    const task = await told(clp, ada, 'look at who can do what in it')
    // what is done before it goes out does not go out any more
    const late = await told(clp, ben, 'look at who can do what in it')
    expect(task.buttons.map((b) => b.label)).toEqual(['Done'])
    expect((await ada.press(task, 'Done')).text).toContain('in the register')
    expect((await ben.press(late, 'Done')).text).toContain('That was done already')
    const trained = { person: ada.id, date: '1 March 2026' }
    expect((await secretary.slash(here(), 'officer trained', trained)).text).toContain('was trained on')
    const list = await member(4).slash(here(), 'officer list')
    expect(list.text).toContain('trained on 1 March 2026')
    const printed = await secretary.slash(here(), 'officer handover', { to: chair.id })
    expect(printed.ephemeral).toBe(true)
    expect(printed.text).toContain('The last AGM that is written down was on 7 March 2026')
    expect(printed.text).not.toContain(member(1).id)
    const written = (await entries(clp)).map((e) => e.action)
    for (const action of ['officer.agm', 'officer.trained', 'pause.set', 'pause.ended'])
      expect(written).toContain(action)
    await expectVerified(clp)
  })
})
