import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { appealCard, appealSays, inTheRoom, outcomeOf, votes } from '../support/appeals.ts'
import { type Clp, sharedClp } from '../support/clp.ts'
import { complaintCardWith, posts, proposes, reports, signsComplaint } from '../support/complaints.ts'
import { cast, expectVerified, told } from '../support/stories.ts'

const appealRef = (text: string): string => /A\d{4}-\d{3}/.exec(text)?.[0] ?? text

/** *Take it to the EC* below the last outcome that someone was told of a complaint. */
async function toTheEc(clp: Clp, who: Person, ref: string, grounds: string): Promise<string> {
  const outcome = await told(clp, who, new RegExp(`Your complaint is decided.*${ref}`, 's'))
  const form = await who.press(outcome, 'Take it to the EC')
  expect(form.modal?.title, form.text).toBe(`Appeal against ${ref}`)
  return appealRef((await who.submit(form, { grounds })).text)
}

/** The Secretary puts it to the EC, and nobody of the admins has anything to add: the vote opens at once. */
async function straightToVote(clp: Clp, ref: string, about: string): Promise<void> {
  const { ada, ben, cleo, smOfficer, secretary } = cast(clp)
  await secretary.press(await appealCard(clp, ref, 'Put to the EC'), 'Put to the EC')
  const card = await complaintCardWith(clp, about, 'Add a statement')
  expect((await ada.press(card, 'Add a statement')).modal?.title).toBe(`Statement for ${ref}`)
  for (const one of [ada, ben, cleo, smOfficer])
    await one.press(
      await told(clp, one, new RegExp(`${ref}.*an appeal against what was decided`, 's')),
      'Nothing to add',
    )
  await inTheRoom(clp, ref, clp.ec[1])
}

describe('a complainant who is not satisfied', () => {
  const shared = sharedClp()
  const ec = async (clp: Clp, ref: string, verdict: string) => {
    for (const who of cast(clp).ec) await votes(clp, who, ref, verdict, `${verdict}, one thinks.`)
  }

  test('C7 H5 I2 each of two complainants can go to the EC; what it decides for one holds for the other, and the admins decide afresh', async () => {
    const clp = shared()
    const { ada, ben, member, secretary, smOfficer } = cast(clp)
    const [tess, zoe] = [member(2), member(8)]
    const readers = [secretary.id, smOfficer.id, ...clp.admins, ...clp.ec]
    clp.confide(['third time in a month'], [tess.id, ...readers])
    clp.confide(['asked me to leave'], [zoe.id, secretary.id])
    const post = posts(clp, member(0), 'She is a parasite on this branch.')
    const { ref } = await reports(tess, post)
    expect((await reports(zoe, post)).ref).toBe(ref)
    await proposes(clp, ada, ref, { outcome: ['no_breach'], reasons: 'It was fair comment.' })
    await signsComplaint(clp, ben, ref)
    const first = await toTheEc(clp, tess, ref, 'It was the third time in a month.')
    const second = await toTheEc(clp, zoe, ref, 'He asked me to leave.')
    expect([first, second]).toEqual(['A2026-001', 'A2026-002'])
    await straightToVote(clp, first, ref)
    await ec(clp, first, 'Does not stand')
    expect((await outcomeOf(clp, tess, first)).text).toContain('Your complaint is open again')
    // nothing is left to decide for the other, who hears nothing of the first
    const hers = await outcomeOf(clp, zoe, second)
    expect(hers.text).toContain('Your complaint is open again')
    expect(hers.text).not.toContain(first)
    await appealSays(clp, second, 'closed: the decision does not stand')
    await proposes(clp, ada, ref, {
      outcome: ['words_of_advice'],
      reasons: 'It was too hard.',
      advice: 'Please do not.',
    })
    await signsComplaint(clp, ben, ref)
    // the new decision can be taken to the EC again
    await told(clp, tess, /Your complaint is decided.*It was too hard/s)
    const third = await toTheEc(clp, tess, ref, 'Advice is not enough, the third time in a month.')
    await straightToVote(clp, third, ref)
    await ec(clp, third, 'Stands')
    expect((await outcomeOf(clp, tess, third)).text).toContain(
      'Nothing changes. Your complaint stays closed.',
    )
    await expectVerified(clp)
    // and after the EC to National, whose answer is applied once (I1, I2)
    const where = { guild: clp.guild }
    await secretary.slash(where, 'national refer', { ref })
    for (const one of [tess, zoe]) await told(clp, one, `${ref}.*is now with the National Complaints team`)
    await complaintCardWith(clp, ref, /with the National Complaints team/)
    const own = await tess.slash(where, 'complain')
    await clp.discord.waitFor(() => own.text.includes('It is with the National'), 'where it is, in /complain')
    const answer = { ref, outcome: 'does_not_stand', reasons: 'It was an attack on a person.' }
    const applied = await secretary.slash(where, 'national outcome', answer)
    expect(applied.text).toContain('It does not stand')
    await complaintCardWith(clp, ref, /nothing is proposed yet/)
    expect((await outcomeOf(clp, tess, third, 'The National Complaints team decided')).text).toContain(
      'It was an attack on a person.',
    )
    await told(clp, zoe, /Your complaint is open again.*The National Complaints team/s)
    const again = await secretary.slash(where, 'national outcome', answer)
    expect(again.text).toContain('recorded and applied already')
    await complaintCardWith(clp, ref, /It was an attack on a person/)
  }, 60_000)
})
