import { expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import {
  asked,
  banIs,
  bothSign,
  cardSays,
  cardWith,
  cast,
  daysOn,
  entries,
  expectVerified,
  isDelivered,
  letterOf,
  logged,
  reply,
  someone,
  stage,
  told,
  warned,
  wontReply,
} from '../support/stories.ts'

const clpOf = sharedClp({ mornings: true })

/** A second sanction of someone who says nothing to it: a 30-day ban, in force. */
async function silentlyBannedNext(clp: Clp, about: Person) {
  const { ref, notice } = await asked(clp, about, { what: 'Called the same member a parasite.' })
  await wontReply(about, notice)
  await bothSign(clp, ref)
  await banIs(clp, about, true)
  await logged(clp, `The 30-day ban is in force · ${ref}`)
  return { ref, notice }
}

/** A 30-day ban against someone who never gave their side, a few days after its letter. */
async function silentlyBanned(clp: Clp, about: Person) {
  await warned(clp, about)
  const { ref, notice } = await asked(clp, about, { what: 'Called the same member a parasite.' })
  await wontReply(about, notice)
  await bothSign(clp, ref)
  const letter = await letterOf(clp, about, ref)
  await banIs(clp, about, true)
  await logged(clp, `The 30-day ban is in force · ${ref}`)
  return { ref, notice, letter }
}

test('D8 H8 a first reply after the letter is put to the signers: taken back by two, the ban lifted, and they are told why', async () => {
  const clp = clpOf()
  const { ada, ben } = cast(clp)
  const robin = someone(clp)
  const { ref, notice, letter } = await silentlyBanned(clp, robin)
  expect(letter.text).toContain('Give my side')
  clp.confide(['my brother used my account'], [robin.id, ...clp.admins, clp.smOfficer])

  daysOn(clp, 3)
  const form = await robin.press(letter, 'Give my side')
  const said = await robin.submit(form, { side: 'I was in hospital; my brother used my account.' })
  expect(said.text).toContain('uses up no appeal')
  const card = await cardSays(clp, ref, 'my brother used my account')
  expect(card.text).toContain('look at the decision again')

  const noReasons = await ada.submit(await ada.press(card, 'Take it back'), { reasons: ' ' })
  expect(noReasons.text).toContain('Give your reasons')
  const one = await ada.submit(await ada.press(card, 'Take it back'), {
    reasons: 'It was not Robin who wrote it.',
  })
  expect(one.text).toContain('not decided yet')
  // nobody without a part can press it
  const { ec } = cast(clp)
  expect((await ec[2].slash({ guild: clp.guild }, 'case view', { ref })).text).toContain(
    'nothing with that reference',
  )
  const two = await ben.submit(
    await ben.press(await cardSays(clp, ref, 'would take it back'), 'Take it back'),
    {
      reasons: 'The hospital confirms it.',
    },
  )
  expect(two.text).toContain('taken back')
  await banIs(clp, robin, false)
  const answer = await told(clp, robin, 'The decision is taken back')
  expect(answer.text).toContain('It was not Robin who wrote it.')
  expect(answer.text).toContain('The hospital confirms it.')
  await cardSays(clp, ref, 'The decision was taken back')
  const actions = (await entries(clp)).filter((e) => e.matter === ref).map((e) => e.action)
  expect(actions).toEqual(
    expect.arrayContaining([
      'reconsider.asked',
      'reconsider.take_back',
      'reconsider.taken_back',
      'sanction.overturned',
    ]),
  )
  // a second one is answered as ever
  const second = await robin.submit(await robin.press(notice, 'Give my side'), { side: 'One thing more.' })
  expect(second.text).toContain('moved on')
  await expectVerified(clp)
})

test('D8 the decision is kept: the person is told with reasons that it used up no appeal, and the ban stays', async () => {
  const clp = clpOf()
  const { ada, cleo } = cast(clp)
  const robin = someone(clp)
  const { ref, notice } = await silentlyBanned(clp, robin)
  await robin.submit(await robin.press(notice, 'Give my side'), { side: 'I do not see what was wrong.' })
  const card = await cardSays(clp, ref, 'look at the decision again')
  await ada.submit(await ada.press(card, 'Keep the decision'), { reasons: 'Nothing new was said.' })
  const kept = await cleo.submit(
    await cleo.press(await cardSays(clp, ref, 'would keep the decision'), 'Keep the decision'),
    { reasons: 'It was a personal attack.' },
  )
  expect(kept.text).toContain('the decision is kept')
  const answer = await told(clp, robin, 'The decision is kept')
  expect(answer.text).toContain('Nothing new was said.')
  expect(answer.text).toContain('you can still appeal')
  expect(clp.discord.bans(clp.guild).some((b) => b.userId === robin.id)).toBe(true)
})

test('D8 too late, or heard before: the usual answer, and nothing is put to the signers', async () => {
  const clp = clpOf()
  const [robin, sam] = [someone(clp), someone(clp, 'Sam Okafor')]
  const { notice, ref } = await asked(clp, robin)
  await reply(stage(clp), robin, notice, 'I was angry.')
  await cardWith(stage(clp), ref, 'Sign')
  await bothSign(clp, ref)
  await letterOf(clp, robin, ref)
  await isDelivered(clp, ref)
  const heardBefore = await robin.submit(await robin.press(notice, 'Give my side'), {
    side: 'And sorry.',
  })
  expect(heardBefore.text).toContain('moved on')

  const late = await asked(clp, sam)
  await wontReply(sam, late.notice)
  await bothSign(clp, late.ref)
  await letterOf(clp, sam, late.ref)
  await isDelivered(clp, late.ref)
  daysOn(clp, 15)
  const tooLate = await sam.submit(await sam.press(late.notice, 'Give my side'), {
    side: 'Now then.',
  })
  expect(tooLate.text).toContain('moved on')
  const here = (await entries(clp)).filter((e) => e.matter === ref || e.matter === late.ref)
  expect(here.map((e) => e.action)).toContain('case.decided')
  expect(here.some((e) => e.action.startsWith('reconsider.'))).toBe(false)
})

test('D8 H9 a warning beneath a live ban is taken back: the ban is lifted, and the EC decides what becomes of it', async () => {
  const clp = clpOf()
  const { ada, ben, secretary } = cast(clp)
  const robin = someone(clp)
  const first = await asked(clp, robin)
  await wontReply(robin, first.notice)
  await cardWith(stage(clp), first.ref, 'Sign')
  await bothSign(clp, first.ref)
  const letter = await letterOf(clp, robin, first.ref)
  await isDelivered(clp, first.ref)
  daysOn(clp, 2)
  const later = await asked(clp, robin, { what: 'Called the same member a parasite.' })
  await wontReply(robin, later.notice)
  await cardWith(stage(clp), later.ref, 'Sign')
  await bothSign(clp, later.ref)
  await banIs(clp, robin, true)
  await logged(clp, `The 30-day ban is in force · ${later.ref}`)

  const said = await robin.submit(await robin.press(letter, 'Give my side'), {
    side: 'It was not my account.',
  })
  expect(said.text).toContain('uses up no appeal')
  const card = await cardSays(clp, first.ref, 'look at the decision again')
  await ada.submit(await ada.press(card, 'Take it back'), { reasons: 'It was not theirs.' })
  await ben.submit(await ben.press(card, 'Take it back'), { reasons: 'I agree.' })
  await banIs(clp, robin, false)
  const task = await told(clp, secretary, `${later.ref} had relied on ${first.ref}`)
  const form = await secretary.press(task, 'Done')
  const blank = await secretary.submit(form, { decision: ['falls'], minute: ' ' })
  expect(blank.text).toContain('minute')
  const done = await secretary.submit(await secretary.press(task, 'Done'), {
    decision: ['falls'],
    minute: 'EC 2026/4',
  })
  expect(done.text).toContain('carried out')
  await cardSays(clp, later.ref, 'overturned')
  const overturned = (await entries(clp))
    .filter((e) => e.action === 'sanction.overturned')
    .map((e) => e.matter)
  expect(overturned.filter((ref) => ref === first.ref || ref === later.ref)).toEqual([first.ref, later.ref])
  await expectVerified(clp)
}, 60_000)

test('D8 H9 a warning beneath a live ban is taken back, and the EC replaces the ban by a warning, with a new letter', async () => {
  const clp = clpOf()
  const { ada, ben, secretary } = cast(clp)
  const robin = someone(clp)
  const first = await asked(clp, robin)
  await wontReply(robin, first.notice)
  await cardWith(stage(clp), first.ref, 'Sign')
  await bothSign(clp, first.ref)
  const letter = await letterOf(clp, robin, first.ref)
  await isDelivered(clp, first.ref)
  daysOn(clp, 2)
  const { ref } = await silentlyBannedNext(clp, robin)
  await robin.submit(await robin.press(letter, 'Give my side'), { side: 'It was not my account.' })
  const card = await cardSays(clp, first.ref, 'look at the decision again')
  await ada.submit(await ada.press(card, 'Take it back'), { reasons: 'It was not theirs.' })
  await ben.submit(await ben.press(card, 'Take it back'), { reasons: 'I agree.' })
  await banIs(clp, robin, false)
  clp.discord.addMember(clp.guild, robin.id)
  const task = await told(clp, secretary, `${ref} had relied on ${first.ref}`)
  const done = await secretary.submit(await secretary.press(task, 'Done'), {
    decision: ['replace'],
    minute: 'EC 2026/4',
  })
  expect(done.text).toContain('carried out')
  const fresh = await told(clp, robin, 'takes the place of the letter')
  expect(fresh.text).toContain(`**A warning** · ${ref}`)
  expect(fresh.text).toContain(`relied on ${first.ref}, which was taken back by the people who had signed it`)
  await cardSays(clp, ref, /delivered/)
  expect((await robin.press(fresh, 'Appeal')).modal?.title).toBe(`Appeal against ${ref}`)
  expect(clp.discord.bans(clp.guild).some((b) => b.userId === robin.id)).toBe(false)
  await expectVerified(clp)
}, 60_000)
