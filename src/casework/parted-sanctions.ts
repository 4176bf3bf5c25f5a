import { BOT } from './actor.ts'
import { fall, holdBack, ladderWithout, relyingOn } from './consequences.ts'
import { samePerson } from './identities.ts'
import { thoseForEc } from './letter-out.ts'
import type { Dependent } from './matter-records.ts'
import { carryOut } from './platform-bans.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile, SanctionRecord } from './records.ts'
import { queueCard, roomLine } from './room.ts'
import { raiseTask } from './tasks.ts'
import { tellPerson } from './tell-person.ts'
import { stepOf } from './warn-draft.ts'

const BECAUSE = 'two identities are no longer taken to be one person'

/**
 * Sanctions of a person that rested on what a link with somebody else had brought, or whose letter had gone to that
 * somebody: as with one that relied on an overturned sanction, they stop counting at once, live bans among them are lifted,
 * and the EC votes on what becomes of each (H9). What nobody can have been told of yet goes back to its signers (D3).
 */
export async function reviewParted(clp: Clp, s: Store, mine: string[], theirs: string[]): Promise<void> {
  const all = await s.sanctions({ respondent: mine })
  const brought = (await s.sanctions({ respondent: theirs })).map((x) => x.ref)
  const relying = relyingOn(brought, all)
  const astray = all.filter((x) => !x.overturned && x.letterTo && theirs.includes(x.letterTo))
  const touched = all.filter((x) => relying.includes(x) || astray.includes(x)).filter((x) => !x.underReview)
  const told = await thoseForEc(s, touched)
  for (const one of touched.filter((x) => !told.includes(x))) {
    await holdBack(clp, s, one)
    await s.updateSanction(one.ref, { letterTo: null })
  }
  for (const { ref, respondent, platform } of told) {
    await s.updateSanction(ref, { underReview: true })
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'sanction.under_review',
      matter: ref,
      line: 'It had rested on two identities being one person, which was undone, so it stops counting until the EC has decided',
      subject: respondent,
    })
    await roomLine(
      clp,
      s,
      ref,
      'This had rested on two identities being one person, which was undone. It stops counting, and a ban is lifted, until the EC has decided what becomes of it.',
    )
    await carryOut(clp, s, respondent, platform)
    await queueCard(clp, s, ref)
  }
  for (const { ref } of told) await askOrFall(clp, s, ref)
}

/**
 * Whoever was asked, or sent a letter, in place of a respondent who proves to be somebody else hears that it was not about
 * them (B3): without that they go on believing what they have in hand.
 */
export async function tellAstray(clp: Clp, s: Store, mine: string[], theirs: string[]): Promise<void> {
  for (const { ref, state, noticeTo } of await s.cases({ respondent: mine, limit: 1000 })) {
    const sanction = (await s.caseFile(ref))?.sanction ?? null
    if (state === 'closed' && (sanction === null || sanction.overturned)) continue
    const letterTo = sanction?.letterTo ?? null
    const to = letterTo ?? noticeTo ?? null
    if (to === null || !theirs.includes(to)) continue
    await tellPerson(clp, s, ref, to, {
      what: 'identity',
      text: `**${ref}** was sent to you because another identity was taken to be yours. That has been undone, so it was not about you${
        letterTo === null
          ? ', and you are not asked about it any more'
          : ': the letter counts for nothing against you'
      }. You do not have to do anything. We are sorry that it reached you.`,
    })
  }
}

/** Without a step of its own it falls by itself; else the EC decides, and its decision is written down with the minute (H9). */
async function askOrFall(clp: Clp, s: Store, ref: string): Promise<void> {
  const file = (await s.caseFile(ref)) as CaseFile
  const dependent = await partedDependent(clp, s, file)
  const falls = dependent?.without === null
  if (dependent && falls) await fall(clp, s, dependent, BECAUSE)
  else
    await raiseTask(clp, s, {
      kind: 'relied_on',
      matter: ref,
      offices: ['secretary', 'trusted_ec_officer'],
      platform: file.platform,
      subject: file.respondent,
      text: `${ref} had rested on two identities being one person, which was undone. It counts for nothing for now. The EC decides what becomes of it: replaced by the step that is left without that, by a new letter, or it falls. Press *Done* when the EC has decided.`,
    })
  await tellPerson(clp, s, ref, file.respondent, {
    what: 'identity',
    text: `**${ref}** had rested on another identity being taken to be yours. That has been undone. ${
      falls
        ? 'So it falls: it counts for nothing, and a ban because of it is lifted.'
        : 'So it counts for nothing, and a ban because of it is lifted, until the Executive Committee has decided what becomes of it. You are told.'
    } You do not have to do anything.`,
  })
}

/** A sanction under review as the EC decides on it: with the step that its own person's history gives; undefined where it is not. */
export async function partedDependent(clp: Clp, s: Store, file: CaseFile): Promise<Dependent | undefined> {
  const { sanction } = file
  if (!sanction?.underReview || sanction.overturned) return undefined
  const all = await s.sanctions({ respondent: await samePerson(s, file.respondent) })
  const out = new Set(all.filter((x: SanctionRecord) => x.underReview || x.overturned).map((x) => x.ref))
  return {
    ref: file.ref,
    kind: sanction.kind,
    without: stepOf(await ladderWithout(clp, s, file, all, out)),
    decision: null,
  }
}
