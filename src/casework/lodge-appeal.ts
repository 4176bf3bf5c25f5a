import { conflictOf } from '../policy/conflict.ts'
import { holdsAt } from '../policy/offices.ts'
import { isBlank } from '../letters/plain-text.ts'
import { londonDate } from '../policy/calendar.ts'
import type { Actor } from './actor.ts'
import { handlersChanged } from './appeal-handlers.ts'
import { appealPending } from './appeal-pending.ts'
import { authorise, refuseAndRecord } from './authorise.ts'
import { keepFiles, type Sent } from './keep-files.ts'
import { kindOf, matterOf } from './matter.ts'
import { newAppeal } from './new-appeal.ts'
import { raiseObjection } from './objections.ts'
import { type Appealable, appealableBy } from './own-appeals.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { tellAppellant } from './tell-appellant.ts'

/** Who lodges an appeal: the appellant, or an officer for someone who wrote by other means (H1). */
export interface Lodging {
  /** Discord user id, or the handle on another platform. */
  appellant: string
  name: string
  /** Discord user id of whoever presses. */
  lodgedBy: string
  /** How and when it was received, where an officer lodges it. */
  receivedHow: string | null
}

/** What the form asks (H2). */
export interface AppealWords {
  grounds: string
  /** Whether the Secretary is involved, honoured without proof: `no`, `yes`, or the EC officer whom they trust. */
  trusted: string
  /** Whom they would rather not have decide it, in their words. */
  notDecide: string
  files: Sent[]
}

/**
 * Lodges an appeal (H1–H3): against one's own sanction, once, without a time limit, or against how one's complaint was
 * decided (C7). It is acknowledged at once, the roll of voters is fixed (H5), whoever handles it is told, and no step
 * that relies on the sanction goes out meanwhile (E9).
 */
export async function lodgeAppeal(
  clp: Clp,
  s: Store,
  who: Lodging,
  about: string,
  words: AppealWords,
): Promise<Result<{ ref: string }>> {
  const may = await mayLodge(clp, s, who, about)
  if (!may.ok) return may
  const { found, as, actor } = may
  if (isBlank(words.grounds)) return refuse({ why: 'input', problems: ['Say what should change, and why.'] })
  const now = clp.clock.now()
  const holdings = await s.holdings()
  const { ref, seq } = await s.nextAppealRef(Number(londonDate(now).slice(0, 4)))
  const officers = trustworthy(holdings, now, who.appellant)
  const appeal = newAppeal(
    {
      ref,
      kind: found.kind,
      about,
      platform: found.platform,
      appellant: who.appellant,
      appellantName: who.name,
      lodgedBy: who.lodgedBy,
      receivedHow: who.receivedHow,
      secretaryInvolved: words.trusted !== 'no',
      trustedOfficer: officers.some((o) => o.person === words.trusted) ? words.trusted : null,
    },
    holdings,
    now,
  )
  await s.addAppeal(appeal, seq)
  // what the admins are told of it stands with the case, also where only its ban is kept (K3)
  await s.fileKeptBan(about)
  await s.addMatterText(ref, {
    at: now,
    by: who.appellant,
    side: 'appellant',
    kind: 'grounds',
    text: words.grounds,
  })
  await record(clp, s, {
    actor,
    as,
    action: 'appeal.lodged',
    matter: ref,
    line:
      who.receivedHow === null ? 'An appeal was lodged' : 'Lodged an appeal that was received by other means',
    details: { about, grounds: words.grounds, receivedHow: who.receivedHow, files: words.files.length },
    subject: who.appellant,
  })
  await keepFiles(clp, s, ref, who.lodgedBy, 'appeal', words.files)
  if (found.kind === 'sanction') await appealPending(clp, s, about)
  await handlersChanged(clp, s, ref)
  // whoever lodges it for them passes on what they asked
  await raiseObjection(clp, s, ref, { id: who.appellant, name: who.name }, words.notDecide)
  await tellAppellant(clp, s, ref, { what: 'lodged' })
  return { ok: true, ref }
}

async function mayLodge(
  clp: Clp,
  s: Store,
  who: Lodging,
  about: string,
): Promise<Result<{ found: Appealable; as: string; actor: Actor }>> {
  const found = await appealableBy(s, who.appellant, about)
  if (who.lodgedBy === who.appellant) {
    const actor = { id: who.appellant, name: who.name }
    const may = await authorise(clp, s, actor, 'appeal.lodge')
    if (!may.ok) return may
    if (found) return { ok: true, found, as: found.kind === 'sanction' ? 'respondent' : 'complainant', actor }
    const before = (await s.appeals({ about, appellant: who.appellant, limit: 1 }))[0]
    if (before)
      return refuse({
        why: 'not_now',
        because: `You have appealed against this already: it is ${before.ref}. There is one appeal against a decision. \`/appeal\` shows where it stands, and there you can add more.`,
      })
    const refusal = { why: 'no_such_matter' as const }
    await refuseAndRecord(clp, s, actor, 'appeal.lodge', about, refusal)
    return refuse(refusal)
  }
  const may = await mayLodgeFor(clp, s, who.lodgedBy, about)
  if (!may.ok) return may
  if (!found)
    return refuse({
      why: 'not_now',
      because: `There is nothing in ${about} that this person can appeal against now: it has an appeal already, or no letter is out.`,
    })
  return { ok: true, found, as: may.as, actor: may.actor }
}

/** Whether an officer may lodge an appeal about something for someone else: the Secretary or a trusted EC officer (H1). */
export async function mayLodgeFor(
  clp: Clp,
  s: Store,
  officer: string,
  about: string,
): Promise<Result<{ as: string; actor: Actor }>> {
  const holdings = await s.holdings()
  const name = holdings.find((h) => h.person === officer)?.name ?? officer
  const actor = { id: officer, name }
  const matter = kindOf(about) === 'appeal' ? undefined : await matterOf(clp, s, about)
  const may = await authorise(clp, s, actor, 'appeal.lodge_for', { about: matter, ref: about })
  if (!may.ok) return may
  if (matter && conflictOf(officer, matter.parties, 'appeal') !== undefined)
    return refuse({
      why: 'not_now',
      because:
        'You proposed or signed this decision, so somebody else has to lodge it: the Secretary or a trusted EC officer.',
    })
  return { ok: true, as: may.as, actor }
}

/** An EC officer whom an appellant can name. */
export interface Trustworthy {
  person: string
  name: string
  office: 'trusted_ec_officer' | 'chair' | 'ec_member'
}

/** Whether someone can appeal against something now, before the form opens, and whom they can name as trusted (H2). */
export const lodgingForm = (
  clp: Clp,
  actor: Actor,
  about: string,
): Promise<Result<{ officers: Trustworthy[] }>> =>
  clp.transact(async (s) => {
    const who = { appellant: actor.id, name: actor.name, lodgedBy: actor.id, receivedHow: null }
    const may = await mayLodge(clp, s, who, about)
    if (!may.ok) return may
    return { ok: true, officers: trustworthy(await s.holdings(), clp.clock.now(), actor.id) }
  })

const TRUSTED = ['trusted_ec_officer', 'chair', 'ec_member'] as const

/**
 * The EC officers whom an appellant can name as the one they trust (H2). Those with a conflict are among them: to leave
 * them out would tell who complained, gave evidence or signed. Whoever is chosen in vain is passed over (`handlersOf`).
 */
export function trustworthy(
  holdings: Awaited<ReturnType<Store['holdings']>>,
  now: string,
  appellant: string,
): Trustworthy[] {
  const found: Trustworthy[] = []
  for (const office of TRUSTED)
    for (const h of holdings) {
      const { person, name } = h
      if (h.office !== office || person === null || person === appellant || !holdsAt(h, now)) continue
      if (!found.some((o) => o.person === person)) found.push({ person, name, office })
    }
  return found
}
