import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { Clp } from '../support/clp.ts'
import { sharedClp } from '../support/clp.ts'
import { general } from '../support/care.ts'
import { complaintCardWith, proposes, reports, signsComplaint } from '../support/complaints.ts'
import { appealCard } from '../support/appeals.ts'
import { appealsByLetter } from '../support/appeal-ways.ts'
import {
  asked,
  bothSign,
  cardWith,
  cast,
  dmWith,
  entries,
  everythingKept,
  opened,
  stage,
  told,
} from '../support/stories.ts'

const MIB = 1024 * 1024
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** Bytes that are no text, so that a change of encoding on the way would show. */
const picture = (seed: number, size = 300_000): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (i * seed + (i >> 8)) % 256)

const filesOf = (answer: Answer): string => answer.followUps.map((m) => m.text).join('\n')

/** *Read all*, once every file is here or known not to be. */
async function readWithFiles(clp: Clp, who: Person, ref: string): Promise<Answer> {
  for (let i = 0; i < 20; i++) {
    const seen = await who.slash({ guild: clp.guild }, ref.startsWith('C') ? 'complaint view' : 'case view', {
      ref,
    })
    const all = await who.press(seen, 'Read all')
    await clp.discord.waitFor(() => all.followUps.length > 0, 'the list of files').catch(() => undefined)
    if (filesOf(all) !== '' && !filesOf(all).includes('being fetched')) return all
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error('the files were not fetched')
}

describe('C8 evidence', () => {
  const get = sharedClp()

  test('D4 C8 H5 what someone sends with their side is kept, shown to those who sign and to the EC, and to nobody else', async () => {
    const clp = get()
    const { ben, secretary, ec, member } = cast(clp)
    const sam = member(5)
    const { ref, notice } = await asked(clp, sam)
    const bytes = picture(11)
    const form = await sam.press(notice, 'Give my side')
    expect(form.modal?.fields.map((f) => f.label)).toContain('Files')
    const words = {
      side: 'Here is what came before it.',
      files: [{ name: 'before.png', data: bytes, contentType: 'image/png' }],
    }
    expect((await sam.submit(form, words)).text).toContain('Thank you')
    // the same form sent twice is one reply, with one file
    const said = await sam.submit(form, words)
    const all = await readWithFiles(clp, ben, ref)
    expect(filesOf(all).match(/before\.png/g)).toHaveLength(1)
    const shown = await ben.press(all.followUps[0] as never, 'Show image')
    expect(sha256(shown.files[0]?.bytes as Uint8Array)).toBe(sha256(bytes))
    const id = all.followUps[0]?.buttons.find((b) => b.label === 'Show image')?.customId ?? ''
    for (const other of [secretary, ec[2], member(6)]) {
      const none = await clp.discord.forge.press(id, { as: other.id, channelId: clp.channels.general })
      expect(none.text).toContain('nothing with that reference')
    }
    await sam.press(said, "That's all")
    await cardWith(stage(clp), ref, 'Sign')
    await bothSign(clp, ref)
    const appeal = await appealsByLetter(clp, sam, ref, { grounds: 'Look at what came before it.' })
    const card = await appealCard(clp, appeal, 'Put to the EC')
    const file = await secretary.press(card, 'Read all')
    await clp.discord.waitFor(() => filesOf(file).includes('before.png'), 'the file, for whoever handles it')
    const handed = await secretary.press(file.followUps[0] as never, 'Show image')
    expect(sha256(handed.files[0]?.bytes as Uint8Array)).toBe(sha256(bytes))
  })

  test('C8 D4 F5 files of /case evidence are kept with their hash, shown to the admins and to the person concerned', async () => {
    const clp = get()
    const { ada, ben, member } = cast(clp)
    const robin = member(0)
    const { ref, notice } = await asked(clp, robin)
    const bytes = picture(7)
    const form = await ada.slash({ guild: clp.guild }, 'case evidence', { ref })
    const added = await ada.submit(form, {
      text: '',
      files: [
        { name: 'screen shot.png', data: bytes, contentType: 'image/png' },
        { name: 'chat.txt', data: 'a whole chat', contentType: 'text/plain' },
      ],
    })
    expect(added.text).toContain(ref)

    const all = await readWithFiles(clp, ben, ref)
    expect(filesOf(all)).toContain(sha256(bytes))
    expect(filesOf(all)).toContain('300,000 bytes')
    const [list] = all.followUps
    const shown = await ben.choose(list as never, 'Show image or file', ['1. screen shot.png'])
    expect(shown.ephemeral).toBe(true)
    expect(sha256(shown.files[0]?.bytes as Uint8Array)).toBe(sha256(bytes))

    const kept = (await entries(clp)).filter((e) => e.action === 'delivery.file' && e.matter === ref)
    expect(kept.map((e) => e.details['sha256'])).toContain(sha256(bytes))

    // what stands against Robin is put to Robin, and to nobody else
    const again = await dmWith(stage(clp), robin.id, 'See the files', ref)
    const seen = await robin.press(again, 'See the files')
    expect(seen.ephemeral).toBe(true)
    const own = await robin.choose(seen, 'Show image or file', ['1. screen shot.png'])
    expect(sha256(own.files[0]?.bytes as Uint8Array)).toBe(sha256(bytes))
    expect(notice.buttons.map((b) => b.label)).not.toContain('See the files')
    const id = again.buttons.find((b) => b.label === 'See the files')?.customId ?? ''
    const forged = await clp.discord.forge.press(id, { as: member(1).id, channelId: clp.channels.general })
    expect(forged.text).toContain('nothing with that reference')
  })

  test('C8 A6 nobody gets a file of a matter by its number who may not see the matter', async () => {
    const clp = get()
    const { ada, secretary, member } = cast(clp)
    const ref = await opened(clp, member(2))
    const form = await ada.slash({ guild: clp.guild }, 'case evidence', { ref })
    await ada.submit(form, {
      text: 'See the file.',
      files: [{ name: 'one.png', data: picture(3, 1000), contentType: 'image/png' }],
    })
    const all = await readWithFiles(clp, ada, ref)
    const [list] = all.followUps
    const id = list?.buttons.find((b) => b.label === 'Show image')?.customId ?? ''
    expect(id).toContain('show-file')
    // the person concerned has not been told of it, and the Secretary has no part in it
    for (const who of [member(2), member(3), secretary]) {
      const forged = await clp.discord.forge.press(id, { as: who.id, channelId: clp.channels.general })
      expect(forged.text).toContain('nothing with that reference')
      expect(forged.files).toEqual([])
    }
    // the number of another matter's file does not fit this one's reference
    const other = await clp.discord.forge.press(id.replace(ref, '2026-999'), {
      as: ada.id,
      channelId: clp.channels.general,
    })
    expect(other.files).toEqual([])
    const shown = await ada.press(list as never, 'Show image')
    expect(sha256(shown.files[0]?.bytes as Uint8Array)).toBe(sha256(picture(3, 1000)))
  })

  test('C8 a reported post comes with its attachments; what is too large becomes a task, what is gone is said', async () => {
    const clp = get()
    const { ada, member } = cast(clp)
    const [xanthe, yusuf] = [member(4), member(5)]
    const small = picture(11, 5000)
    const post = xanthe.say({ channel: clp.channels.general }, 'Look at this fool.', [
      { name: 'fool.png', data: small, contentType: 'image/png' },
      { name: 'film.mp4', data: new Uint8Array(10 * MIB + 1), contentType: 'video/mp4' },
    ])
    clp.confide(
      ['Look at this fool'],
      [
        ...clp.admins,
        clp.smOfficer,
        xanthe.id,
        ...clp.members,
        clp.owner,
        clp.secretary,
        clp.chair,
        ...clp.ec,
      ],
    )
    const { ref } = await reports(yusuf, post, { what: 'He mocks a member.' })
    // the post is deleted and its files with it: the copy stays
    xanthe.deleteMessage(post)
    const all = await readWithFiles(clp, ada, ref)
    expect(filesOf(all)).toContain(sha256(small))
    expect(filesOf(all)).toContain('too large to be kept')
    await told(clp, ada, 'Save the file somewhere safe')
    const [list] = all.followUps
    const shown = await ada.press(list as never, 'Show image')
    expect(sha256(shown.files[0]?.bytes as Uint8Array)).toBe(sha256(small))
  })

  test('C8 C2 F5 the post’s own files go into the case that comes of it; what the complainant sent stays behind', async () => {
    const clp = get()
    const { ada, ben, member } = cast(clp)
    const [about, from] = [member(6), member(7)]
    const [image, own] = [picture(13, 4000), picture(17, 4000)]
    const post = about.say(general(clp), 'What a picture.', [
      { name: 'posted.png', data: image, contentType: 'image/png' },
    ])
    const { ref } = await reports(from, post, {
      what: 'It mocks us.',
      files: [{ name: 'mine.png', data: own, contentType: 'image/png' }],
    })
    await readWithFiles(clp, ada, ref)
    await proposes(clp, ada, ref, { outcome: ['case_opened'], reasons: 'Both sides are to be heard.' })
    await signsComplaint(clp, ben, ref)
    const form = await ada.press(await complaintCardWith(clp, ref, 'Open a case'), 'Open a case')
    const checked = await ada.submit(form, { what: 'Posted a mocking picture.', rules: ['personal-attacks'] })
    const put = await ada.press(checked, 'Put to the admins')
    const caseRef = /\b2026-\d{3}/.exec(put.text)?.[0] ?? ''
    const all = await readWithFiles(clp, ben, caseRef)
    expect(filesOf(all)).toContain(sha256(image))
    expect(filesOf(all)).not.toContain('mine.png')

    // and it is thrown away there too, when somebody sees that it may be illegal
    const card = await complaintCardWith(clp, ref, 'May be illegal')
    await ada.press(await ada.press(card, 'May be illegal'), 'Yes, it may be illegal')
    const after = await ben.slash({ guild: clp.guild }, 'case view', { ref: caseRef })
    expect(after.text).not.toContain('What a picture')
    const kept = await everythingKept(clp)
    expect(kept).not.toContain('What a picture')
    expect(kept).not.toContain(Buffer.from(image.slice(0, 40)).toString('latin1'))
  })
})
