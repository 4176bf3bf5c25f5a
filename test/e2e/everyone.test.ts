import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACTIONS, actionsOf } from '../../src/policy/authority.ts'
import type { Office, OfficeHolding } from '../../src/policy/offices.ts'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { sharedClp } from '../support/clp.ts'
import { cast } from '../support/stories.ts'

/** What `/help` names for a right; every right that has something to use it with is here. */
const NAMED: Partial<Record<(typeof ACTIONS)[number], string>> = {
  'setup.channels': '/setup channels',
  'setup.check': '/setup check',
  'setup.policy': '/setup policy',
  'officer.appoint': '/officer appoint',
  'officer.end': '/officer end',
  'officer.list': '/officer list',
  'platform.list': '/platform list',
  'platform.add': '/platform add',
  'case.open': '/warn',
  'case.view': '/case view',
  'case.list': '/case list',
  'case.note': '/case note',
  'case.evidence': '/case evidence',
  'case.reply': '/case reply',
  'case.drop': '/case drop',
  'case.agree': 'Agree to ask',
  'case.sign': '**Sign**',
  'case.name_signers': 'Name signers',
  'history.view': '/history',
  'involved.declare': '/involved',
  'register.verify': '/register verify',
  'register.search': '/register search',
  'task.list': '/task list',
  'ban.answer': 'by hand',
  rules: '/rules',
  help: '/help',
}

describe('for everyone', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })

  test('A2 /help lists what this person can do, and nothing else, by the table of authority', async () => {
    const clp = clpOf()
    const { ada, secretary, chair, smOfficer, owner, ec, member } = cast(clp)
    await secretary.slash(here(), 'officer appoint', {
      office: 'moderator',
      person: member(1).id,
      minute: 'EC 1',
    })
    const who: [Person, Office[], boolean][] = [
      [owner, [], true],
      [secretary, ['secretary'], false],
      [chair, ['chair'], false],
      [smOfficer, ['sm_officer'], false],
      [ada, ['admin'], false],
      [ec[0], ['ec_member', 'trusted_ec_officer'], false],
      [ec[1], ['ec_member'], false],
      [member(1), ['moderator'], false],
      [member(0), [], false],
    ]
    for (const [person, offices, isServerOwner] of who) {
      const text = (await person.slash(here(), 'help')).text
      const now = '2026-03-02T12:00:00.000Z'
      const holdings = offices.map((office, id): OfficeHolding => ({
        id,
        office,
        platform: office === 'admin' || office === 'moderator' ? 'discord' : null,
        person: person.id,
        name: 'x',
        from: '2026-01-01T00:00:00.000Z',
        until: null,
      }))
      const may = actionsOf({ actor: { id: person.id, isServerOwner }, holdings, now })
      for (const action of ACTIONS) {
        const name = NAMED[action]
        if (name === undefined) continue
        const told = ACTIONS.some((a) => NAMED[a] === name && may.includes(a))
        expect([action, text.includes(name)]).toEqual([action, told])
      }
      expect(text.includes('/crisis')).toBe(may.includes('crisis'))
    }
  })

  test('A4 /rules shows every rule of the settings in full, to anyone, in one private answer', async () => {
    const { member } = cast(clpOf())
    const answer = await member(0).slash(here(), 'rules')
    expect(answer.ephemeral).toBe(true)
    expect(answer.files).toEqual([])
    const settings = parseDocument(
      readFileSync(join(import.meta.dirname, '../../config/policy.yaml'), 'utf8'),
    ).toJS() as { rules: { label: string; text: string }[] }
    expect(settings.rules.length).toBeGreaterThan(10)
    for (const rule of settings.rules) expect(answer.text).toContain(`**${rule.label}.** ${rule.text.trim()}`)
    expect(answer.text).toContain('Nobody is sanctioned without being asked for their side first')
  })

  test('L1 /platform list and /officer list are for everyone: name, kind, address, owner and admins, each since when', async () => {
    const clp = clpOf()
    const { ada, secretary, smOfficer, member } = cast(clp)
    for (const anyone of [secretary, smOfficer, ada, member(0)]) {
      const text = (await anyone.slash(here(), 'platform list')).text
      expect(text).toContain(`**discord** · Discord server · ${clp.discord.world.guild(clp.guild).name}`)
      expect(text).toContain(`Owned by <@${clp.owner}>. Registered since 2 March 2026.`)
      expect(text).toContain(`• admin: <@${ada.id}>, since 2 March 2026`)
    }
    expect((await member(0).slash(here(), 'officer list')).text).toContain(`<@${ada.id}>, since 2 March 2026`)
  })

  test('A2 officers’ commands are hidden from members, as a courtesy; everyone’s are not', () => {
    const { ada, member } = cast(clpOf())
    const shown = member(0).commands(here())
    expect(shown).toEqual(expect.arrayContaining(['rules', 'help', 'officer', 'platform']))
    for (const name of [
      'warn',
      'case',
      'history',
      'involved',
      'register',
      'task',
      'setup',
      'Open a case',
      'History',
    ])
      expect(shown).not.toContain(name)
    expect(ada.commands(here())).toEqual(
      expect.arrayContaining([
        'warn',
        'case',
        'history',
        'involved',
        'register',
        'task',
        'platform',
        'History',
      ]),
    )
  })
})
