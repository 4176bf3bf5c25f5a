import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import { sharedClp, type Clp } from '../support/clp.ts'
import { general, roomSays } from '../support/care.ts'
import { complaintCardWith, reports } from '../support/complaints.ts'
import { aMoment, cast, expectVerified, told } from '../support/stories.ts'

describe('C5 mediation', () => {
  const get = sharedClp()

  /** Somebody complains about somebody's post, and Ada offers to mediate; gives the question to the complainant. */
  async function offered(
    clp: Clp,
    [about, from]: [Person, Person],
    what = 'disagreement',
  ): Promise<{ ref: string; question: SeenMessage }> {
    const { ada } = cast(clp)
    const { ref } = await reports(from, about.say(general(clp), 'You never listen.'))
    const form = await ada.press(await complaintCardWith(clp, ref, 'Mediate'), 'Mediate')
    const sent = await ada.submit(form, { about: [what] })
    expect(sent.text).toContain('is asked now')
    return { ref, question: await told(clp, from, `complaint ${ref}: would you like`) }
  }

  test('C5 the complainant is asked first, the other only after a yes; agreed closes it', async () => {
    const clp = get()
    const { ada, ben, member } = cast(clp)
    const [about, from] = [member(0), member(1)]
    const { ref, question } = await offered(clp, [about, from])
    await aMoment()
    expect(clp.discord.dm(about.id)).toEqual([])
    // before the yes there is no such complaint for the person concerned
    const yes = question.buttons.find((b) => b.label === 'Yes')?.customId ?? ''
    for (const who of [about, member(7), ben]) {
      const forged = await clp.discord.forge.press(yes, { as: who.id, channelId: clp.channels.general })
      expect(forged.text).toContain('nothing with that reference')
    }
    expect((await from.press(question, 'Yes')).text).toContain('The other person is asked now')
    expect((await from.press(question, 'No')).text).toContain('your answer was written down')
    const asks = await told(clp, about, 'would like to settle it by talking')
    expect(asks.text).toContain('You never listen.')
    expect(asks.text).toContain(`<@${from.id}>`)
    expect((await about.press(asks, 'Yes')).text).toContain('Both of you said yes')
    await told(clp, from, 'Both of you said yes')
    await told(clp, about, 'Both of you said yes')
    expect((await about.press(asks, 'Yes')).text).toContain('under way')

    const card = await complaintCardWith(clp, ref, 'Agreed')
    expect((await ben.press(card, 'Agreed')).text).toContain('mediates')
    const done = await ada.submit(await ada.press(card, 'Agreed'), { note: 'They shake hands.' })
    expect(done.text).toContain('is closed')
    await told(clp, from, 'They shake hands.')
    await told(clp, about, 'written down as agreed')
    expect((await from.press(question, 'Yes')).text).toContain('closed')
    const list = await ada.slash({ guild: clp.guild }, 'complaint list')
    expect(list.text).not.toContain(ref)
    await expectVerified(clp)
  })

  test('C5 a no of the complainant tells the other nothing; a no of the other is told, and the admins go on', async () => {
    const clp = get()
    const { ada, member } = cast(clp)
    const first = await offered(clp, [member(2), member(3)], 'tone')
    expect((await member(3).press(first.question, 'No')).text).toContain('held against nobody')
    await roomSays(clp, first.ref, 'said no to a mediation')
    await complaintCardWith(clp, first.ref, 'Propose outcome')
    expect(clp.discord.dm(member(2).id)).toEqual([])
    const again = await ada.slash({ guild: clp.guild }, 'complaint mediate', { ref: first.ref })
    expect(again.text).toContain('Nobody is asked twice')

    const second = await offered(clp, [member(4), member(5)])
    await member(5).press(second.question, 'Yes')
    const asks = await told(clp, member(4), 'settle it by talking')
    expect((await member(4).press(asks, 'No')).text).toContain('held against nobody')
    await told(clp, member(5), 'does not want a mediation')
    expect((await member(4).press(asks, 'Yes')).text).toContain('There is no mediation')
    await complaintCardWith(clp, second.ref, 'Propose outcome')
  })

  test('C5 not agreed gives it back to the admins; someone who cannot be reached ends it before it begins', async () => {
    const clp = get()
    const { ada, member } = cast(clp)
    const { ref, question } = await offered(clp, [member(6), member(7)])
    await member(7).press(question, 'Yes')
    await member(6).press(await told(clp, member(6), 'settle it by talking'), 'Yes')
    const card = await complaintCardWith(clp, ref, 'Not agreed')
    const done = await ada.submit(await ada.press(card, 'Not agreed'), { note: 'They shouted.' })
    expect(done.text).toContain('open again')
    await told(clp, member(6), 'without an agreement')
    await told(clp, member(7), 'without an agreement')
    await complaintCardWith(clp, ref, 'Propose outcome')

    const away = member(8)
    const { ref: other } = await reports(member(9), away.say(general(clp), 'Bye.'))
    away.shutDms()
    const form = await ada.press(await complaintCardWith(clp, other, 'Mediate'), 'Mediate')
    await ada.submit(form, { about: ['misunderstanding'] })
    await member(9).press(await told(clp, member(9), 'would you like'), 'Yes')
    await roomSays(clp, other, 'did not let the bot ask them')
    await told(clp, member(9), 'does not want a mediation')
  })

  test('C5 never for harassment, discrimination, sexual or safeguarding matters, nor where two complain', async () => {
    const clp = get()
    const { ada, member } = cast(clp)
    const post = member(10).say(general(clp), 'Get lost.')
    const { ref } = await reports(member(11), post)
    for (const [what, word] of [
      ['harassment', 'Harassment'],
      ['discrimination', 'Discrimination'],
      ['sexual', 'sexual'],
      ['safeguarding', 'safeguarding'],
    ] as const) {
      const form = await ada.press(await complaintCardWith(clp, ref, 'Mediate'), 'Mediate')
      const refused = await ada.submit(form, { about: [what] })
      expect(refused.text).toContain('never mediated')
      expect(refused.text).toContain(word)
    }
    await aMoment()
    expect(clp.discord.dm(member(11).id).some((m) => m.text.includes('would you like'))).toBe(false)
    await reports(member(0), post)
    const two = await ada.slash({ guild: clp.guild }, 'complaint mediate', { ref })
    expect(two.text).toContain('more than one person')
  })
})
