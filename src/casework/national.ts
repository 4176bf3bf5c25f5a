import type { Action } from '../policy/actions.ts'
import { kindOf } from './matter.ts'
import type { Store } from './ports.ts'

/** The matters that go to National together, `ref` first: a case or complaint with all its appeals. */
export async function together(s: Store, ref: string): Promise<string[]> {
  const about = kindOf(ref) === 'appeal' ? (await s.appealFile(ref))?.about : ref
  if (about === undefined) return [ref]
  return [...new Set([ref, about, ...(await s.appeals({ about })).map((a) => a.ref)])]
}

/** Whether a matter, or one that belongs to it, is with the National Complaints team: local steps are frozen then (I2). */
export async function isWithNational(s: Store, ref: string): Promise<boolean> {
  // asked at every step of every matter, and hardly ever is there any
  if ((await s.openNationals()).length === 0) return false
  for (const one of await together(s, ref)) {
    const found = await s.national(one)
    if (found && found.outcome === null) return true
  }
  return false
}

/** What is said to anyone whose step waits for the National Complaints team (I2). */
export const WITH_NATIONAL =
  'This matter is with the National Complaints team, so nothing is done here until their answer is recorded.'

/** The local steps and votes that are frozen meanwhile; never the end of a ban, nor deletion, nor declaring an interest (I2). */
export const FROZEN: ReadonlySet<Action> = new Set<Action>([
  'case.agree',
  'case.sign',
  'case.dont_sign',
  'case.edit_letter',
  'case.lighter',
  'case.evidence',
  'case.drop',
  'case.reconsider',
  'complaint.decide',
  'complaint.sign',
  'complaint.dont_sign',
  'complaint.mediate',
  'complaint.open_case',
  'appeal.statement',
  'appeal.put_to_ec',
  'appeal.vote',
  'appeal.meeting',
  'appeal.suspend',
])
