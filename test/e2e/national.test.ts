import { expect, test } from 'vitest'
import { appealSays, atTheVote, endOfFile, outcomeOf, votes } from '../support/appeals.ts'
import { sharedClp } from '../support/clp.ts'
import {
  asked,
  aMoment,
  banIs,
  banned30,
  calendarOf,
  cardSays,
  cardWith,
  cast,
  daysOn,
  expectVerified,
  logged,
  opened,
  sanctioned,
  someone,
  stage,
  told,
} from '../support/stories.ts'

const clpOf = sharedClp({ mornings: true })

test('I1 I2 National while the EC votes: frozen, no answer after weeks, and the vote goes on with the days it had', async () => {
  const clp = clpOf()
  const { ec, secretary, chair } = cast(clp)
  const robin = someone(clp)
  const where = { guild: clp.guild }
  const about = await sanctioned(clp, robin)
  const ref = await atTheVote(clp, robin, about)
  await votes(clp, ec[0], ref, 'Stands')
  expect((await chair.slash(where, 'national refer', { ref })).text).toContain('nothing with that reference')
  const done = await secretary.slash(where, 'national refer', { ref })
  expect(done.text).toContain('is with the National Complaints team')
  expect((await secretary.slash(where, 'national refer', { ref: about })).text).toContain('already')
  await told(clp, robin, 'is now with the National Complaints team')
  await appealSays(clp, ref, 'with the National Complaints team')
  const press = await ec[1].press(await endOfFile(clp, ref), 'Stands')
  expect(press.text).toContain('nothing is done here until their answer is recorded')
  const meeting = await secretary.slash(where, 'appeals meeting', { ref })
  expect(meeting.text).toContain('nothing is done here until their answer is recorded')
  daysOn(clp, 20)
  await aMoment()
  const back = await secretary.slash(where, 'national outcome', { ref, outcome: 'no_answer' })
  expect(back.text).toContain('goes on here where it was')
  const again = await secretary.slash(where, 'national outcome', { ref, outcome: 'stands' })
  expect(again.text).toContain('recorded and applied already')
  await told(clp, robin, 'goes on here where it was')
  for (const who of ec.slice(1)) await votes(clp, who, ref, 'Stands')
  expect((await outcomeOf(clp, robin, ref)).text).toContain('It stands.')
  await expectVerified(clp)
}, 60_000)

test('I2 G4 National decides that a ban does not stand, without an appeal here: lifted at once, told, applied once', async () => {
  const clp = clpOf()
  const { secretary } = cast(clp)
  const robin = someone(clp)
  const where = { guild: clp.guild }
  const ban = await banned30(clp, robin)
  await secretary.slash(where, 'national refer', { ref: ban })
  await logged(clp, `National Complaints team; local steps are frozen · ${ban}`)
  const done = await secretary.slash(where, 'national outcome', {
    ref: ban,
    outcome: 'does_not_stand',
    reasons: 'The ban was out of proportion.',
  })
  expect(done.text).toContain('It does not stand')
  await banIs(clp, robin, false)
  const letter = await outcomeOf(clp, robin, 'A2026-')
  expect(letter.text).toContain('The National Complaints team decided')
  expect(letter.text).toContain('out of proportion')
  await cardSays(clp, ban, 'overturned')
  await expectVerified(clp)
}, 60_000)

test('I2 G4 a frozen ban ends on its day, and a notice waits until National has declined', async () => {
  const clp = clpOf()
  const { ben, secretary } = cast(clp)
  const [robin, sam] = [someone(clp), someone(clp, 'Sam Okafor')]
  const where = { guild: clp.guild }
  const ban = await banned30(clp, robin)
  await secretary.slash(where, 'national refer', { ref: ban })
  const { ref, notice } = await asked(clp, sam)
  await secretary.slash(where, 'national refer', { ref })
  await cardSays(clp, ref, 'Where it stands')
  const card = await clp.discord.waitFor(
    () =>
      clp.discord
        .messages(clp.discord.threads(clp.guild).find((t) => t.name === ref)?.id as string)
        .find((m) => m.buttons.some((b) => b.label === 'Drop case')),
    'the card',
  )
  expect((await ben.press(card, 'Drop case')).text).toContain('nothing is done here until their answer')
  // they can still give their side
  expect((await sam.press(notice, 'Give my side')).modal).toBeDefined()
  daysOn(clp, 31)
  await banIs(clp, robin, false)
  await secretary.slash(where, 'national outcome', { ref, outcome: 'declined' })
  await told(clp, sam, 'goes on here where it was')
  clp.discord.clock.advanceBy({ minutes: 2 })
  await cardSays(clp, ref, 'waiting for')
}, 60_000)

test('I2 F5 a notice that waits for the morning waits for National too, and goes out when they have declined', async () => {
  const clp = clpOf()
  const { ben, secretary } = cast(clp)
  const on = calendarOf(clp)
  daysOn(clp, 0, '20:30')
  const robin = someone(clp)
  const where = { guild: clp.guild }
  const ref = await opened(clp, robin)
  await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
  await cardSays(clp, ref, 'waiting')
  expect((await secretary.slash(where, 'national refer', { ref })).text).toContain('is with the National')
  await cardSays(clp, ref, 'with the National Complaints team')
  daysOn(clp, 1)
  await aMoment()
  daysOn(clp, 1)
  await aMoment()
  // nobody has told them of the matter, so nobody tells them where it is
  expect(clp.discord.dm(robin.id)).toEqual([])
  await secretary.slash(where, 'national outcome', { ref, outcome: 'declined' })
  const notice = await told(clp, robin, 'We would like to hear your side')
  expect(notice.text).toContain(`You have until 10:00 on ${on(5, { weekday: 'long' })}`)
  expect((await robin.press(notice, 'Give my side')).modal).toBeDefined()
  await expectVerified(clp)
}, 60_000)
