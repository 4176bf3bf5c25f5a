import { mayAppoint, type AppointQuestion, type AppointRefusal } from '../policy/appointing.ts'
import type { AppealState } from '../policy/appeal.ts'
import type { Office } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { handlersChanged } from './appeal-handlers.ts'
import { refuseAndRecord } from './authorise.ts'
import { alertComplaintSigners } from './complaint-signers.ts'
import { kindOf, matterOf } from './matter.ts'
import type { ComplaintState } from './matter-records.ts'
import { platformInUse } from './platforms.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { queueCard, queueRoom } from './room.ts'
import { askForPasswords } from './passwords.ts'
import { alertSigners } from './signers.ts'
import { tellOffices } from './tell-officers.ts'

const OPEN = ['proposed', 'asking', 'replying', 'signing', 'decided'] as const

const OPEN_COMPLAINT: ComplaintState[] = ['open', 'mediating', 'with_case']
const OPEN_APPEAL: AppealState[] = ['lodged', 'statements', 'answering', 'voting', 'meeting', 'consequences']
const ALL = 10_000

/** References of everything that is open or decided again: cases, with those put to their signers again, complaints, appeals. */
export async function openMatters(s: Store): Promise<string[]> {
  const open = [
    ...(await s.cases({ states: [...OPEN], limit: ALL })),
    ...(await s.complaints({ states: OPEN_COMPLAINT, limit: ALL })),
    ...(await s.appeals({ states: OPEN_APPEAL, limit: ALL })),
  ]
  const again = (await s.openReconsiderations()).map((r) => r.caseRef)
  return [...new Set([...open.map((m) => m.ref), ...again])]
}

async function question(
  clp: Clp,
  s: Store,
  actor: Actor,
  change: AppointQuestion['change'],
  minute: string | null,
): Promise<AppointQuestion> {
  const matters = await Promise.all((await openMatters(s)).map((ref) => matterOf(clp, s, ref)))
  return {
    actor: { id: actor.id, isServerOwner: clp.ownerId() === actor.id },
    holdings: await s.holdings(),
    now: clp.clock.now(),
    change,
    minute,
    openMatters: matters
      .filter((m) => m !== undefined)
      .map(({ platform, parties, stage }) => ({ platform, parties, stage })),
    ownerNoticeAt: (await s.settings()).noticeOfNoOfficersAt,
  }
}

/**
 * Rooms follow the register of offices within the same minute, and so do cards and signers of what is open (A8). `ended`:
 * whose office has ended; they leave the rooms of what is closed as well.
 */
async function officesChanged(clp: Clp, s: Store, ended: string | null = null): Promise<void> {
  const open = await openMatters(s)
  for (const ref of open) {
    await queueRoom(clp, s, ref)
    if (kindOf(ref) === 'case') await alertSigners(clp, s, ref)
    else {
      if (kindOf(ref) === 'complaint') await alertComplaintSigners(clp, s, ref)
      else await handlersChanged(clp, s, ref)
      await queueCard(clp, s, ref)
    }
  }
  if (ended === null) return
  const filter = { limit: ALL }
  const all = [...(await s.cases(filter)), ...(await s.complaints(filter)), ...(await s.appeals(filter))]
  for (const { ref, roomPeople } of all)
    if (roomPeople.includes(ended) && !open.includes(ref)) await queueRoom(clp, s, ref)
}

/** `/officer appoint` (A1, A3). EC members who are not on Discord are registered by name only. */
export const appoint = (
  clp: Clp,
  actor: Actor,
  q: { office: Office; platform: string | null; person: string | null; name: string; minute: string | null },
): Promise<Result<{ first: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ first: boolean }>> => {
    const asked = await question(
      clp,
      s,
      actor,
      { kind: 'appoint', office: q.office, platform: q.platform, person: q.person },
      q.minute,
    )
    const answer = mayAppoint(asked)
    if (!answer.allowed) return notAllowed(clp, s, actor, answer, 'officer.appoint')
    if (q.platform !== null) {
      const known = await platformInUse(s, q.platform)
      if (!known.ok) return known
    }
    await s.appoint({ ...q, at: asked.now })
    await record(clp, s, {
      actor,
      as: answer.as,
      action: 'officer.appointed',
      line: `Appointed a new ${officeInWords(q.office)}${q.platform ? ` of ${q.platform}` : ''}`,
      details: { person: q.person, name: q.name, minute: q.minute, office: q.office, platform: q.platform },
      subject: q.person,
    })
    await officesChanged(clp, s)
    await askForPasswords(clp, s, 'appointed', q)
    return { ok: true, first: !asked.holdings.some((h) => h.office === q.office) }
  })

/** `/officer end` (A3, A8): access ends in the same minute. */
export const endOffice = (
  clp: Clp,
  actor: Actor,
  q: {
    office: Office
    platform: string | null
    person: string | null
    name: string | null
    minute: string | null
  },
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const now = clp.clock.now()
    const holding = (await s.holdings()).find(
      (h) =>
        h.office === q.office &&
        h.platform === q.platform &&
        (h.until === null || h.until > now) &&
        (q.person === null ? h.person === null && h.name === q.name : h.person === q.person),
    )
    const asked = await question(
      clp,
      s,
      actor,
      holding
        ? { kind: 'end', holding }
        : { kind: 'appoint', office: q.office, platform: q.platform, person: q.person },
      q.minute,
    )
    const answer = mayAppoint(asked)
    if (!holding)
      return notAllowed(
        clp,
        s,
        actor,
        answer.allowed || answer.why === 'already_held' ? { why: 'not_held' } : answer,
        'officer.end',
      )
    if (!answer.allowed) return notAllowed(clp, s, actor, answer, 'officer.end')
    await s.endOffice(holding.id, now, q.minute)
    await record(clp, s, {
      actor,
      as: answer.as,
      action: 'officer.ended',
      line: `Ended the appointment of a ${officeInWords(q.office)}${q.platform ? ` of ${q.platform}` : ''}`,
      details: {
        person: holding.person,
        name: holding.name,
        minute: q.minute,
        office: q.office,
        platform: q.platform,
      },
      subject: holding.person,
    })
    await officesChanged(clp, s, holding.person)
    await askForPasswords(clp, s, 'ended', holding)
    return { ok: true }
  })

/** With Secretary and Chair both gone, the owner's try gives the seven days' notice to all officers (A3). */
async function notAllowed(
  clp: Clp,
  s: Store,
  actor: Actor,
  problem: AppointRefusal,
  action: string,
): Promise<Result<never>> {
  if (problem.why === 'notice_needed') {
    await s.set('noticeOfNoOfficersAt', clp.clock.now())
    await record(clp, s, {
      actor,
      as: 'owner',
      action: 'officer.notice_given',
      line: 'Gave all officers seven days’ notice that the owner will appoint, since there is no Secretary and no Chair',
    })
    await tellOffices(
      clp,
      s,
      ['sm_officer', 'admin', 'moderator', 'ec_member', 'trusted_ec_officer'],
      null,
      'There is no Secretary and no Chair at the moment. In seven days the owner of this server may appoint a new Secretary. If the EC has already chosen one, tell the owner now.',
    )
  }
  const refusal = { why: 'appointment' as const, problem }
  await refuseAndRecord(clp, s, actor, action, null, refusal)
  return refuse(refusal)
}

const WORDS: Record<Office, string> = {
  chair: 'Chair',
  secretary: 'Secretary',
  sm_officer: 'Social Media Officer',
  admin: 'admin',
  moderator: 'moderator',
  ec_member: 'EC member',
  trusted_ec_officer: 'trusted EC officer',
}

/** An office as people call it. */
export const officeInWords = (office: Office): string => WORDS[office]
