import { isBlank } from '../letters/plain-text.ts'
import { type Instant, londonDate, nextSendingTime, plusDays, startOfLondonDay } from '../policy/calendar.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { alertComplaintSigners } from './complaint-signers.ts'
import { acknowledgement } from './complaint-words.ts'
import { holdsOffice } from './case-people.ts'
import { samePerson } from './identities.ts'
import { involve, partsChanged } from './involve.ts'
import type { Sent } from './keep-files.ts'
import { conflictIn, matterOf } from './matter.ts'
import type { ComplaintFile, ComplaintRecord, ReportedPost } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { type Placed, placeOf } from './report-place.ts'
import { addWords } from './report-words.ts'
import { queueCard, queueRoom, roomLine } from './room.ts'
import { raiseSafeguarding } from './safeguarding.ts'
import { tellComplainant } from './tell-complainants.ts'

/** A post as it stood when the menu was used on it, with its attachments. */
export interface PostToReport {
  post: ReportedPost & { text: string }
  authorIsBot: boolean
  attachments: Sent[]
}

/** What someone complains of. `reported` comes from the message menu, the rest from the form (C1). */
export interface Report {
  what: string
  where: string
  about: { id: string; name: string; isBot: boolean } | null
  /** Another platform of the CLP on which it happened, and whose handle it was, where that is known; else nothing. */
  elsewhere?: { platform: string; handle: string }
  atRisk: boolean
  /** Nothing is copied then but the link (C8). */
  illegal: boolean
  /** Believed only of those who may report on duty (A5). */
  onDuty: boolean
  files: Sent[]
  reported: PostToReport | null
}

/** What became of a report: a new complaint, or part of one that is open (C9, and several reports of one post). */
export interface Reported {
  ref: string
  how: 'opened' | 'joined' | 'added'
  onDuty: boolean
  /** What the person is told at once, in the answer and by DM (C2). */
  said: string
}

/** Whether someone may report as an officer on duty (A5). */
const mayReportOnDuty = (person: string, holdings: OfficeHolding[], now: Instant): boolean =>
  holdings.some(
    (h) => h.person === person && ['admin', 'moderator', 'sm_officer'].includes(h.office) && holdsAt(h, now),
  )

/** The same, before the form opens. */
export const onDutyChoice = (clp: Clp, actor: Actor): Promise<boolean> =>
  clp.transact(async (s) => mayReportOnDuty(actor.id, await s.holdings(), clp.clock.now()))

/**
 * *Report to admins* and `/complain` (C1): one complaint for one post, however many report it; beyond so many what is sent
 * is added to an open complaint (C9). Acknowledged at once (C2). What may be illegal is not copied (C8).
 */
export const report = (clp: Clp, actor: Actor, given: Report): Promise<Result<{ done: Reported }>> =>
  clp.transact(async (s): Promise<Result<{ done: Reported }>> => {
    const may = await authorise(clp, s, actor, 'complaint.report', { platform: 'discord' })
    if (!may.ok) return may
    if (given.reported === null && isBlank(given.what))
      return refuse({ why: 'input', problems: ['Say what is wrong: what was written or done.'] })
    const now = clp.clock.now()
    const onDuty = given.onDuty && mayReportOnDuty(actor.id, may.holdings, now)
    const placed = await placeOf(clp, s, given)
    if (!placed.ok) return placed
    const r = { ...given, ...placed, onDuty }
    const same = await openAboutPost(s, r)
    const full = same === undefined && !onDuty ? await beyondLimit(clp, s, actor, r, may.holdings) : undefined
    const into = same ?? full
    const ref = into?.ref ?? (await openComplaint(clp, s, actor, r))
    const how = same ? 'joined' : full ? 'added' : 'opened'
    if (into) await addTo(clp, s, actor, into, r, how === 'joined')
    else await s.addComplainant(ref, complainantOf(actor, r, now))
    const leftOut = await addWords(clp, s, actor, ref, r, full !== undefined)
    if (r.atRisk || r.illegal)
      await raiseSafeguarding(
        clp,
        s,
        ref,
        actor,
        onDuty ? officeOf(actor, may.holdings, now) : 'complainant',
        '',
      )
    await queueRoom(clp, s, ref)
    await queueCard(clp, s, ref)
    await alertComplaintSigners(clp, s, ref)
    const { tellAt } = (await s.complaintFile(ref)) as ComplaintFile
    // whoever reports a post of their own does not learn from it that others have (C2)
    const own = into?.respondent === actor.id
    const said = acknowledgement(clp, { ref, how: own && same ? 'opened' : how, tellAt, onDuty, leftOut })
    await tellComplainant(clp, s, ref, actor.id, said, { inHours: false, buttons: 'own' })
    return { ok: true, done: { ref, how, onDuty, said } }
  })

const complainantOf = (actor: Actor, { onDuty }: Report, at: Instant) => ({
  person: actor.id,
  name: actor.name,
  at,
  onDuty,
  stoppedAt: null,
})

const keyOf = ({ post }: PostToReport): string => `${post.channelId}:${post.messageId}`

/** The complaint that is open about the same post. */
async function openAboutPost(s: Store, { reported }: Report): Promise<ComplaintRecord | undefined> {
  if (reported === null) return undefined
  const [found] = await s.complaints({
    postKey: keyOf(reported),
    states: ['open', 'mediating', 'with_case'],
    limit: 1,
  })
  return found
}

const LOOKED_THROUGH = 100

/**
 * The open complaint to which what someone sends is added, where they have so many open or sent so many today (C9). What
 * is about an officer goes to the one about them, or is one of its own: into another the officer could look (A5).
 */
async function beyondLimit(
  clp: Clp,
  s: Store,
  actor: Actor,
  r: Placed,
  holdings: OfficeHolding[],
): Promise<ComplaintFile | undefined> {
  const { mostOpen, mostADay } = clp.config.policy.complaints
  const today = startOfLondonDay(londonDate(clp.clock.now()))
  const own = await s.complaints({ complainant: actor.id, limit: LOOKED_THROUGH })
  const files = await s.complaintFiles(own.map((c) => c.ref))
  const mine = (file: ComplaintFile) => file.complainants.find((c) => c.person === actor.id && !c.onDuty)
  const open = files.filter((file) => file.state !== 'closed' && mine(file)?.stoppedAt === null)
  const sentToday = files.filter((file) => (mine(file)?.at ?? '') >= today)
  if (open.length < mostOpen && sentToday.length < mostADay) return undefined
  const about = aboutWhom(r)?.id
  const sameOne = open.find((file) => file.respondent !== null && file.respondent === about)
  const identities = about === undefined ? [] : await samePerson(s, about)
  if (sameOne || holdsOffice(identities, holdings, clp.clock.now())) return sameOne
  // rather where the people of the same platform look
  return open.find((file) => file.platform === r.platform) ?? open[0]
}

/** Who wrote the post, or is named; no bot. */
function aboutWhom({ reported, about }: Report): { id: string; name: string } | null {
  if (reported && !reported.authorIsBot) return reported.post.author
  return about?.isBot === true ? null : about
}

/** A new complaint. The person who is named, or who wrote the post, is the respondent. */
async function openComplaint(clp: Clp, s: Store, actor: Actor, r: Placed): Promise<string> {
  const at = clp.clock.now()
  const { ref, seq } = await s.nextComplaintRef(Number(londonDate(at).slice(0, 4)))
  const about = aboutWhom(r)
  await s.addComplaint(
    {
      ref,
      platform: r.platform,
      state: 'open',
      outcome: null,
      reasons: null,
      openedAt: at,
      closedAt: null,
      respondent: about?.id ?? null,
      respondentName: about?.name ?? null,
      post: r.reported && { ...r.reported.post, text: r.illegal ? null : r.reported.post.text },
      postKey: r.reported && keyOf(r.reported),
      illegal: r.illegal,
      safeguarding: 'none',
      advice: null,
      proposal: null,
      proposalVersion: 0,
      mediation: null,
      removal: null,
      caseRef: null,
      namedSigners: [],
      signOpenedAt: null,
      tellAt: nextSendingTime(
        plusDays(at, clp.config.policy.complaints.tellDays),
        clp.config.policy.sendingHours,
      ),
      threadId: null,
      cardMessageId: null,
      roomPeople: [],
      sealed: false,
    },
    seq,
  )
  await record(clp, s, {
    actor,
    as: r.onDuty ? officeOf(actor, await s.holdings(), at) : 'complainant',
    action: 'complaint.received',
    matter: ref,
    line: r.reported ? 'A post was reported to the admins' : 'A complaint arrived',
    details: { what: r.what, where: r.where, link: r.reported?.post.link ?? null, onDuty: r.onDuty },
    subject: about?.id ?? null,
  })
  return ref
}

const officeOf = (actor: Actor, holdings: OfficeHolding[], now: Instant): string =>
  holdings.find(
    (h) =>
      h.person === actor.id && holdsAt(h, now) && ['admin', 'moderator', 'sm_officer'].includes(h.office),
  )?.office ?? 'member'

/** One more person who reports the same post, or more from someone who has complained enough for now. */
async function addTo(
  clp: Clp,
  s: Store,
  actor: Actor,
  into: ComplaintRecord,
  r: Report,
  samePost: boolean,
): Promise<void> {
  const at = clp.clock.now()
  const file = (await s.complaintFile(into.ref)) as ComplaintFile
  const before = file.complainants.find((c) => c.person === actor.id)
  if (samePost) await s.addComplainant(into.ref, complainantOf(actor, r, at))
  await record(clp, s, {
    actor,
    as: r.onDuty ? officeOf(actor, await s.holdings(), at) : 'complainant',
    action: samePost ? 'complaint.joined' : 'complaint.added',
    matter: into.ref,
    line: samePost ? 'The same post was reported by someone else' : 'More was added to a complaint',
    details: { what: r.what, where: r.where, link: r.reported?.post.link ?? null, onDuty: r.onDuty },
    subject: into.respondent,
  })
  // one quiet line, however many report it: the card says how many
  if (samePost && !before && file.complainants.length === 1)
    await roomLine(clp, s, into.ref, 'Others have reported the same post. The card shows how many.')
  // whoever joins could be the author: what others had copied is thrown away by the admins alone
  if (samePost && r.illegal && !file.illegal)
    await roomLine(
      clp,
      s,
      into.ref,
      'Someone who reports the same post says that it may be illegal. Open none of its images; if it may be, press *May be illegal*.',
    )
  if (!samePost) await roomLine(clp, s, into.ref, 'Whoever complained has sent more. It is under *Read all*.')
  // a new complainant may hold an office: from here on they are kept out, of its case too (A5)
  if (samePost && !r.onDuty && (before === undefined || before.onDuty)) {
    await partsChanged(clp, s, into.ref)
    const ofCase = into.caseRef === null ? undefined : await matterOf(clp, s, into.caseRef)
    if (ofCase && conflictIn(actor.id, ofCase) === undefined)
      await involve(clp, s, ofCase, {
        person: actor.id,
        kind: 'complainant',
        reason: `Complained: ${into.ref}`,
      })
  }
}
