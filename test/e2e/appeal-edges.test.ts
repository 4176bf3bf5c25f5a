import { describe, expect, test } from 'vitest'
import { appealCard, inTheRoom } from '../support/appeals.ts'
import { appealsByLetter } from '../support/appeal-ways.ts'
import { sharedClp } from '../support/clp.ts'
import { cast, sanctioned, told } from '../support/stories.ts'

describe('whoever handles an appeal', () => {
  const shared = sharedClp()

  test('H3 H4 the appellant trusts an EC member, and their DMs are shut: what the admins add is for her to pass on, and for nobody who may not read it', async () => {
    const clp = shared()
    const { ada, ec, secretary, member } = cast(clp)
    const [edith, femi] = ec
    const robin = member(0)
    const grounds = 'The Secretary is my neighbour, and it was a joke.'
    clp.confide([grounds, 'He said so twice.'], [robin.id, ...clp.admins, clp.smOfficer, femi.id])
    const ref = await sanctioned(clp, robin)
    const appeal = await appealsByLetter(clp, robin, ref, { grounds, trusted: [femi.id] })
    await told(clp, femi, new RegExp(`${appeal}.*is an appeal for you to handle`))
    await femi.press(await appealCard(clp, appeal, 'Put to the EC'), 'Put to the EC')
    robin.shutDms()
    const asked = await told(clp, ada, new RegExp(`${appeal}.*an appeal against what was decided`, 's'))
    await ada.submit(await ada.press(asked, 'Add a statement'), { text: 'He said so twice.' })
    const task = await told(clp, femi, 'send the appellant what the admins added')
    expect((await femi.press(await appealCard(clp, appeal), 'Read all')).text).toContain('He said so twice.')
    for (const other of [edith, secretary])
      expect(clp.discord.dm(other.id).some((m) => m.text.includes('send the appellant'))).toBe(false)
    expect((await edith.slash({ guild: clp.guild }, 'task list')).text).toContain('No task waits for you')
    const done = await femi.submit(await femi.press(task, 'Done'), { how: 'By e-mail, today.' })
    expect(done.failed).toBeUndefined()
    await inTheRoom(clp, appeal, femi.id)
  }, 60_000)
})
