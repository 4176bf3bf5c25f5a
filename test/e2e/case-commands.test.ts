import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { sharedClp } from '../support/clp.ts'
import {
  asked,
  cardWith,
  cast,
  daysOn,
  entries,
  heard,
  isDelivered,
  logged,
  opened,
  readAll,
  sanctioned,
  stage,
  told,
} from '../support/stories.ts'

const NO_SUCH =
  'There is nothing with that reference that you can see. Check the reference, or ask another officer.'
const labels = (answer: Pick<Answer, 'buttons'>): string[] => answer.buttons.map((b) => b.label)

describe('looking at cases', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })

  test('A4 /case view shows the card of the room, to this person alone, and its buttons work', async () => {
    const clp = clpOf()
    const { cleo, member } = cast(clp)
    const ref = await opened(clp, member(0), { what: 'Shouted at the treasurer.' })
    const seen = await cleo.slash(here(), 'case view', { ref })
    expect(seen.ephemeral).toBe(true)
    const inRoom = await cardWith(stage(clp), ref, 'Agree to ask')
    expect(seen.embeds).toEqual(inRoom.embeds)
    expect(labels(seen)).toEqual(inRoom.buttons.map((b) => b.label))
    expect((await cleo.press(seen, 'Agree to ask')).text).toContain('Agreed')
    await told(clp, member(0), 'Shouted at the treasurer')
    expect((await cleo.press(seen, 'Agree to ask')).text).toContain('This has moved on since')
  })

  test('A4 A5 D7 /case list shows what is open and may be seen, by state, and a case chosen from it', async () => {
    const clp = clpOf()
    const { ben, cleo, chair, smOfficer, member } = cast(clp)
    const over = await sanctioned(clp, member(1))
    const waiting = await heard(clp, member(2))
    const open = await ben.slash(here(), 'case list')
    expect(open.ephemeral).toBe(true)
    expect(open.text).toContain(`${waiting}** about Tess Whitlock: waiting for signatures`)
    expect(open.text).not.toContain(over)
    const closed = await ben.slash(here(), 'case list', { state: 'Closed' })
    expect(closed.text).toContain(`${over}** about Sam Okafor: closed with a sanction`)
    expect(closed.text).not.toContain(waiting)
    const all = await smOfficer.slash(here(), 'case list', { state: 'All of them' })
    expect(all.text).toContain(over)
    expect(all.text).toContain(waiting)
    const shown = await ben.choose(open, 'Show a case', [waiting])
    expect(labels(shown)).toContain('Sign')

    expect((await chair.slash(here(), 'case list')).text).toContain('That is not yours to do')
    for (const officer of [ben, cleo, smOfficer])
      await officer.slash(here(), 'involved', { ref: waiting, reason: 'A cousin of mine.' })
    const asStandIn = await chair.slash(here(), 'case list')
    expect(asStandIn.text).toContain(waiting)
    expect(asStandIn.text).not.toContain(over)
    expect(labels(await chair.choose(asStandIn, 'Show a case', [waiting]))).toContain('Sign')
    expect((await cleo.slash(here(), 'case list', { state: 'All of them' })).text).not.toContain(waiting)
  })

  test('A5 A6 references are suggested to those who may see them, and to nobody else', async () => {
    const clp = clpOf()
    const { ada, ben, chair, secretary, ec, member } = cast(clp)
    const ref = await opened(clp, member(3))
    const suggested = async (who: Person, command: string, typed: string): Promise<string[]> =>
      (await who.autocomplete(here(), command, 'ref', typed)).map((choice) => choice.name)
    const name = `${ref} · Umar Siddiqui · waiting for another admin to agree to ask`
    expect(await suggested(ada, 'case view', '')).toContain(name)
    expect(await suggested(ben, 'case drop', 'umar')).toEqual([name])
    expect(await suggested(ben, 'case note', ref)).toEqual([name])
    for (const other of [chair, secretary, ec[1]]) {
      expect(await suggested(other, 'case view', ref)).toEqual([])
      expect(await suggested(other, 'involved', ref)).toEqual([])
    }
    await ben.slash(here(), 'involved', { ref, reason: 'We share a house.' })
    expect(await suggested(ben, 'case view', 'umar')).toEqual([])
    expect(await suggested(ben, 'case view', ref)).toEqual([])
  })

  test('A6 whoever has no part hears of an existing reference what they hear of a missing one', async () => {
    const clp = clpOf()
    const { ada, ben, secretary, chair, owner, ec, member } = cast(clp)
    const ref = await opened(clp, member(4))
    await ben.slash(here(), 'involved', { ref, reason: 'A friend.' })
    const moderator = member(10)
    await secretary.slash(here(), 'officer appoint', {
      office: 'moderator',
      person: moderator.id,
      minute: 'EC 2026/2',
    })
    const former = member(11)
    await secretary.slash(here(), 'officer appoint', {
      office: 'admin',
      person: former.id,
      minute: 'EC 2026/2',
    })
    await secretary.slash(here(), 'officer end', { office: 'admin', person: former.id, minute: 'EC 2026/3' })
    const forge = (who: Person) => ({ as: who.id, channelId: clp.channels.general })
    const touches = (who: Person, given: string): (() => Promise<Answer>)[] => [
      ...['view', 'note', 'evidence', 'drop'].map(
        (name) => () =>
          clp.discord.forge.slash(
            'case',
            [{ type: 1, name, options: [{ type: 3, name: 'ref', value: given }] }],
            forge(who),
          ),
      ),
      () =>
        clp.discord.forge.slash(
          'involved',
          [
            { type: 3, name: 'ref', value: given },
            { type: 3, name: 'reason', value: 'x' },
          ],
          forge(who),
        ),
      ...[
        'agree',
        'sign',
        'dont-sign',
        'read-all',
        'edit-letter',
        'drop',
        'involved',
        'case-lighter',
        'case-finding',
        'name-signers',
      ].map((name) => () => clp.discord.forge.press(`${name}:${clp.guild}:${given}:1`, forge(who))),
      ...[
        ['dont-sign-form', { reason: 'x' }],
        ['drop-form', { reason: 'x' }],
        ['involved-form', { reason: 'x' }],
        ['edit-letter-form', { words: 'x' }],
        ['case-finding-form', { finding: 'x' }],
        ['case-note-form', { note: 'x' }],
        ['case-evidence-form', { text: 'x' }],
        ['case-reply-form', { said: 'x', how: 'x', when: 'today', all: ['no'] }],
        ['case-lighter-form', { outcome: ['words_of_advice'], reasons: 'x' }],
        ['name-signers-form', { people: [ada.id] }],
      ].map(
        ([name, values]) =>
          () =>
            clp.discord.forge.submit(
              `${name as string}:${clp.guild}:${given}${name === 'dont-sign-form' ? ':1' : ''}`,
              values as Record<string, string>,
              forge(who),
            ),
      ),
    ]
    for (const who of [ben, ec[1], moderator, former, member(9), owner]) {
      const existing = touches(who, ref)
      const missing = touches(who, '2026-987')
      for (const [i, touch] of existing.entries()) {
        const answer = await touch()
        const same = await (missing[i] as () => Promise<Answer>)()
        expect(answer.ephemeral).toBe(true)
        expect(answer.text).toBe(same.text)
        expect(answer.text).toContain(NO_SUCH)
        expect(labels(answer)).toEqual([])
      }
    }
    // the Chair may come to stand in and knows references from the log: declaring is theirs, seeing is not
    for (const [i, touch] of touches(chair, ref).entries())
      if (i !== 4 && i !== 11 && i !== 17) expect((await touch()).text).toContain(NO_SUCH)
    const refused = (await entries(clp)).filter((e) => e.action === 'refusal.request')
    for (const who of [ben, ec[1], moderator, former, member(9), owner])
      expect(refused.some((e) => e.actor === who.id && e.details['asked'] === ref)).toBe(true)
    expect(refused.every((e) => e.matter === null)).toBe(true)
    expect((await ada.slash(here(), 'case view', { ref })).text).toContain('waiting for another admin')
  })
})

describe('forms about a case', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })

  test('D1 a note is written once, however often its form is sent, and stands under Read all', async () => {
    const clp = clpOf()
    const { ada, ben, member } = cast(clp)
    const ref = await opened(clp, member(0))
    const form = await ben.slash(here(), 'case note', { ref })
    expect(form.modal?.title).toBe(`Note on ${ref}`)
    const blank = await ben.submit(form, { note: '   ' })
    expect(blank.text).toContain('The note is empty')
    const again = await ben.press(blank, 'Edit')
    const [first, second] = await Promise.all([
      ben.submit(again, { note: 'Spoke to @everyone and **the treasurer**.' }),
      ben.submit(again, { note: 'Spoke to @everyone and **the treasurer**.' }),
    ])
    const texts = [first.text, second.text].toSorted()
    expect(texts[1]).toContain(`Your note is with ${ref}`)
    expect(texts[0]).toContain('You have sent that form already')
    const all = await readAll(clp, ada, ref)
    expect(all.match(/Spoke to/g)).toHaveLength(1)
    expect((await entries(clp)).filter((e) => e.action === 'case.note')).toHaveLength(1)
  })

  test('D4 evidence: what was wrong comes back with everything typed, and goes on after a reload', async () => {
    const clp = clpOf()
    const { ben, cleo, member } = cast(clp)
    const { ref } = await asked(clp, member(1))
    const form = await ben.slash(here(), 'case evidence', { ref })
    const long = 'ä'.repeat(3990)
    const bad = await ben.submit(form, { text: long, link: 'somewhere' })
    expect(bad.text).toContain('The link is no web address')
    expect(bad.text).toContain(long)
    ben.reload()
    const list = await ben.slash(here(), 'case list')
    expect(labels(list)).toContain(`Evidence for ${ref}`)
    expect(labels(await cleo.slash(here(), 'case list'))).not.toContain(`Evidence for ${ref}`)
    const shown = await ben.press(list, `Evidence for ${ref}`)
    expect(shown.text).toContain('somewhere')
    const again = await ben.press(shown, 'Edit')
    expect(again.modal?.fields.slice(0, 2).map((f) => f.value)).toEqual([long, 'somewhere'])
    const sent = await ben.submit(again, { link: 'https://example.org/a_b' })
    expect(sent.text).toContain(`The evidence is with ${ref}`)
    await told(clp, member(1), 'https://example.org/a')
    expect((await ben.press(list, `Evidence for ${ref}`)).text).toContain('You have sent that form already')
    expect(labels(await ben.slash(here(), 'case list'))).not.toContain(`Evidence for ${ref}`)
  })

  test('D8 /case drop asks for a reason; a form that others have overtaken says what has happened', async () => {
    const clp = clpOf()
    const { ada, ben, member } = cast(clp)
    const ref = await opened(clp, member(2))
    const late = await ada.slash(here(), 'case drop', { ref })
    const form = await ben.slash(here(), 'case drop', { ref })
    expect((await ben.submit(form, { reason: 'It was someone else.' })).text).toContain(`${ref} is dropped`)
    await logged(clp, 'Dropped the case, with reasons')
    const overtaken = await ada.submit(late, { reason: 'I think so too.' })
    expect(overtaken.text).toContain('This has moved on since. Where it stands now: dropped')
    expect(overtaken.text).toContain('I think so too.')
    expect((await ada.slash(here(), 'case evidence', { ref })).text).toContain('This has moved on since')
    expect((await ada.slash(here(), 'case note', { ref })).modal?.title).toBe(`Note on ${ref}`)
  })

  test('A2 A6 nobody opens or sends a form that someone else has kept', async () => {
    const clp = clpOf()
    const { ada, ben, member } = cast(clp)
    const ref = await opened(clp, member(3))
    const form = await ben.slash(here(), 'case note', { ref })
    const bad = await ben.submit(form, { note: ' ' })
    const kept = bad.buttons.find((b) => b.label === 'Edit')?.customId as string
    const as = { as: ada.id, channelId: clp.channels.general }
    expect((await clp.discord.forge.press(kept, as)).text).toContain('That draft is not there any more')
    const word = kept.split(':')[2] as string
    for (const name of ['form-show', 'form-cancel'])
      expect((await clp.discord.forge.press(`${name}:${clp.guild}:${word}`, as)).text).toContain(
        'not there any more',
      )
    const stolen = await clp.discord.forge.submit(
      `case-note-form:${clp.guild}:${ref}:${word}`,
      { note: 'x' },
      as,
    )
    expect(stolen.text).toContain('That draft is not there any more')
    const shown = await ben.press(await ben.slash(here(), 'case list'), `A note on ${ref}`)
    expect((await ben.press(shown, 'Throw away')).text).toContain('Thrown away')
    expect(labels(await ben.slash(here(), 'case list'))).toEqual([])
  })

  test('A8 a form opened in office and sent after it ended does nothing', async () => {
    const clp = clpOf()
    const { cleo, secretary, member } = cast(clp)
    const ref = await opened(clp, member(4))
    const form = await cleo.slash(here(), 'case drop', { ref })
    await secretary.slash(here(), 'officer end', {
      office: 'admin',
      person: cleo.id,
      platform: 'discord',
      minute: 'EC 2026/4',
    })
    const sent = await cleo.submit(form, { reason: 'Too late.' })
    expect(sent.text).toContain(NO_SUCH)
    expect((await cast(clp).ada.slash(here(), 'case view', { ref })).text).toContain(
      'waiting for another admin',
    )
  })

  test('D1 a draft is shown again from /case list, after a reload and on another day', async () => {
    const clp = clpOf()
    const { ada, ben, member } = cast(clp)
    const form = await ada.slash(here(), 'warn', { person: member(5).id })
    await ada.submit(form, { what: 'Called it a swindle.', when: 'yesterday' })
    ada.reload()
    daysOn(clp, 1)
    expect(labels(await ben.slash(here(), 'case list'))).toEqual([])
    const shown = await ada.press(await ada.slash(here(), 'case list'), 'Case about Will Trevanion')
    expect(shown.text).toContain('Choose at least one rule that was broken')
    const again = await ada.press(shown, 'Edit')
    expect(again.modal?.fields.find((f) => f.customId === 'what')?.value).toBe('Called it a swindle.')
    await ada.press(shown, 'Cancel')
    expect(labels(await ada.slash(here(), 'case list'))).toEqual([])
  })

  test('E11 a lifetime ban’s finding left blank asks again instead of failing', async () => {
    const clp = clpOf()
    const { ada, member } = cast(clp)
    const robin = member(6)
    await isDelivered(clp, await sanctioned(clp, robin))
    daysOn(clp, 2)
    await isDelivered(clp, await sanctioned(clp, robin, { what: 'Again.' }))
    daysOn(clp, 40)
    const form = await ada.slash(here(), 'warn', { person: robin.id })
    const checked = await ada.submit(form, { what: 'And again.', when: 'yesterday', rules: ['trolling'] })
    const finding = await ada.press(checked, 'Put to the admins')
    const blank = await ada.submit(finding, { finding: '  ' })
    expect(labels(blank)).toContain('Put to the admins')
    const second = await ada.press(blank, 'Put to the admins')
    expect((await ada.submit(second, { finding: 'It went on at once.' })).text).toContain('is open')
  })
})
