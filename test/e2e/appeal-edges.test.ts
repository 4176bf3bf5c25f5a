import { describe, expect, test } from 'vitest'
import { appealCard, endOfFile, inRoomOf, inTheRoom } from '../support/appeals.ts'
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
    clp.confide([grounds, 'He said so twice.'], [robin.id, ...clp.admins, clp.smOfficer, ...clp.ec])
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
    // and what is answered by e-mail is put in by her, and by nobody else
    expect(task.text).toContain(`/appeals lodge ref:${appeal}`)
    const where = { guild: clp.guild }
    for (const other of [edith, secretary])
      expect((await other.slash(where, 'appeals lodge', { ref: appeal })).text).toContain(
        'nothing with that reference',
      )
    const form = await femi.slash(where, 'appeals lodge', { ref: appeal })
    const empty = await femi.submit(form, { how: 'E-mail, 3 March', text: ' ' })
    expect(empty.text).toContain('Write what they said')
    clp.confide(['never more than once'], [robin.id, ...clp.ec])
    const text = 'It was never more than once.'
    const put = await femi.submit(await femi.slash(where, 'appeals lodge', { ref: appeal }), {
      how: 'E-mail, 3 March',
      text,
      all: ['yes'],
    })
    expect(put.text).toContain('It is part of')
    const own = await robin.slash(where, 'appeal')
    await clp.discord.waitFor(() => own.text.includes(appeal), 'the appeal')
    for (const one of [clp.as(clp.admins[1]), clp.as(clp.admins[2]), clp.as(clp.smOfficer)])
      await one.press(await told(clp, one, new RegExp(`${appeal}.*an appeal against`, 's')), 'Nothing to add')
    await inTheRoom(clp, appeal, edith.id)
    await endOfFile(clp, appeal)
    expect(
      inRoomOf(clp, appeal)
        .map((m) => m.text)
        .join(),
    ).toContain(text)
  }, 60_000)
})
