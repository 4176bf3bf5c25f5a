import { quote } from '../letters/plain-text.ts'
import type { AppealVerdict } from '../policy/appeal.ts'
import { BOT } from './actor.ts'
import type { AppealMatter } from './appeal-people.ts'
import { mayView } from './case-people.ts'
import { complaintViewers } from './complaint-people.ts'
import type { Clp, Store } from './ports.ts'
import { roomLine } from './room.ts'
import { tellPeople } from './tell-officers.ts'

const TO_ADMINS: Record<AppealVerdict, string> = {
  stands: 'The appeal against this was decided: it stands.',
  does_not_stand: 'The appeal against this was decided: it does not stand.',
}

/** The outcome with its reasons to the admins: in the room of the case, and by DM the reference only (H7). */
export async function tellAdmins(
  clp: Clp,
  s: Store,
  m: AppealMatter,
  verdict: AppealVerdict,
  reasons: string,
): Promise<void> {
  const now = clp.clock.now()
  const holdings = await s.holdings()
  const { ref, sealed } = m.about.file
  const text = `${TO_ADMINS[verdict]}${reasons ? `\nReasons of the EC:\n${quote(reasons, 1500)}` : ''}`
  await roomLine(clp, s, ref, text)
  if (m.about.kind === 'case')
    await s.addNote(ref, { at: now, by: BOT.id, text: `${TO_ADMINS[verdict]} ${reasons}` })
  else
    await s.addMatterText(ref, {
      at: now,
      by: BOT.id,
      side: 'officer',
      kind: 'note',
      text: `${TO_ADMINS[verdict]} ${reasons}`,
    })
  const viewers =
    m.about.kind === 'case'
      ? mayView(clp, m.about.file, holdings, now)
      : complaintViewers(clp, m.about.file, holdings, now)
  if (!sealed)
    await tellPeople(
      clp,
      s,
      viewers,
      ref,
      `The appeal about **${ref}** is decided. The outcome is in its room.`,
    )
}
