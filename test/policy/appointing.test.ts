import { describe, expect, test } from 'vitest'
import { mayAppoint, type AppointQuestion, type OpenMatter } from '../../src/policy/appointing.ts'
import { OFFICES, type Office, type OfficeHolding } from '../../src/policy/offices.ts'

const NOW = '2026-06-01T10:00:00.000Z'
const START = '2026-01-01T10:00:00.000Z'
let id = 0
const holding = (
  person: string | null,
  office: Office,
  changes: Partial<OfficeHolding> = {},
): OfficeHolding => {
  id += 1
  const platform = office === 'admin' || office === 'moderator' ? 'discord' : null
  return { id, office, platform, person, name: person ?? 'by name', from: START, until: null, ...changes }
}
const owner = { id: 'olga', isServerOwner: true }
const as = (person: string) => ({ id: person, isServerOwner: false })
const secretary = holding('sue', 'secretary')
const chair = holding('cho', 'chair')

type Appointment = Extract<AppointQuestion['change'], { kind: 'appoint' }>
const appoint = (changes: Partial<Appointment> = {}): Appointment => ({
  kind: 'appoint',
  office: 'admin',
  platform: 'discord',
  person: 'ann',
  ...changes,
})
const ask = (changes: Partial<AppointQuestion>) =>
  mayAppoint({
    actor: as('sue'),
    holdings: [secretary, chair],
    now: NOW,
    change: appoint(),
    minute: 'EC 2026-05-12, item 4',
    openMatters: [],
    ownerNoticeAt: null,
    ...changes,
  })

describe('A3 until a Secretary is appointed', () => {
  test('A3 only the owner appoints, and needs no minute', () => {
    const first = appoint({ office: 'secretary', platform: null, person: 'sue' })
    expect(ask({ actor: owner, holdings: [], change: first, minute: null })).toEqual({
      allowed: true,
      as: 'owner',
    })
    expect(ask({ actor: owner, holdings: [], minute: null })).toEqual({ allowed: true, as: 'owner' })
  })

  test('A3 nobody else does, a Chair included', () => {
    expect(ask({ actor: as('cho'), holdings: [chair] })).toEqual({ allowed: false, why: 'only_owner' })
  })

  test('A3 a Secretary whose term is still to begin does not count yet', () => {
    const next = holding('sue', 'secretary', { from: '2026-07-01T10:00:00.000Z' })
    expect(ask({ actor: owner, holdings: [next] })).toEqual({ allowed: true, as: 'owner' })
  })
})

describe('A3 afterwards', () => {
  test('A3 the Secretary or the Chair appoint and end, with a minute', () => {
    const admin = holding('ann', 'admin')
    const end = { kind: 'end', holding: admin } as const
    for (const [person, office] of [
      ['sue', 'secretary'],
      ['cho', 'chair'],
    ] as const) {
      expect(ask({ actor: as(person) })).toEqual({ allowed: true, as: office })
      expect(ask({ actor: as(person), holdings: [secretary, chair, admin], change: end })).toEqual({
        allowed: true,
        as: office,
      })
    }
  })

  test.each([null, '', '   '])('A3 without a minute (%j) they do not', (minute) => {
    expect(ask({ minute })).toEqual({ allowed: false, why: 'minute_needed' })
  })

  test.each(OFFICES.filter((office) => office !== 'secretary' && office !== 'chair'))(
    'A3 %s appoints nobody',
    (office) => {
      const holdings = [secretary, chair, holding('ann', office)]
      expect(ask({ actor: as('ann'), holdings })).toEqual({ allowed: false, why: 'no_office' })
    },
  )

  test('A3 the owner no longer appoints, while either of them is there', () => {
    expect(ask({ actor: owner })).toEqual({ allowed: false, why: 'owner_no_longer' })
    const gone = { ...secretary, until: '2026-05-01T10:00:00.000Z' }
    expect(ask({ actor: owner, holdings: [gone, chair] })).toEqual({ allowed: false, why: 'owner_no_longer' })
    expect(ask({ actor: as('cho'), holdings: [gone, chair] })).toEqual({ allowed: true, as: 'chair' })
  })

  test('A8 a Secretary whose office has ended appoints nobody', () => {
    expect(ask({ holdings: [{ ...secretary, until: NOW }, chair] })).toEqual({
      allowed: false,
      why: 'no_office',
    })
  })

  test('A3 an owner who is the Secretary acts as Secretary, and needs the minute', () => {
    const both = { id: 'sue', isServerOwner: true }
    expect(ask({ actor: both })).toEqual({ allowed: true, as: 'secretary' })
    expect(ask({ actor: both, minute: null })).toEqual({ allowed: false, why: 'minute_needed' })
  })
})

describe('A3 with Secretary and Chair both gone', () => {
  const gone = [
    { ...secretary, until: '2026-05-01T10:00:00.000Z' },
    { ...chair, until: '2026-05-20T10:00:00.000Z' },
  ]
  const change = appoint({ office: 'secretary', platform: null, person: 'new' })
  const askOwner = (changes: Partial<AppointQuestion>) =>
    ask({ actor: owner, holdings: gone, change, minute: null, ...changes })

  test('A3 the owner first gives notice to all officers', () => {
    expect(askOwner({})).toEqual({ allowed: false, why: 'notice_needed' })
  })

  test('A3 and appoints once seven days have passed', () => {
    const ownerNoticeAt = '2026-05-25T10:00:00.000Z'
    expect(askOwner({ ownerNoticeAt, now: '2026-06-01T09:59:59.999Z' })).toEqual({
      allowed: false,
      why: 'notice_running',
      until: '2026-06-01T10:00:00.000Z',
    })
    expect(askOwner({ ownerNoticeAt })).toEqual({ allowed: true, as: 'owner' })
  })

  test('A3 a notice from before the last of them went is none', () => {
    expect(askOwner({ ownerNoticeAt: '2026-05-10T10:00:00.000Z' })).toEqual({
      allowed: false,
      why: 'notice_needed',
    })
  })

  test('A3 the owner ends no office', () => {
    const admin = holding('ann', 'admin')
    expect(
      askOwner({
        holdings: [...gone, admin],
        change: { kind: 'end', holding: admin },
        ownerNoticeAt: '2026-05-21T10:00:00.000Z',
      }),
    ).toEqual({ allowed: false, why: 'owner_may_only_appoint' })
  })
})

describe('A3 the only Secretary', () => {
  const end = { kind: 'end', holding: secretary } as const

  test('A3 cannot be ended without a successor, by the Chair or by herself', () => {
    expect(ask({ actor: as('cho'), change: end })).toEqual({ allowed: false, why: 'successor_needed' })
    expect(ask({ change: end })).toEqual({ allowed: false, why: 'successor_needed' })
  })

  test('A3 can be once another is in office', () => {
    const next = holding('sam', 'secretary')
    expect(ask({ change: end, holdings: [secretary, chair, next] }).allowed).toBe(true)
    const later = { ...next, from: '2026-07-01T10:00:00.000Z' }
    expect(ask({ change: end, holdings: [secretary, chair, later] })).toEqual({
      allowed: false,
      why: 'successor_needed',
    })
  })

  test('A1 A3 somebody registered by name only, whom no button reaches, is no successor', () => {
    const byName = holding(null, 'secretary')
    expect(ask({ change: end, holdings: [secretary, chair, byName] })).toEqual({
      allowed: false,
      why: 'successor_needed',
    })
    expect(ask({ actor: owner, holdings: [byName] })).toEqual({ allowed: true, as: 'owner' })
  })

  test('A3 the Chair can be ended without one', () => {
    expect(ask({ change: { kind: 'end', holding: chair } }).allowed).toBe(true)
  })
})

describe('A3 A5 nobody conflicted appoints or ends their deciders', () => {
  const matter: OpenMatter = {
    platform: 'discord',
    stage: 'decision',
    parties: { respondent: 'sue', complainants: [], witnesses: [], declared: [], proposedOrSigned: [] },
  }
  const deciders: Office[] = ['chair', 'secretary', 'sm_officer', 'ec_member', 'trusted_ec_officer']

  test.each(deciders)('A3 not a %s', (office) => {
    const change = appoint({ office, platform: null })
    expect(ask({ change, openMatters: [matter] })).toEqual({ allowed: false, why: 'conflicted' })
    expect(
      ask({ actor: as('cho'), change: { ...change, person: 'new' }, openMatters: [matter] }).allowed,
    ).toBe(true)
    const holdingOf = holding('ann', office)
    const holdings = [secretary, chair, holdingOf]
    expect(ask({ holdings, change: { kind: 'end', holding: holdingOf }, openMatters: [matter] })).toEqual({
      allowed: false,
      why: 'conflicted',
    })
  })

  test('A3 nor an admin of the matter’s platform, but one of another, and any moderator', () => {
    expect(ask({ openMatters: [matter] })).toEqual({ allowed: false, why: 'conflicted' })
    expect(ask({ change: appoint({ platform: 'facebook' }), openMatters: [matter] }).allowed).toBe(true)
    expect(ask({ change: appoint({ office: 'moderator' }), openMatters: [matter] }).allowed).toBe(true)
  })

  test('A3 whoever signed is conflicted in the appeal, whose deciders are the EC and not the admins', () => {
    const appeal: OpenMatter = {
      ...matter,
      stage: 'appeal',
      parties: { ...matter.parties, respondent: 'rita', proposedOrSigned: ['sue'] },
    }
    const ec = appoint({ office: 'ec_member', platform: null })
    expect(ask({ change: ec, openMatters: [appeal] })).toEqual({ allowed: false, why: 'conflicted' })
    expect(ask({ openMatters: [appeal] }).allowed).toBe(true)
    expect(ask({ change: ec, openMatters: [{ ...appeal, stage: 'decision' }] }).allowed).toBe(true)
  })

  test('A3 one’s own office can always be laid down', () => {
    const own = holding('cho', 'ec_member')
    const openMatters = [{ ...matter, parties: { ...matter.parties, declared: ['cho'] } }]
    const change = { kind: 'end', holding: own } as const
    expect(ask({ actor: as('cho'), holdings: [secretary, chair, own], change, openMatters }).allowed).toBe(
      true,
    )
  })
})

describe('A1 what an appointment needs', () => {
  test.each([
    ['an admin without a platform', appoint({ platform: null }), 'platform_needed'],
    ['a Chair of a platform', appoint({ office: 'chair', platform: 'discord' }), 'platform_not_needed'],
    ['an admin by name only', appoint({ person: null }), 'person_needed'],
    [
      'a trusted EC officer by name only',
      appoint({ office: 'trusted_ec_officer', platform: null, person: null }),
      'person_needed',
    ],
    ['the Secretary again', appoint({ office: 'secretary', platform: null, person: 'sue' }), 'already_held'],
  ] as const)('A1 %s is refused', (_, change, why) => {
    expect(ask({ change })).toEqual({ allowed: false, why })
  })

  test('A1 an EC member who is not on Discord is registered by name only', () => {
    expect(ask({ change: appoint({ office: 'ec_member', platform: null, person: null }) }).allowed).toBe(true)
  })

  test('A1 an admin of one platform can be made admin of another', () => {
    const holdings = [secretary, chair, holding('ann', 'admin')]
    expect(ask({ holdings })).toEqual({ allowed: false, why: 'already_held' })
    expect(ask({ holdings, change: appoint({ platform: 'facebook' }) }).allowed).toBe(true)
  })

  test('A8 an office that has ended cannot be ended again', () => {
    const ended = holding('ann', 'admin', { until: NOW })
    expect(ask({ change: { kind: 'end', holding: ended } })).toEqual({ allowed: false, why: 'not_held' })
  })
})
