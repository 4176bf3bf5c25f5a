import type { PlatformRecord } from '../records.ts'
import type { Instant } from '../../policy/calendar.ts'
import { holdsAt, type Office, type OfficeHolding } from '../../policy/offices.ts'
import type { PolicySettings } from '../../runtime/config.ts'
import { type Finding, listed, note, wrong } from './finding.ts'

const APPOINT = 'Appoint with `/officer appoint`.'

/** Whether there are people enough for the rules to work: signers, voters, stand-ins, somebody to be told. */
export function checkPeople(q: {
  holdings: readonly OfficeHolding[]
  platforms: readonly PlatformRecord[]
  policy: PolicySettings
  now: Instant
}): Finding[] {
  const held = q.holdings.filter((h) => holdsAt(h, q.now))
  const inOffice = (office: Office, platform?: string) =>
    new Set(
      held
        .filter((h) => h.office === office && (platform === undefined || h.platform === platform))
        .map((h) => h.person ?? `named:${h.name}`),
    )
  const { signatures } = q.policy.signOff
  const quorum = q.policy.appeals.quorumAtLeast
  const found: Finding[] = []
  if (inOffice('secretary').size === 0)
    found.push(
      wrong('No Secretary is appointed.', 'The owner of the server appoints one with `/officer appoint`.'),
    )
  if (inOffice('chair').size === 0)
    found.push(
      wrong(
        'No Chair is appointed: nobody stands in for the Secretary, and nobody else hears when the log channel fails.',
        APPOINT,
      ),
    )
  if (inOffice('sm_officer').size === 0)
    found.push(
      wrong(
        'No SM Officer is appointed: nobody is told of a crisis, and nobody stands in for the admins.',
        APPOINT,
      ),
    )

  for (const { name, retiredAt } of q.platforms) {
    if (retiredAt != null) continue
    const admins = inOffice('admin', name)
    const signers = new Set([...admins, ...inOffice('sm_officer')])
    if (admins.size === 0) found.push(wrong(`Nobody is admin of ${name}.`, APPOINT))
    else if (signers.size < signatures)
      found.push(
        wrong(
          `A decision on ${name} needs ${signatures} signatures, and there are ${signers.size} who can sign: there are fewer admins than signatures needed.`,
          APPOINT,
        ),
      )
    else if (signers.size === signatures)
      found.push(
        note(
          `A decision on ${name} needs the signature of everyone who can sign: as soon as one is away or involved, stand-ins have to be asked.`,
          'Another admin would help.',
        ),
      )
  }

  const ec = inOffice('ec_member')
  const voters = [...ec].filter((person) => !person.startsWith('named:'))
  if (ec.size < quorum)
    found.push(
      wrong(
        `There are ${ec.size} EC members, and an appeal needs the votes of at least ${quorum}: no appeal could be decided.`,
        APPOINT,
      ),
    )
  else if (voters.length < quorum)
    found.push(
      note(
        `Only ${voters.length} EC members are on Discord, and a vote there needs at least ${quorum}.`,
        'Appeals then need a meeting, recorded with `/appeals meeting`.',
      ),
    )
  if (inOffice('trusted_ec_officer').size === 0)
    found.push(
      wrong(
        'No trusted EC officer is appointed: nobody could handle an appeal in which the Secretary is involved.',
        APPOINT,
      ),
    )
  const nameless = [
    ...new Set(held.filter((h) => h.person === null && h.office !== 'ec_member').map((h) => h.name)),
  ]
  if (nameless.length > 0)
    found.push(
      note(
        `${listed(nameless)} hold an office by name only: the bot cannot write to them, and they cannot press anything.`,
      ),
    )
  if (q.policy.safeguarding.person === null)
    found.push(
      note(
        'The safeguarding contact has no Discord account in the settings, so only Secretary and SM Officer are told at once.',
        'Write it into clp.safeguarding_person in config/policy.yaml if they have one.',
      ),
    )
  return found
}
