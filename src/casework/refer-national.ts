import { isBlank } from '../letters/plain-text.ts'
import { type Instant, londonDate } from '../policy/calendar.ts'
import { holdsAt, type Office, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { appealMatter } from './appeal-people.ts'
import { authorise } from './authorise.ts'
import { closeCase } from './close-case.ts'
import { isTold } from './letter-out.ts'
import { decideAppeal } from './decide-appeal.ts'
import { goOn } from './go-on.ts'
import { conflictIn, kindOf, type Matter, matterOf } from './matter.ts'
import type { AppealFile, NationalRecord } from './matter-records.ts'
import { isWithNational, together } from './national.ts'
import { newAppeal } from './new-appeal.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { reopenComplaint } from './reopen-complaint.ts'
import { queueCard } from './room.ts'
import { tellComplainants } from './tell-complainants.ts'
import { sayInRooms, tellWhoItIsAbout } from './tell-national.ts'

export type NationalOutcome = NonNullable<NationalRecord['outcome']>

/** Who records it where every Secretary has a conflict in the matter: the first of these with somebody free of one. */
const STAND_INS: Office[] = ['trusted_ec_officer', 'chair', 'ec_member']

/** Whether someone may record what National does in a matter: the Secretary, or who stands in for her there (I2, H3). */
function standsInFor(matter: Matter, holdings: OfficeHolding[], now: Instant): (person: string) => boolean {
  const free = (office: Office) =>
    holdings
      .filter((h) => h.office === office && h.person !== null && holdsAt(h, now))
      .map((h) => h.person as string)
      .filter((p) => conflictIn(p, matter) === undefined)
  if (free('secretary').length > 0) return () => false
  const first = STAND_INS.map(free).find((people) => people.length > 0) ?? []
  return (person) => first.includes(person) || (matter.kind === 'appeal' && matter.standsIn(person))
}

async function mayDo(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  action: 'national.refer' | 'national.outcome',
): Promise<Result<{ matter: Matter; as: string }>> {
  const matter = await matterOf(clp, s, ref)
  const standsIn = matter && standsInFor(matter, await s.holdings(), clp.clock.now())
  const may = await authorise(clp, s, actor, action, {
    about: matter && standsIn && { ...matter, standsIn },
    ref,
  })
  return may.ok ? { ok: true, matter: matter as Matter, as: may.as } : may
}

/** `/national refer` (I2): from here local steps and votes on the matter are frozen; never the end of a ban, nor deletion. */
export const referToNational = (clp: Clp, actor: Actor, ref: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayDo(clp, s, actor, ref, 'national.refer')
    if (!may.ok) return may
    const all = await together(s, ref)
    if (await isWithNational(s, ref))
      return refuse({ why: 'not_now', because: 'It is with the National Complaints team already.' })
    if (await s.national(ref))
      return refuse({
        why: 'not_now',
        because: 'The National Complaints team has answered on this already, and their answer was applied.',
      })
    await s.referToNational(ref, actor.id, clp.clock.now())
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'national.referred',
      matter: ref,
      line: 'Recorded that the matter is with the National Complaints team; local steps are frozen',
      subject: may.matter.subject,
    })
    await sayInRooms(
      clp,
      s,
      all,
      'This matter is now with the National Complaints team. Nothing is decided here until their answer is recorded; a ban still ends on its day.',
    )
    await tellWhoItIsAbout(clp, s, ref, 'national')
    return { ok: true }
  })

/** `/national outcome` (I2): what they answered, applied once. */
export const recordNationalOutcome = (
  clp: Clp,
  actor: Actor,
  ref: string,
  outcome: NationalOutcome,
  said: string,
): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const may = await mayDo(clp, s, actor, ref, 'national.outcome')
    if (!may.ok) return may
    const all = await together(s, ref)
    const open = (await s.openNationals()).find((n) => all.includes(n.matter))
    if (!open)
      return refuse({
        why: 'not_now',
        because: (await s.national(ref))
          ? 'Their answer was recorded and applied already.'
          : 'This is not with the National Complaints team. `/national refer` records that first.',
      })
    const now = clp.clock.now()
    const note = isBlank(said) ? null : said.trim()
    await s.nationalOutcome(open.matter, { outcome, by: actor.id, at: now, note })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'national.outcome',
      matter: ref,
      line: LINES[outcome],
      details: { outcome, note },
      subject: may.matter.subject,
    })
    const reasons = note ?? 'The National Complaints team of the Labour Party decided this.'
    const by = { actor, as: may.as, reasons }
    if (outcome === 'stands') await upheld(clp, s, all, by)
    else if (outcome === 'does_not_stand') await overruled(clp, s, all, by)
    else {
      await sayInRooms(
        clp,
        s,
        all,
        'The National Complaints team does not take this up, so it goes on here where it was.',
      )
      await tellWhoItIsAbout(clp, s, ref, 'from_national')
    }
    await goOn(clp, s, all, open.at)
    for (const one of all) await queueCard(clp, s, one)
    return { ok: true }
  })

const LINES: Record<NationalOutcome, string> = {
  stands: 'Recorded the answer of the National Complaints team: it stands',
  does_not_stand: 'Recorded the answer of the National Complaints team: it does not stand',
  declined: 'Recorded that the National Complaints team declined; the matter goes on here',
  no_answer: 'Recorded that the National Complaints team did not answer; the matter goes on here',
}

interface By {
  actor: Actor
  as: string
  reasons: string
}

const asNational = ({ actor, as }: By) => ({ how: 'national' as const, actor, as, details: {} })

/** The matter's appeal, open or the last one that was decided; undefined where there never was one. */
async function appealIn(s: Store, all: string[]): Promise<AppealFile | undefined> {
  const files = await s.appealFiles(all.filter((ref) => kindOf(ref) === 'appeal'))
  return files.find((a) => a.state !== 'closed') ?? files[0]
}

/** *Stands*: open appeals are over with it; everything else stays as it is. */
async function upheld(clp: Clp, s: Store, all: string[], by: By): Promise<void> {
  const files = await s.appealFiles(all.filter((ref) => kindOf(ref) === 'appeal'))
  const open = files.filter((a) => a.state !== 'closed' && a.outcome === null)
  for (const { ref } of open) {
    const m = await appealMatter(s, ref)
    if (m) await decideAppeal(clp, s, m, 'stands', by.reasons, asNational(by))
  }
  const about = all.find((ref) => kindOf(ref) !== 'appeal')
  if (open.length === 0) await sayInRooms(clp, s, all, 'The National Complaints team decided: it stands.')
  // whoever had an open appeal hears it as the outcome of that; of several who complained not all had
  if (about !== undefined && (open.length === 0 || kindOf(about) === 'complaint'))
    await tellWhoItIsAbout(
      clp,
      s,
      about,
      'upheld',
      open.map((a) => a.appellant),
    )
}

/** *Does not stand*: as if the EC had decided so (H8, H9); what is not decided yet is closed. */
async function overruled(clp: Clp, s: Store, all: string[], by: By): Promise<void> {
  const about = all.find((ref) => kindOf(ref) !== 'appeal') ?? (await appealIn(s, all))?.about
  if (about === undefined) return
  const appeal = await appealIn(s, all)
  if (appeal && appeal.outcome !== 'does_not_stand') {
    const m = await appealMatter(s, appeal.ref)
    return m && decideAppeal(clp, s, m, 'does_not_stand', by.reasons, asNational(by))
  }
  if (kindOf(about) === 'complaint') {
    const file = await s.complaintFile(about)
    if (file?.state !== 'closed') return
    await reopenComplaint(clp, s, file, 'The National Complaints team')
    await tellComplainants(
      clp,
      s,
      file,
      `The National Complaints team decided that the decision on your complaint **${about}** does not stand. The admins decide it afresh and write to you.`,
      true,
    )
    return
  }
  const file = await s.caseFile(about)
  if (!file) return
  if (file.sanction && isTold(file.sanction) && !file.sanction.overturned) {
    const m = await appealMatter(s, await lodgedByNational(clp, s, file, by))
    if (m) await decideAppeal(clp, s, m, 'does_not_stand', by.reasons, asNational(by))
  } else if (file.state !== 'closed') await closeUndecided(clp, s, file, by)
}

/** A case that is not over yet is closed; a decision that has not gone out is taken back. */
async function closeUndecided(clp: Clp, s: Store, file: CaseFile, by: By): Promise<void> {
  if (file.sanction) await s.deleteSanction(file.ref)
  await closeCase(clp, s, file, 'dropped', by.reasons, by)
}

/** Somebody who went to National without an appeal here gets one for what follows: the letter, and the EC's second vote. */
async function lodgedByNational(clp: Clp, s: Store, file: CaseFile, by: By): Promise<string> {
  const now = clp.clock.now()
  const { ref, seq } = await s.nextAppealRef(Number(londonDate(now).slice(0, 4)))
  const appeal = newAppeal(
    {
      ref,
      kind: 'sanction',
      about: file.ref,
      platform: file.platform,
      appellant: file.respondent,
      appellantName: file.respondentName,
      lodgedBy: by.actor.id,
      receivedHow: 'the National Complaints team',
      secretaryInvolved: false,
      trustedOfficer: null,
    },
    await s.holdings(),
    now,
  )
  await s.addAppeal(appeal, seq)
  await s.fileKeptBan(file.ref)
  return ref
}
