import { heldRefs } from './holds.ts'
import { kindOf } from './matter.ts'
import { isWithNational } from './national.ts'
import { filesSentBy } from './own-data.ts'
import type { Store } from './ports.ts'

/** Whether a complaint or appeal is over, so that no decision waits for what belongs to it; what came with a side stays. */
async function isOver(s: Store, ref: string): Promise<boolean> {
  if (kindOf(ref) === 'case' || (await isWithNational(s, ref)) || (await heldRefs(s)).includes(ref))
    return false
  const file = kindOf(ref) === 'complaint' ? await s.complaintFile(ref) : await s.appealFile(ref)
  if (file?.state !== 'closed') return false
  const appeals = await s.appeals({ about: ref, limit: 10 })
  return appeals.every((a) => a.state === 'closed')
}

/**
 * What a granted deletion takes away before its date (N2): the files that somebody sent to what is closed, and forms that
 * they never sent. What was decided, the letters and the register's sealed entries stay for their two years, since every
 * later step and appeal rests on them. Says in words what was done, for the person.
 */
export async function deleteEarly(s: Store, person: string): Promise<string> {
  const files = await filesSentBy(s, person)
  let dropped = 0
  let kept = 0
  for (const f of files)
    if (await isOver(s, f.matter)) {
      await s.dropFile(f.id)
      dropped += 1
    } else kept += 1
  const drafts = await s.draftsOf(person, 'form:')
  for (const d of drafts) await s.deleteDraft(d.id)
  return [
    dropped + drafts.length === 0
      ? 'Nothing of it could be deleted before its date: of files that you sent to what is closed, and of forms that you had not sent, there are none.'
      : `Deleted now: ${dropped} of the files that you sent, and ${drafts.length} forms that you had not sent.`,
    ...(kept > 0
      ? [
          `Of the others, ${kept}, each belongs to something that is still open or held, or to a decision that rests on it.`,
        ]
      : []),
    'What was decided, the letters, and the register of what was done are kept for two years from their date, and then deleted.',
  ].join(' ')
}
