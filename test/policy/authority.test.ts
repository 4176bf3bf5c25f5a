import { describe, expect, test } from 'vitest'
import type { Action } from '../../src/policy/actions.ts'
import { ACTIONS, AUTHORITY, actionsOf, mayAct, type ActQuestion } from '../../src/policy/authority.ts'
import { OFFICES, type Office, type OfficeHolding } from '../../src/policy/offices.ts'

const NOW = '2026-06-01T10:00:00.000Z'
const platformOf = (office: Office) => (office === 'admin' || office === 'moderator' ? 'discord' : null)
const holding = (office: Office, changes: Partial<OfficeHolding> = {}): OfficeHolding => ({
  id: 1,
  office,
  platform: platformOf(office),
  person: 'ann',
  name: 'Ann',
  from: '2026-01-01T10:00:00.000Z',
  until: null,
  ...changes,
})
const ask = (action: Action, holdings: OfficeHolding[], changes: Partial<ActQuestion> = {}) =>
  mayAct(action, {
    actor: { id: 'ann', isServerOwner: false },
    holdings,
    now: NOW,
    platform: 'discord',
    ...changes,
  })

/**
 * The table once more, in a shape of its own: one letter an office, in the order chair, secretary, SM Officer,
 * admin, moderator, EC member, trusted EC officer, then the server's owner, then anyone.
 * `y` by right, `s` only as stand-in, `-` no.
 */
const EXPECTED: Record<Action, string> = {
  'setup.channels': '-y-----y-',
  'setup.check': '-y-----y-',
  'restore.resume': 'yy-----y-',
  'setup.policy': '-y-----y-',
  'officer.appoint': 'yy-----y-',
  'officer.end': 'yy-----y-',
  'officer.list': 'yyyyyyyyy',
  'platform.list': 'yyyyyyyyy',
  'platform.add': '-yy------',
  'platform.retire': '-yy------',
  'case.open': '--yy-----',
  'case.view': 'ssyy-ss--',
  'case.list': 'ssyy-ss--',
  'case.note': '--yy-----',
  'case.evidence': '--yy-----',
  'case.reply': 'ssyy-ss--',
  'case.drop': 'ssyy-ss--',
  'case.agree': 'ssyy-ss--',
  'case.sign': 'ssyy-ss--',
  'case.dont_sign': 'ssyy-ss--',
  'case.edit_letter': 'ssyy-ss--',
  'case.lighter': 'ssyy-ss--',
  'case.read_all': 'ssyy-ss--',
  'case.name_signers': 'sy---sy--',
  'history.view': '-yyy-----',
  'person.link': '--yy-----',
  'person.unlink': '--yy-----',
  'involved.declare': 'yyyy-yy--',
  'register.verify': 'yy-------',
  'register.hold': '-y----y--',
  'register.search': 'yy-------',
  'register.details': 'yyyy-ss--',
  'task.list': 'yyyy-yy--',
  'task.done': 'yyyy-yy--',
  'ban.answer': '--yy-----',
  crisis: 'yyyyyyy--',
  'pause.set': '-y-------',
  'officer.agm': 'yy-------',
  'officer.trained': '-y-------',
  'officer.handover': 'yyyy-yy--',
  'complaint.report': 'yyyyyyyyy',
  'complaint.list': 'ssyy-ss--',
  'complaint.view': 'ssyy-ss--',
  'complaint.note': 'ssyy-ss--',
  'complaint.decide': 'ssyy-ss--',
  'complaint.sign': 'ssyy-ss--',
  'complaint.dont_sign': 'ssyy-ss--',
  'complaint.mediate': '--yy-----',
  'complaint.safeguarding': 'ssyy-ss--',
  'complaint.remove_post': '--yy-----',
  'complaint.open_case': '--yy-----',
  'complaint.name_signers': 'sy---sy--',
  'case.safeguarding': 'ssyy-ss--',
  'post.pause': '--yy-----',
  'case.reconsider': 'ssyy-ss--',
  'appeal.lodge': 'yyyyyyyyy',
  'appeal.list': 'syss-sy--',
  'appeal.view': 'ssss-ss--',
  'appeal.lodge_for': '-y----y--',
  'appeal.statement': 'ssyy-ss--',
  'appeal.put_to_ec': 'ssss-ss--',
  'appeal.vote': '-----y---',
  'appeal.meeting': 'ssss-ss--',
  'appeal.suspend': 'ssss-ss--',
  'appeal.choose_handler': '-----y---',
  'objection.answer': 'yyy---y--',
  'national.refer': 'syss-ss--',
  'national.outcome': 'syss-ss--',
  'data.own': 'yyyyyyyyy',
  'data.ask_for': '-y----y--',
  'data.handle': 'ss---ss--',
  privacy: 'yyyyyyyyy',
  rules: 'yyyyyyyyy',
  help: 'yyyyyyyyy',
}

test('A2 the table names every action, and the tests every line of it', () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual([...ACTIONS].toSorted())
})

describe.each(ACTIONS)('A2 A4 %s', (action) => {
  test.each(OFFICES.map((office, n) => [office, EXPECTED[action][n]] as const))(
    'A4 %s: %s',
    (office, expected) => {
      const byRight = ask(action, [holding(office)])
      const standingIn = ask(action, [holding(office)], { standIn: true })
      expect(byRight.allowed).toBe(expected === 'y')
      expect(standingIn.allowed).toBe(expected !== '-')
      if (byRight.allowed) expect([office, 'everyone']).toContain(byRight.as)
      if (expected === 's') expect(byRight).toEqual({ allowed: false, why: 'stand_in_only' })
      if (expected === '-') expect(byRight).toEqual({ allowed: false, why: 'other_office' })
    },
  )

  test('A3 the owner, and anyone', () => {
    const owner = ask(action, [], { actor: { id: 'ann', isServerOwner: true } })
    const anyone = ask(action, [])
    expect(owner.allowed).toBe(EXPECTED[action][7] === 'y')
    expect(anyone.allowed).toBe(EXPECTED[action][8] === 'y')
    if (!anyone.allowed) expect(anyone.why).toBe('no_office')
    // Standing in takes an office: a flag alone opens nothing.
    expect(ask(action, [], { standIn: true }).allowed).toBe(anyone.allowed)
  })

  test('A8 an office that has ended allows no more than none at all', () => {
    for (const office of OFFICES) {
      const ended = ask(action, [holding(office, { until: NOW })], { standIn: true })
      expect(ended.allowed).toBe(EXPECTED[action][8] === 'y')
      if (!ended.allowed) {
        expect(ended.why).toBe(
          EXPECTED[action][OFFICES.indexOf(office)] === 'y' ? 'office_ended' : 'no_office',
        )
      }
    }
  })
})

describe('A4 platforms', () => {
  const onFacebook = [holding('admin', { platform: 'facebook' })]

  test('A4 an admin works the cases of their own platform only', () => {
    expect(ask('case.sign', onFacebook)).toEqual({ allowed: false, why: 'other_platform' })
    expect(ask('case.sign', onFacebook, { platform: 'facebook' })).toEqual({ allowed: true, as: 'admin' })
  })

  test('A4 the SM Officer works those of every platform', () => {
    expect(ask('case.sign', [holding('sm_officer')], { platform: 'facebook' })).toEqual({
      allowed: true,
      as: 'sm_officer',
    })
  })

  test('A4 a list or a history is open to admins of any platform', () => {
    expect(ask('case.list', onFacebook).allowed).toBe(true)
    expect(ask('history.view', onFacebook).allowed).toBe(true)
  })

  test('A2 a question about a platform’s business that forgets the platform is refused, never allowed', () => {
    const { platform: _, ...q } = {
      actor: { id: 'ann', isServerOwner: false },
      holdings: [holding('admin')],
      now: NOW,
      platform: 'discord',
    }
    expect(mayAct('case.sign', q)).toEqual({ allowed: false, why: 'platform_needed' })
  })

  test('D7 an admin of another platform may stand in', () => {
    expect(ask('case.sign', onFacebook, { standIn: true })).toEqual({ allowed: true, as: 'admin' })
  })
})

describe('A2 in which capacity', () => {
  test('A4 of several offices the one that allows it', () => {
    const both = [holding('chair'), holding('sm_officer', { id: 2 })]
    expect(ask('case.sign', both)).toEqual({ allowed: true, as: 'sm_officer' })
  })

  test('A3 the Secretary who owns the server acts as Secretary', () => {
    const q = { actor: { id: 'ann', isServerOwner: true } }
    expect(ask('setup.channels', [holding('secretary')], q)).toEqual({ allowed: true, as: 'secretary' })
    expect(ask('setup.channels', [holding('admin')], q)).toEqual({ allowed: true, as: 'owner' })
  })

  test('A2 somebody else’s office is of no use', () => {
    expect(ask('case.sign', [holding('admin', { person: 'bob' })])).toEqual({
      allowed: false,
      why: 'no_office',
    })
    expect(ask('case.sign', [holding('admin', { person: null })])).toEqual({
      allowed: false,
      why: 'no_office',
    })
  })

  test('A8 an office that is still to begin is of no use', () => {
    expect(ask('case.sign', [holding('admin', { from: '2026-07-01T10:00:00.000Z' })])).toEqual({
      allowed: false,
      why: 'no_office',
    })
  })
})

test('A2 help lists what each office allows by right, anywhere', () => {
  for (const office of OFFICES) {
    const listed = actionsOf({
      actor: { id: 'ann', isServerOwner: false },
      holdings: [holding(office)],
      now: NOW,
    })
    expect(listed).toEqual(ACTIONS.filter((action) => EXPECTED[action][OFFICES.indexOf(office)] === 'y'))
  }
  const owner = actionsOf({ actor: { id: 'ann', isServerOwner: true }, holdings: [], now: NOW })
  expect(owner).toEqual(ACTIONS.filter((action) => EXPECTED[action][7] === 'y'))
  expect(AUTHORITY.help).toEqual({ by: 'everyone' })
})
