import { kindOf } from './matter.ts'
import type { Store } from './ports.ts'

/** The matters that go to National together: a case or complaint with its appeals, an appeal with what it is about. */
async function together(s: Store, ref: string): Promise<string[]> {
  if (kindOf(ref) !== 'appeal') return [ref, ...(await s.appeals({ about: ref })).map((a) => a.ref)]
  const appeal = await s.appealFile(ref)
  return appeal ? [ref, appeal.about] : [ref]
}

/** Whether a matter, or one that belongs to it, is with the National Complaints team: local steps are frozen then (I2). */
export async function isWithNational(s: Store, ref: string): Promise<boolean> {
  for (const one of await together(s, ref)) {
    const found = await s.national(one)
    if (found && found.outcome === null) return true
  }
  return false
}
