import { describe, expect, test } from 'vitest'
import { customId } from '../../src/discord/custom-id.ts'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { DM } from '../support/appeal-ways.ts'
import { sharedClp } from '../support/clp.ts'
import { complains } from '../support/complaints.ts'
import { banned30, cast, daysOn, entries, opened, sanctioned, told } from '../support/stories.ts'

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

  /** The task of a request, in somebody's DMs. */
  const taskOf = (who: Person, ref: string) => told(shared(), who, `${ref}: a person asks`)

  test('N1 A6 the rest: the same words to everybody, piece by piece to the Secretary, and what she releases by DM', async () => {
    const clp = shared()
    const { ada, secretary, member } = cast(clp)
    const [robin, sam] = [member(6), member(1)]
    const others = ['A note that stays.', 'It was me who told you.']
    clp.confide(others, [...clp.admins, clp.smOfficer, clp.secretary])
    const ref = await opened(clp, robin, { what: 'Said too much.' })
    const ask = async (who: Person) => {
      const form = await who.press(await who.slash(here(), 'mydata'), 'Ask for the rest')
      return who.submit(form, { trusted: ['no'] })
    }
    const note = await ada.slash(here(), 'case note', { ref })
    await ada.submit(note, { note: others[0] as string })
    const words = (await ask(robin)).content
    expect(words).toContain('by **6 April 2026**')
    // of Sam nothing is held
    expect((await ask(sam)).content).toBe(words)
    const opens = await secretary.press(await taskOf(secretary, 'D2026-001'), 'Open')
    expect(opens.ephemeral).toBe(true)
    expect(opens.content).toContain('Piece 1 of')
    expect(opens.content).toContain('told nothing of this matter')
    const next = await secretary.press(opens, 'Release')
    expect(next.content).toContain('Piece 2 of')
    const why = await secretary.press(next, 'Withhold')
    const all = await secretary.submit(why, { reason: ['running'], scope: ['matter'], words: '' })
    expect(all.content).toContain('1 of them to be released')
    const sure = await secretary.press(all, 'Send')
    expect((await secretary.press(sure, 'Yes, send it')).content).toContain('is answered')
    const answer = await told(clp, robin, 'The answer to what you asked about your data')
    expect(answer.files[0]?.text).toContain('Said too much.')
    expect(answer.files[0]?.text).not.toContain('A note that stays.')
    // nobody looks at it twice, and nobody else at all
    const late = await secretary.press(await taskOf(secretary, 'D2026-001'), 'Open')
    expect(late.content).toContain('done already')
    const forged = await clp.discord.forge.press(customId('data-open', clp.guild, 'D2026-002'), {
      as: ada.id,
      channelId: clp.channels.general,
    })
    expect(forged.content).toContain('nothing with that reference')
    const none = await secretary.press(await taskOf(secretary, 'D2026-002'), 'Open')
    await secretary.press(await secretary.press(none, 'Send'), 'Yes, send it')
    const empty = await told(clp, sam, 'The answer to what you asked about your data')
    expect(empty.content.replace(/\s·.*$/s, '')).toBe(answer.content.replace(/\s·.*$/s, ''))
    expect(pageOf(await robin.slash(here(), 'mydata'))).toContain('Said too much.')
  })

  test('N1 H3 A5 where the Secretary is said to be involved a trusted EC officer has it, and she learns nothing', async () => {
    const clp = shared()
    const { secretary, ec, member } = cast(clp)
    const tess = member(2)
    const form = await tess.press(await tess.slash(here(), 'mydata'), 'Ask for the rest')
    await tess.submit(form, { trusted: ['yes'] })
    const task = await taskOf(ec[0], 'D2026-003')
    expect((await ec[0].press(task, 'Open')).content).toContain('asks for the rest')
    const forged = await clp.discord.forge.press(customId('data-open', clp.guild, 'D2026-003'), {
      as: secretary.id,
      channelId: clp.channels.general,
    })
    expect(forged.content).toContain('nothing with that reference')
    expect(
      clp.discord
        .dm(secretary.id)
        .map((m) => m.text)
        .join(),
    ).not.toContain('D2026-003')
    const said = (await entries(clp)).filter((e) => e.matter === 'D2026-003')
    expect(JSON.stringify(said)).not.toContain(tess.id)
  })

  test('N2 a correction stands beside the record, a deletion takes away what can go, and both are told', async () => {
    const clp = shared()
    const { secretary, member } = cast(clp)
    const umar = member(7)
    const ref = await sanctioned(clp, umar)
    const ask = async (kind: string, words: Record<string, string | string[]>) => {
      const form = await umar.press(await umar.slash(here(), 'mydata'), 'Correct or delete something')
      expect((await umar.submit(form, { kind: [kind], trusted: ['no'], ...words })).content).toContain(
        'You get an answer by',
      )
    }
    await ask('correction', { about: [ref], words: 'It was on the Sunday.' })
    await ask('deletion', { about: ['else'], words: 'All of it, please.' })
    const answers = async (n: string, granted: string, words: string) => {
      const opens = await secretary.press(await taskOf(secretary, n), 'Open')
      return secretary.submit(await secretary.press(opens, 'Answer'), { granted: [granted], words })
    }
    expect((await answers('D2026-004', 'yes', 'You are right.')).content).toContain('is told')
    await told(clp, umar, `stands as a note beside ${ref}`)
    await answers('D2026-005', 'yes', 'The rest stays for two years.')
    const answer = await told(clp, umar, 'Nothing of it could be deleted before its date')
    expect(answer.text).toContain('It was granted as far as it can be.')
    const page = pageOf(await umar.slash(here(), 'mydata'))
    expect(page).toContain('It was on the Sunday.')
    expect(page).toContain('The rest stays for two years.')
    const { ada } = cast(clp)
    expect((await ada.press(await ada.slash(here(), 'case view', { ref }), 'Read all')).text).toContain(
      'It was on the Sunday.',
    )
  })

  test('N1 an answer that Discord does not deliver is a task for the Secretary, with everything to hand over', async () => {
    const clp = shared()
    const { secretary, member } = cast(clp)
    const vera = member(4)
    const made = await secretary.slash(here(), 'register request', {
      how: 'by e-mail',
      when: 'today',
      person: vera.id,
    })
    await clp.discord.waitFor(() => !made.deferred, 'the answer')
    expect(made.content).toContain('It is **D2026-006**, to be answered by **6 April 2026**')
    vera.shutDms()
    const opens = await secretary.press(await taskOf(secretary, 'D2026-006'), 'Open')
    expect(opens.content).toContain('by e-mail')
    await secretary.press(await secretary.press(opens, 'Send'), 'Yes, send it')
    const task = await told(clp, secretary, 'D2026-006: give the person the answer another way')
    const got = await secretary.press(task, 'Get the answer')
    await clp.discord.waitFor(() => !got.deferred, 'the files')
    expect(got.files.map((f) => f.name)).toEqual(['my-data-the-rest.html', 'my-data.html'])
    const done = await secretary.submit(await secretary.press(task, 'Done'), { how: 'By post.' })
    expect(done.content).toContain('The task is done')
  })

  test('N1 N2 a week before the day those who have it are reminded, and after it the Chair is told', async () => {
    const clp = shared()
    const { chair, ec } = cast(clp)
    daysOn(clp, 25)
    await told(clp, ec[0], /D2026-003.*is to be answered by 6 April 2026/)
    daysOn(clp, 7)
    await told(clp, chair, /D2026-003.*was to be answered by 6 April 2026, and is not/)
    expect(
      clp.discord
        .dm(chair.id)
        .map((m) => m.text)
        .join(),
    ).not.toMatch(/D2026-00[45]/)
  })
})
