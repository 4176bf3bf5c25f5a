import { describe, expect, test } from 'vitest'
import {
  endOfFile,
  outcomeOf,
  appeals,
  appealSays,
  atTheVote,
  inRoomOf,
  putToVote,
  votes,
} from '../support/appeals.ts'
import { sharedClp } from '../support/clp.ts'
import {
  banIs,
  banned30,
  cast,
  daysOn,
  entries,
  expectVerified,
  logged,
  logText,
  sanctioned,
  someone,
  told,
  warned,
} from '../support/stories.ts'

describe('the vote', () => {
  const clpOf = sharedClp({ mornings: true })

  test('H5 H7 H8 the EC reads the file in the room, votes, and the warning does not stand', async () => {
    const clp = clpOf()
    const { ec, secretary } = cast(clp)
    const robin = someone(clp)
    const [edith, femi, gwen, harry, iris] = ec
    const grounds = 'It was a quotation from a song, as anybody can hear.'
    clp.confide([grounds], [robin.id, secretary.id, ...clp.ec])
    const about = await warned(clp, robin)
    const ref = await appeals(clp, robin, about, { grounds })
    expect(inRoomOf(clp, ref).some((m) => m.text.includes('Evidence'))).toBe(false)
    await putToVote(clp, ref)
    const last = await endOfFile(clp, ref)
    const file = inRoomOf(clp, ref)
      .map((m) => m.content)
      .join('\n')
    const order = [
      'What is said to have happened',
      'The evidence',
      'Their side',
      'The step, and why',
      'The letter',
      'The appeal: what should change',
      'What the admins added',
      'The answer to that',
    ]
    const places = order.map((title) => file.indexOf(title))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places.every((n) => n !== -1)).toBe(true)
    expect(file).toContain('Called a member a crook')
    expect(file).toContain('quotation from a song')
    await told(clp, femi, `${ref}[^]*is for you and the other EC members to decide`)

    const form = await edith.press(last, 'Does not stand')
    expect(form.text).toContain('Nobody sees how you vote')
    const none = await edith.submit(form, { reasons: ' \u200b ' })
    expect(none.text).toContain('Give your reasons')
    await votes(clp, edith, ref, 'Does not stand', 'A song is quoted.')
    await votes(clp, femi, ref, 'Stands', 'It was aimed at a person.')
    await votes(clp, gwen, ref, 'Does not stand', 'Nobody asked who it was about.')
    const card = await appealSays(clp, ref, new RegExp(`Voted: .*${gwen.id}`))
    expect(card.text).toContain(`<@${harry.id}>, <@${iris.id}>`)
    expect(card.text).not.toContain('aimed at a person')
    await votes(clp, harry, ref, 'Stands', 'Rules are rules.')
    // a vote changed at the last minute
    const changed = await votes(clp, harry, ref, 'Does not stand', 'I have listened to the song.')
    expect(changed.text).toContain('Your vote is changed to')
    const done = await votes(clp, iris, ref, 'Stands', 'I do not know the song.')
    expect(done.text).toContain('the vote is closed')

    await logged(clp, `The appeal is decided: the decision does not stand · ${ref}`)
    const letter = await outcomeOf(clp, robin, ref)
    expect(letter.text).toContain('It does not stand')
    for (const reason of [
      'A song is quoted.',
      'Nobody asked who it was about.',
      'I have listened to the song.',
    ])
      expect(letter.text).toContain(reason)
    for (const other of ['aimed at a person', 'Rules are rules', 'Edith', '3 to 2'])
      expect(letter.text).not.toContain(other)
    expect(letter.text).toContain('The Executive Committee, Exampleton CLP')
    // the admins hear it in the room of the case
    await clp.discord.waitFor(
      () =>
        inRoomOf(clp, about).some(
          (m) => m.content.includes('it does not stand') && m.content.includes('A song is quoted'),
        ),
      'the outcome in the room of the case',
    )
    // votes stand in the register, and nobody can vote any more
    const voted = (await entries(clp)).filter((e) => e.matter === ref && e.action === 'appeal.voted')
    expect(voted.map((e) => e.details['verdict'])).toEqual([
      'does_not_stand',
      'stands',
      'does_not_stand',
      'stands',
      'does_not_stand',
      'stands',
    ])
    const late = await iris.press(last, 'Stands')
    expect(late.text).toContain('closed: the decision does not stand')
    await robin.slash({ guild: clp.guild }, 'appeal')
    await clp.discord.waitFor(
      () => robin.reads().some((r) => r.kind !== 'dm' && r.text.includes('A song is quoted.')),
      '/appeal to show the outcome',
    )
    expect(logText(clp)).not.toContain('Robin')
    await expectVerified(clp)
  }, 60_000)

  test('H6 a tie does not stand; a ban is lifted at once, with an invitation, whatever else', async () => {
    const clp = clpOf()
    const { ec, secretary } = cast(clp)
    const robin = someone(clp)
    const grounds = 'The whole room was laughing.'
    clp.confide([grounds], [robin.id, secretary.id, ...clp.ec])
    const about = await banned30(clp, robin)
    const ref = await atTheVote(clp, robin, about, { grounds })
    for (const [n, who] of ec.entries())
      if (n < 4) await votes(clp, who, ref, n < 2 ? 'Stands' : 'Does not stand', `Reason no. ${n}.`)
    await banIs(clp, robin, true)
    daysOn(clp, 8)
    await banIs(clp, robin, false)
    await logged(clp, `The ban was lifted: its sanction does not stand · ${about}`)
    // H10 they share no server with the bot: their letter carries it, and a task asks for another way
    const letter = await outcomeOf(clp, robin, ref)
    expect(letter.text).toContain('https://discord.gg/')
    expect(letter.text).toContain('Reason no. 2.')
    expect(letter.text).not.toContain('Reason no. 0.')
    await told(clp, secretary, 'tell the appellant another way')
    await expectVerified(clp)
  }, 60_000)

  test('H6 too few vote: the next meeting decides, and only that; against the roll it is refused', async () => {
    const clp = clpOf()
    const { ec, secretary, ada } = cast(clp)
    const robin = someone(clp)
    const [edith, femi, gwen] = ec
    const where = { guild: clp.guild }
    const about = await sanctioned(clp, robin)
    const ref = await atTheVote(clp, robin, about)
    await votes(clp, edith, ref, 'Stands')
    await votes(clp, femi, ref, 'Stands')
    const card = await endOfFile(clp, ref)
    daysOn(clp, 8)
    await logged(clp, `Too few EC members voted; the appeal goes to the next EC meeting · ${ref}`)
    await told(clp, secretary, 'goes to the next EC meeting')
    expect((await gwen.press(card, 'Stands')).text).toContain('it goes to the next EC meeting')
    const meeting = async (words: Record<string, string | string[]>) => {
      const form = await secretary.slash(where, 'appeals meeting', { ref })
      return secretary.submit(form, {
        meeting: 'today, minute EC 7',
        votes: '2 to 1',
        reasons: 'The EC heard both sides.',
        present: clp.ec.slice(0, 3),
        ...words,
      })
    }
    expect((await meeting({ present: [...clp.ec.slice(0, 2), ada.id] })).text).toContain(
      'has a part in the matter',
    )
    expect((await meeting({ present: [...clp.ec.slice(0, 2), clp.chair] })).text).toContain(
      'not on the roll of voters',
    )
    expect((await meeting({ votes: '3 to 1' })).text).toContain(
      '4 votes were counted, but 3 people were present',
    )
    expect((await meeting({ present: clp.ec.slice(0, 2), votes: '1 to 1' })).text).toContain(
      'a decision needs 3',
    )
    expect((await meeting({ meeting: 'today' })).text).toContain('the reference of its minute')
    const done = await meeting({})
    expect(done.text).toContain('It stands.')
    const letter = await outcomeOf(clp, robin, ref)
    expect(letter.text).toContain('It stands.')
    expect(letter.text).toContain('The EC heard both sides.')
    expect((await secretary.slash(where, 'appeals meeting', { ref })).text).toContain(
      'closed: the decision stands',
    )
    expect(
      (await entries(clp)).find((e) => e.matter === ref && e.action === 'appeal.decided')?.details,
    ).toMatchObject({
      minute: 'EC 7',
      votesFor: 2,
      votesAgainst: 1,
    })
  }, 60_000)
})
