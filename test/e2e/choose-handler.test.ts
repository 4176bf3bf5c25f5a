import { expect, test } from 'vitest'
import { appealCard } from '../support/appeals.ts'
import { appealsByLetter, inRoom } from '../support/appeal-ways.ts'
import { startClp } from '../support/clp.ts'
import { cast, sanctioned, told } from '../support/stories.ts'

test('D7 H3 nobody is left to handle it: whoever two EC members without conflict choose does, never one alone', async () => {
  const clp = await startClp()
  const { secretary, chair, member, ec } = cast(clp)
  const [edith, femi, gwen, harry] = ec
  const robin = member(0)
  const grounds = 'It was a joke among friends.'
  clp.confide([grounds], [robin.id, secretary.id, chair.id, edith.id, gwen.id])
  const ref = await sanctioned(clp, robin)
  const appeal = await appealsByLetter(clp, robin, ref, { grounds })
  const where = { guild: clp.guild }
  for (const [who, next] of [
    [secretary, edith],
    [edith, chair],
    [chair, null],
  ] as const) {
    await appealCard(clp, appeal, 'Put to the EC')
    expect((await who.slash(where, 'involved', { ref: appeal, reason: 'a friend' })).content).toContain(
      'no part',
    )
    const now = next === null ? [] : [next.id]
    await clp.discord.waitFor(
      () => JSON.stringify(inRoom(clp, appeal)) === JSON.stringify(now),
      `the room with ${now.length} in it`,
    )
  }
  const task = await told(clp, femi, 'nobody is left to handle this appeal')
  expect(task.text).not.toContain('joke')
  const choice = await femi.press(task, 'Choose a handler')
  // nobody with a part in it can be chosen
  expect(choice.selects[0]?.options.map((o) => o.label)).not.toContain('Edith Moon')
  expect((await femi.choose(choice, 'Choose an EC member', [gwen.id])).content).toContain('One more of you')
  expect(inRoom(clp, appeal)).toEqual([])
  const other = await harry.press(await told(clp, harry, 'nobody is left'), 'Choose a handler')
  expect((await harry.choose(other, 'Choose an EC member', [gwen.id])).content).toContain(
    'Gwen Parry handles',
  )
  await clp.discord.waitFor(
    () => JSON.stringify(inRoom(clp, appeal)) === JSON.stringify([gwen.id]),
    'the room with the one they chose',
  )
  await told(clp, gwen, 'is an appeal for you to handle')
  const done = await gwen.press(await appealCard(clp, appeal, 'Put to the EC'), 'Put to the EC')
  expect(done.content).toContain('is put to the EC')
}, 60_000)
