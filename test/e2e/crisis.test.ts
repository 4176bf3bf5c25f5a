import { expect, test } from 'vitest'
import { startClp } from '../support/clp.ts'
import { aMoment, cast, entries, logText, told } from '../support/stories.ts'

test('D10 a crisis reaches the SM Officer at once, at night too, and is passed on to an officer of the EC', async () => {
  const clp = await startClp({ start: '2026-03-02T02:10:00.000Z' })
  const { ada, smOfficer, chair, secretary, ec, member } = cast(clp)
  const words = 'Somebody posts **threats** @everyone against Tess'
  clp.confide(['against Tess'], [ada.id, smOfficer.id, ec[0].id])
  const raised = await ada.slash({ guild: clp.guild }, 'crisis', { what: words })
  expect(raised.text).toContain('Social Media Officer')
  const alert = await told(clp, smOfficer, 'A crisis')
  expect(alert.content).toContain('\\*\\*threats\\*\\*')
  expect(alert.content).not.toContain(' @everyone ')
  expect(clp.discord.dm(chair.id).some((m) => m.text.includes('crisis'))).toBe(false)
  expect(logText(clp)).not.toContain('Tess')

  // only an officer of the EC
  const wrong = await smOfficer.submit(await smOfficer.press(alert, 'Pass on'), { person: [member(1).id] })
  expect(wrong.text).toContain('office of the EC')
  const done = await smOfficer.submit(await smOfficer.press(alert, 'Pass on'), { person: [ec[0].id] })
  expect(done.text).toContain('Passed on')
  const got = await told(clp, ec[0], 'passed this on to you')
  expect(got.text).toContain('against Tess')
  const back = await told(clp, ada, 'was passed on to an officer of the EC')
  expect(back.text).toContain('trusted EC officer')
  expect((await smOfficer.press(alert, 'Pass on')).text).toContain('done already')
  const actions = (await entries(clp)).map((e) => e.action)
  expect(actions).toEqual(expect.arrayContaining(['crisis.raised', 'crisis.passed_on']))
  expect(clp.discord.dm(secretary.id).some((m) => m.text.includes('Tess'))).toBe(false)
})

test('D10 without an SM Officer it reaches Secretary and Chair; whoever raises it is not asked to deal with it', async () => {
  const clp = await startClp()
  const { smOfficer, chair, secretary } = cast(clp)
  const ended = await chair.slash({ guild: clp.guild }, 'officer end', {
    office: 'sm_officer',
    person: smOfficer.id,
    minute: 'EC 1',
  })
  expect(ended.text).toContain('ended')
  const raised = await secretary.slash({ guild: clp.guild }, 'crisis', { what: 'The page was taken over.' })
  expect(raised.text).toContain('Chair')
  await told(clp, chair, 'The page was taken over.')
  await aMoment()
  expect(clp.discord.dm(secretary.id).some((m) => m.text.includes('taken over'))).toBe(false)
})
