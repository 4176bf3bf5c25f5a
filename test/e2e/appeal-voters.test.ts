import { describe, expect, test } from 'vitest'
import {
  appealCard,
  appeals,
  appealSays,
  atTheVote,
  GROUNDS,
  inRoomOf,
  outcomeOf,
  putToVote,
  votes,
} from '../support/appeals.ts'
import { startClp } from '../support/clp.ts'
import { complains, proposes, signsComplaint } from '../support/complaints.ts'
import {
  cast,
  daysOn,
  entries,
  expectVerified,
  heard,
  letterOf,
  sanctioned,
  signs,
  told,
} from '../support/stories.ts'

describe('who may vote', () => {
  test('A5 A8 H6 one signed the case, one is involved, one leaves office: their votes are void, and too few are left', async () => {
    const clp = await startClp()
    const { member, ec, secretary, ada } = cast(clp)
    const robin = member(0)
    const [edith, femi, gwen, harry, iris] = ec
    const where = { guild: clp.guild }
    const office = { office: 'admin', person: edith.id, platform: 'discord', minute: 'EC 2' }
    await secretary.slash(where, 'officer appoint', office)
    clp.confide([GROUNDS], [robin.id, secretary.id, ...clp.ec.slice(1)])
    const about = await heard(clp, robin)
    await signs(clp, ada, about)
    await signs(clp, edith, about)
    await letterOf(clp, robin, about)
    const ref = await atTheVote(clp, robin, about)
    expect((await edith.slash(where, 'appeals view', { ref })).text).toContain('nothing with that reference')
    expect((await edith.slash(where, 'appeals list')).text).not.toContain(ref)
    const card = await votes(clp, femi, ref, 'Stands')
    expect(card.text).toContain('You have voted')
    const form = await femi.press(await appealCard(clp, ref, "I'm involved"), "I'm involved")
    await femi.submit(form, { reason: 'He is my neighbour.' })
    await appealSays(clp, ref, /Voted: nobody yet/)
    expect((await femi.slash(where, 'appeals view', { ref })).text).toContain('nothing with that reference')
    await votes(clp, iris, ref, 'Does not stand')
    await secretary.slash(where, 'officer end', { office: 'ec_member', person: iris.id, minute: 'EC 3' })
    await appealSays(clp, ref, /Voted: nobody yet/)
    await votes(clp, gwen, ref, 'Stands')
    const last = await votes(clp, harry, ref, 'Stands')
    expect(last.text).toContain('the vote is closed')
    await appealSays(clp, ref, 'it goes to the next EC meeting')
    const meeting = await secretary.slash(where, 'appeals meeting', { ref })
    const no = await secretary.submit(meeting, {
      meeting: 'today, EC 4',
      present: [gwen.id, harry.id],
      votes: '2 to 0',
      reasons: 'Both sides were heard.',
    })
    expect(no.text).toContain('take it to National with `/national refer`')
    await expectVerified(clp)
  }, 60_000)

  test('C7 how a complaint was decided does not stand: it is open again, and whoever complained is told', async () => {
    const clp = await startClp()
    const { member, ec, secretary, ada, cleo, smOfficer } = cast(clp)
    const zoe = member(8)
    clp.confide(['He mocks me'], [zoe.id, ...clp.admins, smOfficer.id, secretary.id, ...clp.ec])
    const { ref: about } = await complains(clp, zoe, { what: 'He mocks me.', where: 'In every thread.' })
    await proposes(clp, ada, about, { outcome: ['no_breach'], reasons: 'We could find nothing.' })
    await signsComplaint(clp, cleo, about)
    const outcome = await told(clp, zoe, /Your complaint is decided/)
    const sent = await zoe.submit(await zoe.press(outcome, 'Take it to the EC'), { grounds: GROUNDS })
    const ref = /A\d{4}-\d{3}/.exec(sent.text)?.[0] as string
    await putToVote(clp, ref)
    for (const who of ec) await votes(clp, who, ref, 'Does not stand', 'Nobody looked at the threads.')
    const letter = await outcomeOf(clp, zoe, ref)
    expect(letter.text).toContain('the admins decide it afresh')
    expect(letter.text).toContain('Nobody looked at the threads.')
    await clp.discord.waitFor(
      () => inRoomOf(clp, about).some((m) => m.content.includes('Please decide it afresh')),
      'word in the room of the complaint',
    )
    const again = await proposes(clp, ada, about, { outcome: ['no_breach'], reasons: 'Still nothing.' })
    expect(again.text).toContain('1 more signature is needed')
    await expectVerified(clp)
  }, 60_000)
})

describe('who has no part', () => {
  test('A2 A6 H5 every button, form and command of the vote, by everybody who has no part in it', async () => {
    const clp = await startClp({ unchecked: true })
    const { member, secretary } = cast(clp)
    const robin = member(0)
    const about = await sanctioned(clp, robin)
    const ref = await atTheVote(clp, robin, about)
    const others = [clp.members[3] as string, ...clp.admins, clp.smOfficer, clp.chair, robin.id]
    const ids = [
      `appeal-stands:${clp.guild}:${ref}`,
      `appeal-falls:${clp.guild}:${ref}`,
      `appeal-replace:${clp.guild}:${ref}:${about}`,
      `appeal-drop:${clp.guild}:${ref}:${about}`,
      `appeal-meeting:${clp.guild}:${ref}`,
      `appeal-suspend:${clp.guild}:${ref}`,
      `read-all:${clp.guild}:${ref}`,
    ]
    const as = (who: string) => ({ as: who, channelId: clp.channels.general })
    const forms: [string, Record<string, string | string[]>][] = [
      [`appeal-vote-form:${clp.guild}:${ref}:s:sanction`, { reasons: 'Mine.' }],
      [`appeal-meeting-form:${clp.guild}:${ref}`, { meeting: 'today, 1', votes: '3 to 0', reasons: 'Ours.' }],
    ]
    for (const who of others) {
      for (const id of ids)
        expect((await clp.discord.forge.press(id, as(who))).text, id).toMatch(/nothing with that reference/)
      for (const [id, values] of forms)
        expect((await clp.discord.forge.submit(id, values, as(who))).text, id).toMatch(
          /nothing with that reference/,
        )
      const option = [{ type: 3, name: 'ref', value: ref }]
      for (const name of ['view', 'meeting']) {
        const options = [{ type: 1, name, options: option }]
        expect((await clp.discord.forge.slash('appeals', options, as(who))).text).toMatch(
          /nothing with that reference/,
        )
      }
      const refer = [{ type: 1, name: 'refer', options: option }]
      expect((await clp.discord.forge.slash('national', refer, as(who))).text).toMatch(
        /nothing with that reference/,
      )
    }
    // whoever handles it has no vote, and knows of it
    const own = await clp.discord.forge.press(ids[0] as string, as(secretary.id))
    expect(own.text).toContain('That is not yours to do')
    expect((await entries(clp)).filter((e) => e.action === 'appeal.voted')).toEqual([])
  }, 60_000)

  test('A7 somebody who signed could open the room: no room, and the EC reads and votes in answers of their own', async () => {
    const clp = await startClp()
    const { member, ec, secretary, ada } = cast(clp)
    const robin = member(0)
    clp.confide([GROUNDS], [robin.id, secretary.id, ...clp.ec])
    const where = { guild: clp.guild }
    const { id: role } = clp.discord.addRole(clp.guild, {
      name: 'Thread keepers',
      permissions: ['ManageThreads'],
    })
    clp.discord.giveRole(clp.guild, ada.id, role)
    const about = await sanctioned(clp, robin)
    const ref = await appeals(clp, robin, about)
    await told(clp, secretary, 'It is sealed, so it has no room')
    const seen = await secretary.slash(where, 'appeals view', { ref })
    await secretary.press(seen, 'Put to the EC')
    daysOn(clp, 4)
    await told(clp, ec[1], 'It is sealed, so it has no room')
    for (const who of ec) {
      const view = await who.slash(where, 'appeals view', { ref })
      expect(view.ephemeral).toBe(true)
      const form = await who.press(view, 'Does not stand')
      await who.submit(form, { reasons: 'It was a song.' })
    }
    expect(ec[0].reads().some((r) => r.kind === 'ephemeral' && r.text.includes('The answer to that'))).toBe(
      true,
    )
    expect((await outcomeOf(clp, robin, ref)).text).toContain('It was a song.')
    expect(clp.discord.threads(clp.guild).map((t) => t.name)).not.toContain(ref)
    await expectVerified(clp)
  }, 60_000)
})
