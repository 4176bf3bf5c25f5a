import { describe, expect, test } from 'vitest'
import { sharedClp, startClp } from '../support/clp.ts'
import { complains, complaintCardWith, reports } from '../support/complaints.ts'
import { aMoment, cast, daysOn, entries, expectVerified, someone, told } from '../support/stories.ts'

describe('whoever complains', () => {
  const clpOf = sharedClp()

  test('C2 C9 adds, stops, and is told every fourteen days while it is open', async () => {
    const clp = await startClp()
    const { ada, smOfficer, member } = cast(clp)
    const tess = member(2)
    // stand-ins come in when nobody works it (D7)
    const standIns = [clp.chair, clp.secretary]
    clp.confide(['He did it again', 'shouts at me'], [tess.id, ...clp.admins, smOfficer.id, ...standIns])
    const { ref } = await complains(clp, tess, { what: 'Somebody shouts at me.' })
    const ack = await told(clp, tess, /We have your complaint/)
    const more = await tess.submit(await tess.press(ack, 'Add'), {
      more: 'He did it again.',
      files: [{ name: 'seen.txt', data: 'He shouted.' }],
    })
    expect(more.text).toContain(`It is with ${ref}`)
    await complaintCardWith(clp, ref, /He did it again/)
    const nothing = await tess.submit(await tess.press(ack, 'Add'), { more: '  ' })
    expect(nothing.text).toContain('Write something')
    const count = () => clp.discord.dm(tess.id).filter((m) => m.text.includes('is still open')).length
    daysOn(clp, 13)
    await aMoment()
    expect(count()).toBe(0)
    daysOn(clp, 1)
    await clp.discord.waitFor(() => count() === 1, 'the first reminder')
    await clp.process.kill()
    await clp.restart()
    daysOn(clp, 13)
    await aMoment()
    expect(count()).toBe(1)
    daysOn(clp, 1)
    await clp.discord.waitFor(() => count() === 2, 'the second reminder')
    const sure = await tess.press(ack, 'Stop')
    expect(sure.text).toContain('Nobody is told that it was you')
    expect((await tess.press(sure, 'Yes, stop it')).text).toContain('it is closed')
    await complaintCardWith(clp, ref, /stopped by whoever complained/)
    await told(clp, ada, /Everyone who complained/)
    expect((await tess.press(ack, 'Add')).text).toContain('moved on since')
    daysOn(clp, 20)
    await aMoment()
    expect(count()).toBe(2)
    await expectVerified(clp)
  }, 90_000)

  test('C1 C8 a form that fails gives everything back, and pictures are kept with the complaint', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const [robin, tess] = [someone(clp), someone(clp, 'Tess Whitlock')]
    const form = await tess.slash({ guild: clp.guild }, 'complain')
    const failed = await tess.submit(form, { what: '\u200b', where: 'in #general', about: [robin.id] })
    expect(failed.text).toContain('Say what is wrong')
    const again = await tess.press(failed, 'Edit')
    const holds = (id: string) => again.modal?.fields.find((f) => f.customId === id)?.value
    expect(holds('where')).toBe('in #general')
    expect(holds('about')).toEqual([robin.id])
    const sent = await tess.submit(again, { what: 'He made a face.' })
    const ref = /C\d{4}-\d{3}/.exec(sent.text)?.[0] ?? ''
    const card = await complaintCardWith(clp, ref, /He made a face/)
    expect(card.text).toContain(`<@${robin.id}>`)
    // the same form sent once more is done once
    expect((await tess.submit(again, { what: 'He made a face.' })).text).toContain(
      `sent that form already, and it was done once: see ${ref}.`,
    )

    const picture = { name: 'face.png', data: 'a picture of bytes', contentType: 'image/png' }
    const post = robin.say({ channel: clp.channels.general }, 'Look at this', [picture])
    const reported = await reports(tess, post, { files: [{ name: 'mine.txt', data: 'I saw it.' }] })
    robin.deleteMessage(post)
    const kept = await complaintCardWith(clp, reported.ref, /face\.png: kept[^]*mine\.txt: kept/)
    expect((await ada.press(kept, 'Read all')).text).toContain('SHA-256')
    // nothing is reported of a message of the bot itself
    const own = await ada.messageMenu('Report to admins', kept)
    expect(own.text).toContain('a message of the bot itself')
  })

  test('C9 the sixth open complaint is added to an open one, and nothing is refused', async () => {
    const clp = clpOf()
    const { smOfficer } = cast(clp)
    const tess = someone(clp)
    clp.confide(['the sixth thing'], [tess.id, ...clp.admins, smOfficer.id])
    const refs: string[] = []
    for (let i = 1; i <= 5; i++) refs.push((await complains(clp, tess, { what: `thing ${i}` })).ref)
    expect(new Set(refs).size).toBe(5)
    const sixth = await complains(clp, tess, { what: 'the sixth thing' })
    expect(sixth.answer.text).toContain('added what you sent to your open complaint')
    expect(refs).toContain(sixth.ref)
    await complaintCardWith(clp, sixth.ref, /the sixth thing/)
  })

  test('C2 with messages shut the answer says everything, and /complain shows it', async () => {
    const clp = clpOf()
    const tess = someone(clp)
    tess.shutDms(clp.guild)
    const { ref, answer } = await complains(clp, tess, { what: 'Nobody answers me.' })
    expect(answer.text).toContain('If your messages are shut')
    await expect
      .poll(
        async () => (await entries(clp)).some((e) => e.matter === ref && e.action === 'delivery.ack_failed'),
        { message: 'the failed message in the register' },
      )
      .toBe(true)
    const mine = await tess.slash({ guild: clp.guild }, 'complain')
    await clp.discord.waitFor(() => mine.text.includes(ref), 'the complaint in /complain')
    expect(mine.text).toContain('You hear from us by 16 March 2026')
  })
})
