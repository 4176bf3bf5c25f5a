import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import { DM } from '../support/appeal-ways.ts'
import { sharedClp } from '../support/clp.ts'
import { complains } from '../support/complaints.ts'
import { banned30, cast, daysOn, opened, sanctioned, told } from '../support/stories.ts'

/** The page that hangs on an answer of `/mydata`. */
const pageOf = (answer: Answer): string => answer.files.find((f) => f.name.endsWith('.html'))?.text ?? ''
const jsonOf = (answer: Answer) =>
  JSON.parse(answer.files.find((f) => f.name.endsWith('.json'))?.text ?? '{}') as Record<string, unknown[]>

describe('a person’s own data', () => {
  const shared = sharedClp()
  const here = () => ({ guild: shared().guild })

  test('N1 /mydata gives a member at once what they wrote and were told, as a page and as JSON, and nothing of an open case', async () => {
    const clp = shared()
    const { member } = cast(clp)
    const robin = member(0)
    clp.confide(['A secret of the second case.'], [...clp.admins, clp.smOfficer])
    const ref = await sanctioned(clp, robin, { what: 'Said <b>"something"</b> & more.' })
    daysOn(clp, 2)
    const hidden = await opened(clp, robin, { what: 'A secret of the second case.' })
    const { ref: complaint } = await complains(clp, robin, { what: 'Somebody <script>alert(1)</script> me.' })
    const answer = await robin.slash(here(), 'mydata')
    expect(answer.ephemeral).toBe(true)
    expect(answer.buttons.map((b) => b.label)).toEqual(['Ask for the rest', 'Correct or delete something'])
    const page = pageOf(answer)
    expect(page).toContain('Said &lt;b&gt;&quot;something&quot;&lt;/b&gt; &amp; more.')
    expect(page).toContain('Somebody &lt;script&gt;alert(1)&lt;/script&gt; me.')
    expect(page).toContain(complaint)
    expect(page).toContain('data-label="Decision">Warning</td>')
    // nothing in it asks anything of anybody: no script, picture, style or frame from elsewhere
    expect(page).not.toMatch(/<script|<link|<img|<iframe| src=|href="(?!#)|url\(|@import|secret of/)
    expect(page).not.toContain(hidden)
    const json = jsonOf(answer)
    expect(json['sanctions']).toMatchObject([{ ref, kind: 'warning', deleteOn: '2028-03-02' }])
    expect(json['said']).toMatchObject([
      { what: 'A button that you pressed' },
      { what: 'A button that you pressed' },
      { matter: complaint },
    ])
  })

  test('N1 H1 a banned person who has added the app gets it in the DM, and the DM menu has it', async () => {
    const clp = shared()
    const will = cast(clp).member(5)
    const ref = await banned30(clp, will)
    will.addAppToAccount()
    const answer = await will.slash(DM, 'mydata')
    expect(pageOf(answer)).toContain(ref)
    expect(jsonOf(answer)['sanctions']).toHaveLength(2)
  })

  test('N3 /privacy says what is held, why, how long, who sees it and how to complain', async () => {
    const answer = await cast(shared()).member(1).slash(here(), 'privacy')
    expect(answer.ephemeral).toBe(true)
    for (const words of [
      'Who is responsible',
      'two years',
      'Information Commissioner',
      '/mydata',
      'Exampleton',
    ])
      expect(answer.text).toContain(words)
  })

  test('N1 *My data* in the DM menu', async () => {
    const clp = shared()
    const sam = cast(clp).member(3)
    sam.say(DM, 'hello')
    const answer = await sam.press(await told(clp, sam, 'I am a program'), 'My data')
    expect(pageOf(answer)).toContain('We have not written to you.')
  })
})
