import { expect, test } from 'vitest'
import { startClp } from '../support/clp.ts'

test('D1–D6 F3 a warning from /warn to the letter, with the log telling it', async () => {
  const clp = await startClp()
  const { discord, as } = clp
  const [ada, ben] = clp.admins.map((id) => as(id)) as [ReturnType<typeof as>, ReturnType<typeof as>]
  const robin = clp.members[0] as string

  const opened = await ada.slash({ guild: clp.guild }, 'warn', { person: robin })
  const checked = await ada.submit(opened, {
    what: 'Called another member a liar and a crook.',
    when: '1 March 2026',
    rules: ['personal-attacks'],
    evidence: 'https://example.org/post',
  })
  expect(checked.text).toContain('a warning')
  const put = await ada.press(checked, 'Put to the admins')
  expect(put.text).toContain('2026-001')
  console.log(put.text)
})
