import { holdsAt, type OfficeHolding } from '../policy/offices.ts'
import { BOT } from './actor.ts'
import { appealHandlers, type AppealMatter, appealMatter, conflictInAppeal } from './appeal-people.ts'
import type { Clp, Store } from './ports.ts'
import { queueCard, queueRoom } from './room.ts'
import { closeTask, raiseTask } from './tasks.ts'
import { tellAppellant } from './tell-appellant.ts'
import { tellPeople } from './tell-officers.ts'

/** The states in which an appeal waits for somebody to handle it. */
export const OPEN_APPEALS = [
  'lodged',
  'statements',
  'answering',
  'voting',
  'meeting',
  'consequences',
] as const

/**
 * Brings an appeal in line with who handles it now (H3): those who are new are told by DM, with the reference only; who
 * is no longer among them loses the room at once (A8). Where nobody is left the EC is asked to choose someone (D7).
 * Doing it twice changes nothing.
 */
export async function handlersChanged(clp: Clp, s: Store, ref: string): Promise<void> {
  const m = await appealMatter(s, ref)
  if (!m || m.file.state === 'closed') return
  const handlers = appealHandlers(clp, m, await s.holdings(), clp.clock.now())
  const { toldHandlers, sealed } = m.file
  const fresh = handlers.filter((p) => !toldHandlers.includes(p))
  const gone = toldHandlers.filter((p) => !handlers.includes(p))
  await queueRoom(clp, s, ref)
  if (handlers.length === 0) await askToChoose(clp, s, m)
  else await nobodyNeeded(clp, s, ref)
  if (fresh.length === 0 && gone.length === 0) return
  await s.updateAppeal(ref, { toldHandlers: handlers })
  // in a sealed matter whoever is new is told by the sealing itself (A7)
  if (!sealed)
    await tellPeople(
      clp,
      s,
      fresh,
      ref,
      `**${ref}** is an appeal for you to handle. You find it in its room, or with \`/appeals view ref:${ref}\` on the server. ${m.file.state === 'lodged' ? 'Read it, then press **Put to the EC**.' : 'It was put to the EC before. Its card says where it stands, and what waits for you.'} If you have any part in the matter, press **I'm involved** and do nothing else.`,
    )
  await queueCard(clp, s, ref)
}

/** How many EC members have to choose the same person: never one alone (D7). */
export const AGREE = 2

/** EC members on Discord who have no part in an appeal: they choose, and one of them can be chosen (D7). */
export const freeEcMembers = (m: AppealMatter, holdings: OfficeHolding[], now: string): OfficeHolding[] => {
  const found = holdings.filter(
    (h) =>
      h.office === 'ec_member' &&
      h.person !== null &&
      holdsAt(h, now) &&
      conflictInAppeal(h.person, m) === undefined,
  )
  return found.filter((h, i) => found.findIndex((x) => x.person === h.person) === i)
}

/**
 * Nobody is left to handle an appeal: no Secretary, trusted EC officer or Chair without a part in it. The EC members
 * without conflict get a task to choose one of themselves; where fewer than two are left the way on is National, which
 * the appellant is told (D7). Raised once.
 */
async function askToChoose(clp: Clp, s: Store, m: AppealMatter): Promise<void> {
  const { ref, platform, appellant } = m.file
  const free = freeEcMembers(m, await s.holdings(), clp.clock.now())
  if (free.length < AGREE) {
    if ((await s.openTasks({ kind: 'to_national', matter: ref })).length > 0) return
    await raiseTask(clp, s, {
      kind: 'to_national',
      matter: ref,
      offices: ['secretary', 'chair', 'trusted_ec_officer', 'ec_member'],
      platform,
      subject: appellant,
      text: `${ref}: nobody who could handle this appeal is without a part in it, so it goes to the National Complaints team: ${clp.config.policy.nationalRoute}. Send it there, or appoint a trusted EC officer without a part in it, then press *Done*.`,
    })
    await tellAppellant(clp, s, ref, { what: 'nobody' })
    return
  }
  if ((await s.openTasks({ kind: 'choose_handler', matter: ref })).length > 0) return
  await raiseTask(clp, s, {
    kind: 'choose_handler',
    matter: ref,
    offices: ['ec_member'],
    platform,
    subject: appellant,
    text: `${ref}: nobody is left to handle this appeal. Press **Choose a handler** and choose an EC member without a part in it. Whoever ${AGREE} of you choose handles it.`,
  })
}

/** Somebody handles it: what asked for someone is done. */
async function nobodyNeeded(clp: Clp, s: Store, ref: string): Promise<void> {
  for (const kind of ['choose_handler', 'to_national'] as const)
    for (const task of await s.openTasks({ kind, matter: ref }))
      await closeTask(clp, s, task, BOT, 'bot', 'somebody handles the appeal')
}
