import { expect, test } from 'vitest'
import { agree } from '../../src/practice-mode/story.ts'
import { sharedClp } from '../support/clp.ts'
import {
  asked,
  bothSign,
  cardSays,
  cardWith,
  cast,
  daysOn,
  entries,
  heard,
  isDelivered,
  letterOf,
  logText,
  opened,
  roomOf,
  signs,
  someone,
  stage,
  told,
  wontReply,
} from '../support/stories.ts'

const clpOf = sharedClp()

test('A5 an admin who saw it is a witness: their signature is void, and the room is left the same minute', async () => {
  const clp = clpOf()
  const { ada, ben, cleo } = cast(clp)
  const robin = someone(clp)
  const ref = await heard(clp, robin)
  expect((await signs(clp, ada, ref)).text).toContain('1 more signature')
  clp.confide(['Ada was there and saw it'], [ben.id, cleo.id, clp.smOfficer, robin.id])
  const form = await ben.slash({ guild: clp.guild }, 'case evidence', { ref })
  const done = await ben.submit(form, { text: 'Ada was there and saw it all.', witnesses: [ada.id] })
  expect(done.text).toContain('The evidence is with')
  const room = await roomOf(stage(clp), ref)
  await clp.discord.waitFor(
    () =>
      !clp.discord
        .threads(clp.guild)
        .find((t) => t.id === room.id)
        ?.members.includes(ada.id),
    'Ada to be out of the room',
  )
  // she has no part any more, and is answered as for a reference that does not exist (A6)
  const seen = await ada.slash({ guild: clp.guild }, 'case view', { ref })
  expect(seen.text).toBe((await ada.slash({ guild: clp.guild }, 'case view', { ref: '2026-999' })).text)
  const found = (await entries(clp)).find((e) => e.matter === ref && e.action === 'case.witness')
  expect(found).toMatchObject({ matter: ref, details: { person: ada.id } })
  expect(found?.actor).toBe(ben.id)
  // what was new goes to the respondent
  await told(clp, robin, 'Ada was there and saw it all.')
})

test('A5 the respondent asks that someone not decide it: upheld with reasons, they are out, and the asker is told', async () => {
  const clp = clpOf()
  const { ben, chair, secretary, smOfficer } = cast(clp)
  const robin = someone(clp)
  clp.confide(['feud over the allotments'], [robin.id, clp.secretary, clp.smOfficer])
  const { ref, notice } = await asked(clp, robin)
  const said = await robin.submit(await robin.press(notice, 'Give my side'), {
    side: 'I meant it as a joke.',
    objection: 'Ben Cole and the Chair: we have had a feud over the allotments for years.',
  })
  expect(said.text).toContain('Thank you')

  const objection = `${ref}[^]*asks that someone not decide it`
  // it waits for officers without a part in it who are not named in it
  const task = await told(clp, secretary, objection)
  await told(clp, smOfficer, objection)
  expect(task.text).not.toContain('allotments')
  expect(clp.discord.dm(chair.id).some((m) => m.text.includes(ref) && m.text.includes('not decide'))).toBe(
    false,
  )

  const form = await secretary.press(task, 'Done')
  const empty = await secretary.submit(form, { reasons: ' ', people: [ben.id] })
  expect(empty.text).toContain('Give your reasons')
  const upheld = await secretary.submit(await secretary.press(task, 'Done'), {
    people: [ben.id],
    reasons: 'They were in court against each other last year.',
  })
  expect(upheld.text).toContain('upheld for')
  const room = await roomOf(stage(clp), ref)
  await clp.discord.waitFor(
    () =>
      !clp.discord
        .threads(clp.guild)
        .find((t) => t.id === room.id)
        ?.members.includes(ben.id),
    'Ben to be out of the room',
  )
  const answer = await told(clp, robin, 'Your objection was upheld')
  expect(answer.text).toContain('They were in court against each other last year.')
  const late = await smOfficer.press(await told(clp, smOfficer, objection), 'Done')
  expect(late.text).toContain('done already')
  // that it was delivered is written down a moment after it can be read
  await expect
    .poll(async () => (await entries(clp)).filter((e) => e.matter === ref).map((e) => e.action))
    .toEqual(expect.arrayContaining(['objection.raised', 'objection.upheld', 'delivery.objection']))
  expect(logText(clp)).not.toContain('allotments')
})

test('A5 an objection is not upheld: reasons to the asker, nobody is out, and nobody answers about themselves', async () => {
  const clp = clpOf()
  const { smOfficer, secretary } = cast(clp)
  const robin = someone(clp)
  const { ref, notice } = await asked(clp, robin)
  const objection = `${ref}[^]*asks that someone not decide it`
  await robin.submit(await robin.press(notice, 'Give my side'), {
    side: 'No.',
    objection: 'I do not trust one of you.',
  })
  const task = await told(clp, smOfficer, objection)
  const own = await smOfficer.submit(await smOfficer.press(task, 'Done'), {
    people: [smOfficer.id],
    reasons: 'It is me.',
  })
  expect(own.text).toContain('yourself')
  const done = await secretary.submit(await secretary.press(await told(clp, secretary, objection), 'Done'), {
    reasons: 'Nothing was named that would be a reason.',
  })
  expect(done.text).toContain('not upheld')
  const answer = await told(clp, robin, 'was not upheld')
  expect(answer.text).toContain('Nothing was named that would be a reason.')
})

test('A5 an admin who was involved in the earlier case reads no reference of it on a later card, nor with /warn', async () => {
  const clp = clpOf()
  const { ada, ben, cleo } = cast(clp)
  const robin = someone(clp)
  const first = await opened(clp, robin)
  const left = await cleo.slash({ guild: clp.guild }, 'involved', { ref: first, reason: 'She is my sister.' })
  expect(left.text).toContain('no part')
  const notice = await agree(stage(clp), ben, robin.id, first)
  await wontReply(robin, notice)
  await cardWith(stage(clp), first, 'Sign')
  await bothSign(clp, first)
  await letterOf(clp, robin, first)
  await isDelivered(clp, first)
  daysOn(clp, 2)

  const later = await opened(clp, robin, { what: 'Called the same member a parasite.' })
  const card = await cardSays(clp, later, 'an earlier matter')
  expect(card.text).not.toContain(first)
  const own = await cleo.slash({ guild: clp.guild }, 'case view', { ref: later })
  expect(own.text).not.toContain(first)
  expect((await cleo.press(card, 'Read all')).text).not.toContain(first)
  // for herself Ada sees what it rests on
  expect((await ada.slash({ guild: clp.guild }, 'case view', { ref: later })).text).toContain(first)
})
