import { expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import { agree, cardWith } from '../../src/practice-mode/story.ts'
import { general, roomSays } from '../support/care.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import { complaintCardWith, proposes, reports, signsComplaint } from '../support/complaints.ts'
import { appealCard, appeals, endOfFile, inRoomOf, putToVote } from '../support/appeals.ts'
import {
  bothSign,
  cast,
  entries,
  everythingKept,
  letterOf,
  secondsPass,
  stage,
  told,
  wontReply,
} from '../support/stories.ts'

const get = sharedClp()

/** Everything that the bot has written and that stands on Discord still, with its files. */
const stillThere = (clp: Clp): string =>
  [...clp.discord.world.messages.values()]
    .filter((m) => m.authorId === clp.bot.id && !m.deleted)
    .map(
      (m) =>
        `${m.content} ${JSON.stringify([m.embeds, m.components])} ${m.attachments
          .map((a) => Buffer.from(a.bytes).toString('utf8'))
          .join(' ')}`,
    )
    .join('\n')

/** The lines of that in which a word stands. */
const linesWith = (clp: Clp, word: RegExp): string[] =>
  stillThere(clp)
    .split('\n')
    .filter((line) => word.test(line))

/** Nothing that the bot has written holds it any more, and nothing that it keeps. */
async function isGone(clp: Clp, word: RegExp): Promise<void> {
  await clp.discord.waitFor(() => linesWith(clp, word).length === 0, `all without ${String(word)}`)
  expect((await everythingKept(clp)).split('\n').filter((line) => word.test(line))).toEqual([])
}

/** Ada marks the post of a complaint. */
async function marks(clp: Clp, ref: string): Promise<void> {
  const { ada } = cast(clp)
  const first = await ada.press(await complaintCardWith(clp, ref, 'May be illegal'), 'May be illegal')
  const second = await ada.press(first, 'Yes, it may be illegal')
  expect(second.text).toContain('The copy is gone')
  await roomSays(clp, ref, 'only its link is kept')
}

/** A complaint about somebody's post that has become a case, and Ben has agreed to ask them; gives the notice. */
async function noticeAbout(
  clp: Clp,
  [about, from]: [Person, Person],
  post: SeenMessage,
): Promise<{ ref: string; caseRef: string; notice: SeenMessage }> {
  const { ada, ben } = cast(clp)
  const { ref } = await reports(from, post)
  await proposes(clp, ada, ref, { outcome: ['case_opened'], reasons: 'Both sides are to be heard.' })
  await signsComplaint(clp, ben, ref)
  const form = await ada.press(await complaintCardWith(clp, ref, 'Open a case'), 'Open a case')
  const checked = await ada.submit(form, { what: 'Posted it.', rules: ['personal-attacks'] })
  const put = await ada.press(checked, 'Put to the admins')
  const caseRef = /\b2026-\d{3}/.exec(put.text)?.[0] ?? ''
  return { ref, caseRef, notice: await agree(stage(clp), ben, about.id, caseRef) }
}

test('C8 a notice that quotes a post loses the quote when the post is marked, and nothing else', async () => {
  const clp = get()
  const { member } = cast(clp)
  const [about, from] = [member(0), member(1)]
  const words = 'HEINOUS words, *many* of them.\nOn two lines.'
  const { ref, notice } = await noticeAbout(clp, [about, from], about.say(general(clp), words))
  expect(notice.content).toContain('HEINOUS')
  expect(stillThere(clp)).toContain('> On two lines.')
  await marks(clp, ref)
  const now = await clp.discord.waitFor(
    () => clp.discord.dm(about.id).find((m) => m.id === notice.id && !m.text.includes('HEINOUS')),
    'the notice without the quote',
  )
  // it still says all that it has to, and can be answered
  expect(now.content).toContain('taken out')
  expect(now.content).toContain('You have until')
  expect(now.buttons.map((b) => b.label)).toEqual(notice.buttons.map((b) => b.label))
  expect(now.files.map((f) => f.name)).toEqual(notice.files.map((f) => f.name))
  expect(now.text).toContain('Who decides')
  await isGone(clp, /HEINOUS|On two lines/)
  await expect
    .poll(async () => (await entries(clp)).map((e) => e.action))
    .toContain('delivery.quote_taken_out')
  // the copy of what they were told is kept without it (N1)
  const own = await about.slash({ guild: clp.guild }, 'mydata')
  await clp.discord.waitFor(() => !own.deferred, 'their data')
  expect(own.text).toContain('You have until')
  expect(own.text).not.toContain('HEINOUS')
})

test('C8 C5 the question about a mediation loses the quote too, however short the post is', async () => {
  const clp = get()
  const { ada, member } = cast(clp)
  const [about, from] = [member(2), member(3)]
  const { ref } = await reports(from, about.say(general(clp), 'VILE'))
  const form = await ada.press(await complaintCardWith(clp, ref, 'Mediate'), 'Mediate')
  await ada.submit(form, { about: ['disagreement'] })
  await from.press(await told(clp, from, `complaint ${ref}: would you like`), 'Yes')
  const asks = await told(clp, about, 'would like to settle it by talking')
  expect(asks.text).toContain('VILE')
  await marks(clp, ref)
  const now = await clp.discord.waitFor(
    () => clp.discord.dm(about.id).find((m) => m.id === asks.id && !m.text.includes('VILE')),
    'the question without the quote',
  )
  expect(now.content).toContain('offers to mediate between you')
  await isGone(clp, /VILE/)
})

/** A warning because of a post, appealed by whoever wrote it. */
async function appealed(clp: Clp, people: [Person, Person]): Promise<{ ref: string; appeal: string }> {
  const [about] = people
  const post = about.say(general(clp), 'ABYSMAL words about a neighbour.')
  const { ref, caseRef, notice } = await noticeAbout(clp, people, post)
  await wontReply(about, notice)
  await cardWith(stage(clp), caseRef, 'Sign')
  await bothSign(clp, caseRef)
  await letterOf(clp, about, caseRef)
  return { ref, appeal: await appeals(clp, about, caseRef) }
}

test('C8 H5 in the room of an appeal the case file is posted anew without it', async () => {
  const clp = get()
  const { member, ec } = cast(clp)
  const { ref, appeal } = await appealed(clp, [member(4), member(5)])
  await putToVote(clp, appeal)
  const end = await endOfFile(clp, appeal)
  expect(inRoomOf(clp, appeal).some((m) => m.content.includes('ABYSMAL'))).toBe(true)
  await marks(clp, ref)
  /** Nothing is left of the file as it was. */
  const anew = () => !inRoomOf(clp, appeal).some((m) => m.id === end.id)
  await secondsPass(clp, () => linesWith(clp, /ABYSMAL/).length === 0 && anew())
  await isGone(clp, /ABYSMAL/)
  // it can be read from top to bottom again, and voted on
  const again = await clp.discord.waitFor(
    () => inRoomOf(clp, appeal).find((m) => m.id !== end.id && m.content.includes('The answer to that')),
    'the end of the new file',
  )
  expect(inRoomOf(clp, appeal).filter((m) => m.content.includes('The answer to that'))).toHaveLength(1)
  expect(again.buttons.map((b) => b.label)).toContain('Stands')
  const vote = await ec[1].press(await appealCard(clp, appeal, 'Stands'), 'Stands')
  expect(vote.modal).toBeDefined()
})

test('C8 H5 a part of the case file that is on its way while the post is marked goes as well, and each part is there once', async () => {
  const clp = get()
  const { member } = cast(clp)
  const { ref, appeal } = await appealed(clp, [member(6), member(7)])
  let marked = false
  clp.discord.faults.add({
    match: { method: 'POST', body: (body) => /ABYSMAL[^]* of \d · /.test(JSON.stringify(body)) },
    when: 'after',
    do: {
      async call() {
        await marks(clp, ref)
        marked = true
      },
    },
  })
  await putToVote(clp, appeal)
  await clp.discord.waitFor(() => marked, 'the mark in the middle of the file')
  const parts = () => inRoomOf(clp, appeal).flatMap((m) => /(\d) of 8 · /.exec(m.content)?.[1] ?? [])
  await secondsPass(clp, () => parts().join() === '1,2,3,4,5,6,7,8')
  await isGone(clp, /ABYSMAL/)
})
