import type { Action } from '../policy/actions.ts'
import { mayAct } from '../policy/authority.ts'
import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { cameLater, conflictInCase, mayView, mayStandIn, namingOffices } from './case-people.ts'
import { conflictIn, type Matter } from './matter.ts'
import { FROZEN, isWithNational, WITH_NATIONAL } from './national.ts'
import type { Clp, Store } from './ports.ts'
import { recordRefusal } from './record.ts'
import type { CaseFile } from './records.ts'
import { refuse, type Refusal } from './refusal.ts'

export type Authority = { ok: true; as: string; holdings: OfficeHolding[] } | { ok: false; refusal: Refusal }

/** What someone who was appointed after a case was opened does in it only as a stand-in (A3); signing has its own check. */
const DECIDING: Action[] = [
  'case.agree',
  'case.drop',
  'case.edit_letter',
  'case.lighter',
  'case.evidence',
  'case.reply',
]
const CAME_LATER =
  'You were appointed after this case was opened, so in it you only stand in, when those who were there before cannot. You can read it, and write a note.'

/**
 * Checks authority, from the register of offices alone, at the moment of the act (A2), and conflict in the matter
 * (A5). A refusal is written to the register (A6). Only someone who may see the matter hears that an act is not theirs;
 * with a conflict, or without a part in it, whatever their office, they are answered as if the matter did not exist.
 * `standsIn` is for lists, which are about no one matter: whether there is any in which this person stands in (D7).
 * A complaint or an appeal comes as `about`; undefined beside a `ref` is one that does not exist.
 */
export async function authorise(
  clp: Clp,
  s: Store,
  actor: Actor,
  action: Action,
  matter: {
    file?: CaseFile | undefined
    about?: Matter | undefined
    ref?: string
    platform?: string
    standsIn?: boolean
  } = {},
): Promise<Authority> {
  const now = clp.clock.now()
  const holdings = await s.holdings()
  const { file, about } = matter
  const no = async (refusal: Refusal): Promise<Authority> => {
    await refuseAndRecord(clp, s, actor, action, matter.ref ?? null, refusal)
    return refuse(refusal)
  }
  if ('ref' in matter && file === undefined && about === undefined) return no({ why: 'no_such_matter' })
  if (file && conflictInCase(actor.id, file)) return no({ why: 'no_such_matter' })
  if (about && conflictIn(actor.id, about)) return no({ why: 'no_such_matter' })

  const platform = file?.platform ?? about?.platform ?? matter.platform
  const verdict = mayAct(action, {
    actor: { id: actor.id, isServerOwner: clp.ownerId() === actor.id },
    holdings,
    now,
    ...(platform === undefined ? {} : { platform }),
    // asked for only where the person's own offices are not enough
    get standIn() {
      if (about && action !== 'complaint.name_signers') return about.standsIn(actor.id)
      if (file && action !== 'case.name_signers') return mayStandIn(clp, file, holdings, now, actor.id)
      if (!about && !file) return matter.standsIn === true
      const conflicted = (person: string) =>
        (about ? conflictIn(person, about) : file && conflictInCase(person, file)) !== undefined
      const naming = namingOffices(conflicted, holdings, now)
      return holdings.some((h) => h.person === actor.id && naming.includes(h.office) && holdsAt(h, now))
    },
  })
  if (verdict.allowed) {
    if (matter.ref !== undefined && FROZEN.has(action) && (await isWithNational(s, matter.ref)))
      return no({ why: 'not_now', because: WITH_NATIONAL })
    if (
      file &&
      DECIDING.includes(action) &&
      file.state !== 'decided' &&
      file.state !== 'closed' &&
      cameLater(file, holdings, now, actor.id) &&
      !mayStandIn(clp, file, holdings, now, actor.id)
    )
      return no({ why: 'not_now', because: CAME_LATER })
    return { ok: true, as: verdict.as, holdings }
  }
  const knows = about
    ? about.sees(actor.id)
    : file === undefined || mayView(clp, file, holdings, now).includes(actor.id)
  return no(knows ? { why: 'not_authorised', action } : { why: 'no_such_matter' })
}

/** Writes a refusal to the register under the office that the person holds, if any (A6). */
export async function refuseAndRecord(
  clp: Clp,
  s: Store,
  actor: Actor,
  action: string,
  ref: string | null,
  refusal: Refusal,
): Promise<void> {
  const held = (await s.holdings()).find((h) => h.person === actor.id && h.until === null)
  await recordRefusal(clp, s, {
    actor,
    as: held?.office ?? 'member',
    action: 'refusal.request',
    line: 'A request was refused',
    details: { action, asked: ref, why: refusal.why },
  })
}
