import { kindOf, matterOf } from './matter.ts'
import type { KeptFile, ReportedPost } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import { BOT } from './actor.ts'
import { record } from './record.ts'
import { queueCard, roomLine } from './room.ts'
import { takeOutQuotes } from './take-out-quotes.ts'
import { HANDLER, raiseTask } from './tasks.ts'

/** A file as Discord describes it when someone sends it; its link stops working after a day or so. */
export interface Sent {
  name: string
  url: string
  /** Bytes. */
  size: number
  contentType: string | null
}

const MIB = 1024 * 1024

/** The largest file that is kept, in bytes (⚙). */
export const mostBytes = (clp: Clp): number => clp.config.policy.complaints.fileMiB * MIB

/**
 * Has files of a matter fetched and kept with their bytes, since what hangs on a link is gone within days (C8). Never
 * called for what may be illegal.
 */
export async function keepFiles(
  clp: Clp,
  s: Store,
  matter: string,
  by: string,
  purpose: KeptFile['purpose'],
  list: Sent[],
): Promise<void> {
  const now = clp.clock.now()
  for (const { name, url, size, contentType } of list) {
    const id = await s.addFile({ matter, at: now, name, contentType, size, url, addedBy: by, purpose })
    await s.addEffect({ name: 'fetch-file', lane: `file:${id}`, target: String(id), payload: {} }, now, now)
  }
}

/**
 * Whether a file hung on the reported post itself, by Discord's own address of it. What whoever complained sent besides
 * could name them, and stays with the complaint (C2).
 */
const isOfPost = (file: KeptFile, post: ReportedPost): boolean =>
  URL.parse(file.url)?.pathname.startsWith(`/attachments/${post.channelId}/`) === true

/** The files of a reported post go with it into the case: whoever decides it, and the person concerned, see them (F5). */
export async function passPostFiles(
  clp: Clp,
  s: Store,
  complaintRef: string,
  caseRef: string,
): Promise<void> {
  const { post, illegal } = (await s.complaintFile(complaintRef)) ?? {}
  if (!post || illegal) return
  const now = clp.clock.now()
  for (const file of await s.filesOf(complaintRef)) {
    if (!isOfPost(file, post)) continue
    if (file.state === 'waiting') await keepFiles(clp, s, caseRef, file.addedBy, 'report', [file])
    else await s.copyFile(file.id, caseRef, now)
  }
}

/** What was copied of a post is thrown away, also where it went into a case or a message: it may be illegal (C8). */
export async function dropPost(clp: Clp, s: Store, complaintRef: string): Promise<void> {
  const file = await s.complaintFile(complaintRef)
  if (!file?.post) return
  const { post, caseRef } = file
  const { evidence = [] } = (caseRef === null ? undefined : await s.caseFile(caseRef)) ?? {}
  const texts = [post.text ?? '', ...evidence.filter((e) => e.link === post.link).map((e) => e.text)]
  await s.updateComplaint(complaintRef, { illegal: true, post: { ...post, text: null } })
  for (const one of file.files) await s.dropFile(one.id)
  const matters = [complaintRef, ...(caseRef === null ? [] : [caseRef])]
  await takeOutQuotes(clp, s, matters, { texts, link: post.link })
  if (caseRef === null) return
  await s.blankEvidence(caseRef, post.link)
  for (const one of await s.filesOf(caseRef)) if (isOfPost(one, post)) await s.dropFile(one.id)
}

/** A file that is still to be fetched; undefined where nothing is left to do. */
export async function fileToFetch(s: Store, id: number): Promise<KeptFile | undefined> {
  const file = await s.file(id)
  return file?.state === 'waiting' ? file : undefined
}

/** The bytes are here: kept, and their hash written to the register, so that a change would be found (C8). */
export async function recordFileKept(
  clp: Clp,
  s: Store,
  id: number,
  bytes: Buffer,
  sha256: string,
): Promise<void> {
  const file = await fileToFetch(s, id)
  if (!file) return
  await s.keepFile(id, bytes, sha256)
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: 'delivery.file',
    matter: file.matter,
    line: 'A file was kept with the matter',
    details: { file: id, name: file.name, size: bytes.length, sha256 },
    subject: await subjectOf(clp, s, file.matter),
  })
  await queueCard(clp, s, file.matter)
}

const NOT_KEPT = {
  too_large: 'A file is too large to be kept; its link is',
  gone: 'A file could not be kept: it is gone from Discord',
}

/**
 * A file is not kept: too large, or no longer there (C8). Of a large one the link stays, for a while, and people are asked
 * to keep it in another way.
 */
export async function recordFileNotKept(
  clp: Clp,
  s: Store,
  id: number,
  why: 'too_large' | 'gone',
): Promise<void> {
  const file = await fileToFetch(s, id)
  if (!file) return
  await s.failFile(id, why)
  const subject = await subjectOf(clp, s, file.matter)
  await record(clp, s, {
    actor: BOT,
    as: 'bot',
    action: `delivery.file_${why}`,
    matter: file.matter,
    line: NOT_KEPT[why],
    details: { file: id, name: file.name, size: file.size, link: file.url },
    subject,
  })
  if (why === 'too_large')
    await raiseTask(clp, s, {
      kind: 'keep_file',
      matter: file.matter,
      offices: kindOf(file.matter) === 'appeal' ? [HANDLER] : ['admin', 'sm_officer'],
      platform: (await matterOf(clp, s, file.matter))?.platform ?? null,
      subject,
      text: `${file.matter}: a file is larger than ${clp.config.policy.complaints.fileMiB} MiB, so the bot did not keep it. Its link stands under *Read all* and stops working within a day. Save the file somewhere safe, then press *Done* and say where it is.`,
    })
  await roomLine(
    clp,
    s,
    file.matter,
    why === 'gone'
      ? 'A file that belongs to this matter is gone from Discord and could not be kept. *Read all* names it.'
      : 'A file that belongs to this matter is too large to be kept. There is a task to save it in another way.',
  )
  await queueCard(clp, s, file.matter)
}

const subjectOf = async (clp: Clp, s: Store, ref: string): Promise<string | null> =>
  (await matterOf(clp, s, ref))?.subject ?? null
