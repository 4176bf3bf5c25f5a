import { mayView } from './case-people.ts'
import { isTold } from './letter-out.ts'
import { kindOf } from './matter.ts'
import type { Clp, Store } from './ports.ts'
import { queueCard, roomLine } from './room.ts'
import { tellComplainants } from './tell-complainants.ts'
import { tellPeople } from './tell-officers.ts'
import { tellOutcome } from './tell-outcome.ts'
import { tellPerson } from './tell-person.ts'

/** In each room, and to those who see the case by DM: the reference and no more. */
export async function sayInRooms(clp: Clp, s: Store, all: string[], text: string): Promise<void> {
  for (const ref of all) {
    await roomLine(clp, s, ref, text)
    await queueCard(clp, s, ref)
    const file = kindOf(ref) === 'case' ? await s.caseFile(ref) : undefined
    // a closed case's room is hardly looked at any more
    if (file?.state === 'closed' && !file.sealed)
      await tellPeople(
        clp,
        s,
        mayView(clp, file, await s.holdings(), clp.clock.now()),
        ref,
        `There is news of **${ref}** from or for the National Complaints team. It is in its room.`,
      )
  }
}

const TOLD = {
  national: (ref: string, route: string) =>
    `**${ref}** is now with the National Complaints team of the Labour Party: ${route}. Nothing more is decided here until they have answered. A ban still ends on its day. We write to you when we have their answer.`,
  from_national: (ref: string) =>
    `The National Complaints team does not take **${ref}** up, so it goes on here where it was. You need do nothing, and you lose no time by it.`,
  upheld: (ref: string) =>
    `The National Complaints team has decided on **${ref}**: it stands. Nothing changes, and you need do nothing.`,
}

/**
 * Appellant, respondent or complainants hear where it is, if they had been told of the matter at all; but for whoever hears
 * it otherwise.
 */
export async function tellWhoItIsAbout(
  clp: Clp,
  s: Store,
  ref: string,
  what: keyof typeof TOLD,
  except: readonly string[] = [],
): Promise<void> {
  const text = TOLD[what](ref, clp.config.policy.nationalRoute)
  const appeal = kindOf(ref) === 'appeal' ? await s.appealFile(ref) : undefined
  if (appeal && what !== 'upheld') {
    // others may have appealed against the same: theirs waits, and goes on, with it
    const open = (await s.appeals({ about: appeal.about })).filter((a) => a.state !== 'closed')
    for (const one of [appeal, ...open.filter((a) => a.ref !== ref)]) await tellOutcome(clp, s, one, what)
    return
  }
  if (kindOf(ref) === 'complaint') {
    const file = await s.complaintFile(ref)
    if (file) await tellComplainants(clp, s, file, text, true, 'own', except)
    return
  }
  const file = await s.caseFile(ref)
  const knows = file?.replies.some((r) => r.kind === 'told') || (file?.sanction && isTold(file.sanction))
  if (file && knows) await tellPerson(clp, s, file.ref, file.respondent, { what: 'national', text })
}
