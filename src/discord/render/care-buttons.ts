import type { Care } from '../../casework/care-view.ts'
import type { Button } from '../answer.ts'
import { customId } from '../custom-id.ts'

/** The buttons of a matter's card with which people are looked after; `view.care` is `careOfComplaint` or `careOfCase`. */
export function careButtons(serverId: string, { care }: { care: Care }): Button[] {
  const id = (name: string) => customId(name, serverId, care.ref)
  const list: Button[] = []
  if (care.mediation === 'possible') list.push({ label: 'Mediate', id: id('mediate') })
  if (care.mediation === 'running')
    list.push(
      { label: 'Agreed', id: id('mediation-agreed'), style: 'success' },
      { label: 'Not agreed', id: id('mediation-not') },
    )
  if (care.removable) list.push({ label: 'Remove post', id: id('remove-post') })
  if (care.pausable) list.push({ label: 'Pause posting', id: id('pause-posting') })
  if (care.safeguarding !== 'raised') list.push({ label: 'Safeguarding', id: id('safeguarding') })
  if (care.markable) list.push({ label: 'May be illegal', id: id('may-be-illegal'), style: 'danger' })
  return list
}
