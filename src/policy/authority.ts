import type { Action } from './actions.ts'
import type { Instant } from './calendar.ts'
import { holdsAt, isPlatformOffice, officesOf, type Office, type OfficeHolding } from './offices.ts'

/**
 * Who may do something: everyone; or the server's owner and holders of offices. `own` offices act on the
 * platform that they are held for, `any` offices everywhere, and `standIn` offices only in a matter in which
 * they stand in or were named (D7).
 */
export type Permission =
  | { by: 'everyone' }
  | {
      by: 'offices'
      owner: boolean
      own: readonly Office[]
      any: readonly Office[]
      standIn: readonly Office[]
    }

/** Moderators report to the admins and see nothing else (A4). */
const OFFICERS = ['chair', 'secretary', 'sm_officer', 'admin', 'ec_member', 'trusted_ec_officer'] as const
const STAND_INS = OFFICERS
const EVERYONE: Permission = { by: 'everyone' }

/** Admins on their platform, the SM Officer on every platform (A4). */
const ADMINS: Permission = offices({ own: ['admin'], any: ['sm_officer'] })
/** Whose work is on several platforms at once: admins of any of them (B3). */
const ANY_ADMIN: Permission = offices({ any: ['admin', 'sm_officer'] })
/** The same, and whoever stands in for them in this matter (D7). */
const DECIDERS: Permission = offices({ own: ['admin'], any: ['sm_officer'], standIn: STAND_INS })

/** Whoever handles this appeal at the moment, whatever office they do it in (H3). */
const HANDLERS: Permission = offices({ standIn: STAND_INS })

/**
 * The one table of office × action: code, tests and help all read it. What it grants is the office's own
 * right; conflicts of interest (A5) and the finer rules of A3 (`mayAppoint`) and D5–D7 (`signOff`) come on top.
 */
export const AUTHORITY: Readonly<Record<Action, Permission>> = {
  'setup.channels': offices({ owner: true, any: ['secretary'] }),
  'setup.check': offices({ owner: true, any: ['secretary'] }),
  'setup.policy': offices({ owner: true, any: ['secretary'] }),
  // whoever knows what happened in the time that a restore lost
  'restore.resume': offices({ owner: true, any: ['secretary', 'chair'] }),
  'officer.appoint': offices({ owner: true, any: ['secretary', 'chair'] }),
  'officer.end': offices({ owner: true, any: ['secretary', 'chair'] }),
  'officer.list': EVERYONE,
  'platform.list': EVERYONE,
  'platform.add': offices({ any: ['secretary', 'sm_officer'] }),
  'platform.retire': offices({ any: ['secretary', 'sm_officer'] }),
  'case.open': ADMINS,
  'case.view': DECIDERS,
  'case.list': offices({ any: ['admin', 'sm_officer'], standIn: STAND_INS }),
  'case.note': ADMINS,
  'case.evidence': ADMINS,
  'case.reply': DECIDERS,
  'case.drop': DECIDERS,
  'case.agree': DECIDERS,
  'case.sign': DECIDERS,
  'case.dont_sign': DECIDERS,
  'case.edit_letter': DECIDERS,
  'case.lighter': DECIDERS,
  'case.read_all': DECIDERS,
  'case.name_signers': offices({ any: ['secretary', 'trusted_ec_officer'], standIn: ['chair', 'ec_member'] }),
  'history.view': offices({ any: ['admin', 'sm_officer', 'secretary'] }),
  'person.link': ANY_ADMIN,
  'person.unlink': ANY_ADMIN,
  'involved.declare': offices({ any: OFFICERS }),
  'register.verify': offices({ any: ['secretary', 'chair'] }),
  'register.search': offices({ any: ['secretary', 'chair'] }),
  'register.hold': offices({ any: ['secretary', 'trusted_ec_officer'] }),
  'register.details': offices({
    own: ['admin'],
    any: ['sm_officer', 'secretary', 'chair'],
    standIn: STAND_INS,
  }),
  'task.list': offices({ any: OFFICERS }),
  'task.done': offices({ any: OFFICERS }),
  'ban.answer': ADMINS,
  crisis: offices({ any: [...OFFICERS, 'moderator'] }),
  'complaint.report': EVERYONE,
  'complaint.list': offices({ any: ['admin', 'sm_officer'], standIn: STAND_INS }),
  'complaint.view': DECIDERS,
  'complaint.note': DECIDERS,
  'complaint.decide': DECIDERS,
  'complaint.sign': DECIDERS,
  'complaint.dont_sign': DECIDERS,
  'complaint.mediate': ADMINS,
  'complaint.safeguarding': DECIDERS,
  'complaint.remove_post': ADMINS,
  'complaint.open_case': ADMINS,
  'complaint.name_signers': offices({
    any: ['secretary', 'trusted_ec_officer'],
    standIn: ['chair', 'ec_member'],
  }),
  'case.safeguarding': DECIDERS,
  'post.pause': ADMINS,
  'case.reconsider': DECIDERS,
  'appeal.lodge': EVERYONE,
  'appeal.list': offices({ any: ['secretary', 'trusted_ec_officer'], standIn: STAND_INS }),
  // whoever handles it stands in by handling it (H3); those who vote see it in its room and by this
  'appeal.view': HANDLERS,
  'appeal.lodge_for': offices({ any: ['secretary', 'trusted_ec_officer'] }),
  // also whoever stood in for them and decided it
  'appeal.statement': DECIDERS,
  'appeal.put_to_ec': HANDLERS,
  'appeal.vote': offices({ any: ['ec_member'] }),
  'appeal.meeting': HANDLERS,
  'appeal.suspend': HANDLERS,
  'appeal.choose_handler': offices({ any: ['ec_member'] }),
  'objection.answer': offices({ any: ['secretary', 'trusted_ec_officer', 'chair', 'sm_officer'] }),
  'national.refer': offices({ any: ['secretary'], standIn: STAND_INS }),
  'national.outcome': offices({ any: ['secretary'], standIn: STAND_INS }),
  'data.own': EVERYONE,
  // whoever a request falls to: the Secretary, or who stands in for her (N1, H3)
  'data.ask_for': offices({ any: ['secretary', 'trusted_ec_officer'] }),
  'data.handle': offices({ standIn: ['secretary', 'trusted_ec_officer', 'chair', 'ec_member'] }),
  privacy: EVERYONE,
  'pause.set': offices({ any: ['secretary'] }),
  'officer.agm': offices({ any: ['secretary', 'chair'] }),
  'officer.trained': offices({ any: ['secretary'] }),
  'officer.handover': offices({ any: OFFICERS }),
  rules: EVERYONE,
  help: EVERYONE,
}

/** Every action, in the table's order. */
export const ACTIONS = Object.keys(AUTHORITY) as Action[]

/** Whoever pressed, typed or submitted. Being the server's owner is the only thing taken from Discord (A3). */
export interface Actor {
  /** Discord user id. */
  id: string
  isServerOwner: boolean
}

/** Everything `mayAct` needs to know. */
export interface ActQuestion {
  actor: Actor
  holdings: readonly OfficeHolding[]
  now: Instant
  /** The platform that the matter is about. An action bound to platforms is refused without it. */
  platform?: string
  /** Whether this person may sign this matter as a stand-in or as a named signer (D7). */
  standIn?: boolean
}

/**
 * Why an action is refused. `office_ended`: an office that would have allowed it has ended (A8).
 * `other_platform`: holds the office, for another platform. `platform_needed`: a question about a platform's
 * business that names none. `stand_in_only`: this office acts only as a stand-in, and does not here (A4).
 * `other_office`: none of the offices held allows it. `no_office`: holds none.
 */
export type ActRefusal =
  | 'no_office'
  | 'other_office'
  | 'other_platform'
  | 'platform_needed'
  | 'stand_in_only'
  | 'office_ended'

/** Allowed, and in which capacity; or refused, and why. */
export type ActAnswer =
  | { allowed: true; as: Office | 'owner' | 'everyone' }
  | { allowed: false; why: ActRefusal }

/**
 * Whether somebody may do something, by the dated register of offices alone (A2, A8). Their own office comes
 * before being the owner, and both before standing in, so that the register names the plainest capacity.
 */
export function mayAct(action: Action, q: ActQuestion): ActAnswer {
  const permission = AUTHORITY[action]
  if (permission.by === 'everyone') return { allowed: true, as: 'everyone' }

  const held = officesOf(q.actor.id, q.holdings, q.now)
  const byRight = held.find((holding) => grants(permission, holding, q.platform))
  if (byRight !== undefined) return { allowed: true, as: byRight.office }
  if (permission.owner && q.actor.isServerOwner) return { allowed: true, as: 'owner' }
  const standingIn = held.find((holding) => permission.standIn.includes(holding.office))
  if (standingIn !== undefined && q.standIn === true) return { allowed: true, as: standingIn.office }

  return { allowed: false, why: refusal(permission, held, q) }
}

/**
 * What a person may do anywhere at all, as themselves: what `/help` lists. It leaves out standing in, which
 * depends on the matter, and takes no platform, since an admin of one platform should see an admin's commands.
 */
export function actionsOf(q: { actor: Actor; holdings: readonly OfficeHolding[]; now: Instant }): Action[] {
  const held = officesOf(q.actor.id, q.holdings, q.now)
  return ACTIONS.filter((action) => {
    const permission = AUTHORITY[action]
    if (permission.by === 'everyone') return true
    if (permission.owner && q.actor.isServerOwner) return true
    return held.some(({ office }) => permission.own.includes(office) || permission.any.includes(office))
  })
}

type OfficePermission = Extract<Permission, { by: 'offices' }>

function grants(permission: OfficePermission, holding: OfficeHolding, platform: string | undefined): boolean {
  if (permission.any.includes(holding.office)) return true
  if (!permission.own.includes(holding.office)) return false
  return isPlatformOffice(holding.office) ? platform !== undefined && holding.platform === platform : true
}

function refusal(permission: OfficePermission, held: OfficeHolding[], q: ActQuestion): ActRefusal {
  if (held.some(({ office }) => permission.own.includes(office))) {
    return q.platform === undefined ? 'platform_needed' : 'other_platform'
  }
  const ended = q.holdings.some(
    (holding) =>
      holding.person === q.actor.id &&
      holding.from <= q.now &&
      !holdsAt(holding, q.now) &&
      grants(permission, holding, q.platform),
  )
  if (ended) return 'office_ended'
  if (held.some(({ office }) => permission.standIn.includes(office))) return 'stand_in_only'
  return held.length > 0 ? 'other_office' : 'no_office'
}

function offices(who: {
  owner?: boolean
  own?: readonly Office[]
  any?: readonly Office[]
  standIn?: readonly Office[]
}): Permission {
  return {
    by: 'offices',
    owner: who.owner ?? false,
    own: who.own ?? [],
    any: who.any ?? [],
    standIn: who.standIn ?? [],
  }
}
