import { withPausedTimes } from './appeal-times.ts'
import { heardAs } from './identities.ts'
import { afreshFrom } from './kept-bans.ts'
import { mayBeThere } from './letter-out.ts'
import { ladderSanction } from './person-ladder.ts'
import type { AppealFile, ComplaintFile } from './matter-records.ts'
import type { Store } from './ports.ts'
import type { SanctionRecord } from './records.ts'

/** A decision that someone can appeal against: their own sanction, or how their complaint was decided (H2, C7). */
export interface Appealable {
  ref: string
  kind: 'sanction' | 'complaint'
  platform: string
  name: string
  sanction: SanctionRecord['kind'] | null
  /** The date of the letter, or of the end of the complaint, where it is known. */
  at: string | null
}

/** A sanction can be appealed against once its letter is out, even where Discord's own answer is still on its way. */
async function isOut(s: Store, sanction: SanctionRecord): Promise<boolean> {
  if (sanction.overturned) return false
  if (ladderSanction(sanction).letter !== null || sanction.letterState === 'failed') return true
  return sanction.letterState === 'queued' && mayBeThere(s, sanction.ref)
}

/** The sanction or complaint of that reference, if this person can appeal against it and nobody has (H2). */
export const appealableBy = async (s: Store, person: string, ref: string): Promise<Appealable | undefined> =>
  (await appealablesOf(s, person)).find((one) => one.ref === ref)

/**
 * What someone can appeal against now: their sanctions without an appeal yet, and their complaints that were decided. Each
 * of several complainants can, and again once the complaint was decided afresh (C7).
 */
export async function appealablesOf(s: Store, person: string): Promise<Appealable[]> {
  const found: Appealable[] = []
  // against a ban that is kept beyond its file an appeal is decided afresh, whatever became of one before (K3)
  const isFree = async (x: SanctionRecord) =>
    (await s.appeals({ about: x.ref })).every(
      (a) => x.kept && a.state === 'closed' && a.openedAt < afreshFrom(x),
    )
  const hasGoneOn = async ({ ref, closedAt }: ComplaintFile) =>
    (await s.appeals({ about: ref, appellant: person })).some((a) => a.openedAt >= (closedAt ?? ''))
  for (const sanction of await s.sanctions({ respondent: await heardAs(s, person) })) {
    if (!(await isOut(s, sanction)) || !(await isFree(sanction))) continue
    const { ref, platform, kind } = sanction
    const file = await s.caseFile(ref)
    found.push({
      ref,
      kind: 'sanction',
      platform,
      name: file?.respondentName ?? '',
      sanction: kind,
      at: sanction.letterDate,
    })
  }
  const complained = await s.complaints({ complainant: person, states: ['closed'], limit: 100 })
  for (const file of await s.complaintFiles(complained.map((c) => c.ref))) {
    const own = file.complainants.find((c) => c.person === person && !c.onDuty && c.stoppedAt === null)
    if (!own || file.outcome === null || file.outcome === 'stopped' || (await hasGoneOn(file))) continue
    found.push({
      ref: file.ref,
      kind: 'complaint',
      platform: file.platform,
      name: own.name,
      sanction: null,
      at: file.closedAt,
    })
  }
  return found
}

/** Someone's own appeals, newest first. */
export const appealsOf = async (s: Store, person: string): Promise<AppealFile[]> =>
  (
    await s.appealFiles(
      (await s.appeals({ appellant: await heardAs(s, person), limit: 25 })).map((a) => a.ref),
    )
  ).map(withPausedTimes)
