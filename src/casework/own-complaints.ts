import { isBlank } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { refuseAndRecord } from './authorise.ts'
import { closeComplaint, TOLD } from './close-complaint.ts'
import { complaintMovedOn } from './complaint-view.ts'
import { keepFiles, type Sent } from './keep-files.ts'
import type { ComplaintFile, Complainant } from './matter-records.ts'
import { isWithNational } from './national.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { roomForMore } from './room-for-more.ts'
import { queueCard, roomLine } from './room.ts'
import { tellOffices } from './tell-officers.ts'

/** One's own complaint, as `/complain` shows it: what one has said oneself and what one was told, nothing else. */
export interface OwnComplaint {
  file: Pick<ComplaintFile, 'ref' | 'state' | 'outcome' | 'openedAt' | 'closedAt' | 'tellAt' | 'safeguarding'>
  me: Complainant
  /** The last thing that one wrote. */
  said: string | null
  /** What one was told of how it ended; null while it is open, or where safeguarding is asked first (C6). */
  told: string | null
  /** Nothing is decided here until their answer is known (I2). */
  withNational: boolean
}

const SHOWN = 10

/** The newest complaints of one person, stopped ones and those that are over included (C2). */
export const ownComplaints = (clp: Clp, actor: Actor): Promise<OwnComplaint[]> =>
  clp.transact(async (s) => {
    const own = await s.complaints({ complainant: actor.id, limit: SHOWN })
    const shown: OwnComplaint[] = []
    for (const file of await s.complaintFiles(own.map((c) => c.ref)))
      shown.push({
        file,
        me: meIn(file, actor) as Complainant,
        said: file.texts.findLast((t) => t.by === actor.id && t.side === 'complainant')?.text ?? null,
        told:
          file.safeguarding === 'raised' ? null : (file.texts.findLast((t) => t.kind === TOLD)?.text ?? null),
        withNational: await isWithNational(s, file.ref),
      })
    return shown
  })

const meIn = (file: ComplaintFile | undefined, actor: Actor): Complainant | undefined =>
  file?.complainants.find((c) => c.person === actor.id)

/** One's own complaint; for everybody else it does not exist (A6). */
async function ownComplaint(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  action: string,
): Promise<Result<{ file: ComplaintFile; me: Complainant }>> {
  const file = await s.complaintFile(ref)
  const me = meIn(file, actor)
  if (file && me) return { ok: true, file, me }
  const refusal = { why: 'no_such_matter' as const }
  await refuseAndRecord(clp, s, actor, action, ref, refusal)
  return refuse(refusal)
}

const STOPPED = {
  why: 'not_now' as const,
  because: 'You have stopped this complaint. To take it up again, complain anew with `/complain`.',
}

/** Whether the form of **Add** or the question of **Stop** opens for this person. */
export const mayGoOn = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ file: ComplaintFile }>> =>
  clp.transact(async (s) => {
    const found = await ownComplaint(clp, s, actor, ref, 'complaint.add')
    if (!found.ok) return found
    if (found.file.state === 'closed') return refuse(complaintMovedOn(found.file))
    return found.me.stoppedAt === null ? { ok: true, file: found.file } : refuse(STOPPED)
  })

/**
 * **Add**: more words or files to one's own open complaint (C2). Signatures stand: signers are told to read it, so that
 * nobody can hold a decision up for ever by adding. Where it may be illegal no file is copied (C8).
 */
export const addToComplaint = (
  clp: Clp,
  actor: Actor,
  ref: string,
  text: string,
  files: Sent[],
): Promise<Result<{ filesLeftOut: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ filesLeftOut: boolean }>> => {
    const found = await ownComplaint(clp, s, actor, ref, 'complaint.add')
    if (!found.ok) return found
    const { file, me } = found
    if (file.state === 'closed') return refuse(complaintMovedOn(file))
    if (me.stoppedAt !== null) return refuse(STOPPED)
    if (isBlank(text) && files.length === 0)
      return refuse({ why: 'input', problems: ['Write something, or add a file.'] })
    const parts = file.texts.filter((t) => t.by === actor.id && t.side === 'complainant').length
    const kept = file.illegal ? [] : files
    const room = roomForMore(clp, ref, { parts, files: file.files, by: actor.id }, kept)
    if (!room.ok) return room
    const at = clp.clock.now()
    if (!isBlank(text))
      await s.addMatterText(ref, { at, by: actor.id, side: 'complainant', kind: 'more', text })
    await keepFiles(clp, s, ref, actor.id, 'more', kept)
    await record(clp, s, {
      actor,
      as: 'complainant',
      action: 'complaint.added',
      matter: ref,
      line: 'More was added to a complaint',
      details: { what: text, files: kept.length },
      subject: file.respondent,
    })
    await roomLine(
      clp,
      s,
      ref,
      'Whoever complained has added something. It is under *Read all*; please read it before you sign. If it changes things, propose anew.',
    )
    await queueCard(clp, s, ref)
    return { ok: true, filesLeftOut: file.illegal && files.length > 0 }
  })

/**
 * **Stop** (C2): whoever complained takes no part from here on. When all have stopped the complaint is closed and the
 * admins are told; officers on duty do not count. What is a case already, or is with safeguarding or National, goes on (C6, I2).
 */
export const stopComplaint = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ closed: boolean }>> =>
  clp.transact(async (s): Promise<Result<{ closed: boolean }>> => {
    const found = await ownComplaint(clp, s, actor, ref, 'complaint.stop')
    if (!found.ok) return found
    const { file, me } = found
    if (file.state === 'closed') return refuse(complaintMovedOn(file))
    if (me.stoppedAt !== null) return refuse(STOPPED)
    await s.stopComplainant(ref, actor.id, clp.clock.now())
    await record(clp, s, {
      actor,
      as: 'complainant',
      action: 'complaint.stopped_by_one',
      matter: ref,
      line: 'Someone who complained has stopped',
      subject: file.respondent,
    })
    const others = file.complainants.filter((c) => c.person !== actor.id && !c.onDuty && c.stoppedAt === null)
    const goesOn =
      file.state === 'with_case' ||
      file.outcome !== null ||
      file.safeguarding === 'raised' ||
      (await isWithNational(s, ref))
    if (others.length > 0 || me.onDuty || goesOn) {
      await roomLine(clp, s, ref, 'Someone who complained has stopped. The card shows how many are left.')
      await queueCard(clp, s, ref)
      return { ok: true, closed: false }
    }
    await closeComplaint(clp, s, (await s.complaintFile(ref)) as ComplaintFile, 'stopped', '')
    await tellOffices(
      clp,
      s,
      ['admin', 'sm_officer'],
      ref,
      `Everyone who complained in **${ref}** has stopped, so it is closed.`,
    )
    return { ok: true, closed: true }
  })
