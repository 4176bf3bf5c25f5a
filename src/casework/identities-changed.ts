import { BOT } from './actor.ts'
import { askForReply } from './agree-to-ask.ts'
import { OPEN_APPEALS } from './appeal-handlers.ts'
import { OPEN_STATES } from './case-view.ts'
import { OPEN_COMPLAINTS } from './complaint-view.ts'
import { casesAnew } from './cases-anew.ts'
import { samePerson } from './identities.ts'
import type { IdentityLink } from './identity-records.ts'
import { partsChanged } from './involve.ts'
import { matterOf } from './matter.ts'
import { reviewParted, tellAstray } from './parted-sanctions.ts'
import { ladderOfCase } from './person-ladder.ts'
import type { Clp, Store } from './ports.ts'
import { record } from './record.ts'
import type { CaseFile } from './records.ts'
import { ALL_MATTERS, queueRestrictLog } from './restrict-log.ts'
import { tellOffices } from './tell-officers.ts'
import { tellVoided } from './void-signatures.ts'
import { stepOf } from './warn-draft.ts'

/** Two identities are one person from here on: their cases are worked out anew, and so is who may see what (D3, A5, A7). */
export async function afterLinked(clp: Clp, s: Store, link: IdentityLink): Promise<void> {
  await casesAnew(clp, s, link.a)
  await whoMaySee(clp, s, await samePerson(s, link.a))
}

/**
 * Two identities are two people again (B3). What had relied on their being one stops counting until the EC has decided on
 * it (H9); whoever was never asked is asked; open cases and who may see what are worked out anew (D3, A5).
 * `before`: everyone who was one person until now.
 */
export async function afterParted(
  clp: Clp,
  s: Store,
  link: IdentityLink,
  before: readonly string[],
): Promise<void> {
  const sides = [await samePerson(s, link.a), await samePerson(s, link.b)]
  for (const mine of sides) {
    const theirs = before.filter((one) => !mine.includes(one))
    await tellAstray(clp, s, mine, theirs)
    await reviewParted(clp, s, mine, theirs)
    await askAnew(clp, s, mine, theirs)
    await casesAnew(clp, s, mine[0] as string)
    await stepAfterAll(clp, s, mine, link)
  }
  await whoMaySee(clp, s, [...before])
}

/** A notice that went to somebody who proves to be somebody else asked nobody: the case begins where it was sent (D4). */
async function askAnew(clp: Clp, s: Store, mine: string[], theirs: string[]): Promise<void> {
  const open = await s.cases({ respondent: mine, states: ['asking', 'replying', 'signing'], limit: 1000 })
  for (const { ref, noticeTo } of open) {
    if (!noticeTo || !theirs.includes(noticeTo)) continue
    const file = (await s.caseFile(ref)) as CaseFile
    await tellVoided(clp, s, file, 'facts')
    for (const effect of await s.openEffects({ target: ref }))
      if (effect.name === 'notice' || effect.name === 'reopened') await s.finishEffects([effect.id], 'done')
    // what the other person answered is theirs, and no side of this respondent; the register keeps that it was said
    await s.forgetReplies(ref)
    await s.updateCase(ref, { noticeTo: null, signOpenedAt: null, letterVersion: file.letterVersion + 1 })
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'case.asked_anew',
      matter: ref,
      line: 'The notice had gone to somebody else, so the respondent is asked for their side anew',
      subject: file.respondent,
    })
    await askForReply(clp, s, ref)
  }
}

/**
 * A case that was closed without a step while the two were taken to be one can have one now. Nothing that is closed opens
 * by itself: the admins are told, and decide whether they open a case anew.
 */
async function stepAfterAll(clp: Clp, s: Store, mine: string[], link: IdentityLink): Promise<void> {
  const since = link.decidedAt ?? link.proposedAt
  for (const closed of await s.cases({ respondent: mine, states: ['closed'], limit: 1000 })) {
    if (closed.outcome !== 'recorded' || (closed.closedAt ?? '') < since) continue
    const file = (await s.caseFile(closed.ref)) as CaseFile
    if (!file.incidents.some((i) => i.ownStep) || stepOf(await ladderOfCase(clp, s, file)) === null) continue
    await tellOffices(
      clp,
      s,
      ['admin', 'sm_officer'],
      file.ref,
      `**${file.ref}** was closed without a step of its own while two identities were taken to be one person. They are not any more, and it would have a step now. If it is still to be taken up, open a case about it with \`/warn\`.`,
    )
  }
}

/** Conflicts of interest follow the person: rooms, cards, signers and log lines of every open matter of theirs (A5, A7, J4). */
async function whoMaySee(clp: Clp, s: Store, person: string[]): Promise<void> {
  const open = [
    ...(await s.cases({ states: [...OPEN_STATES], limit: 10_000 })),
    ...(await s.complaints({ states: OPEN_COMPLAINTS, limit: 10_000 })),
    ...(await s.appeals({ states: [...OPEN_APPEALS], limit: 10_000 })),
  ]
  for (const { ref } of open) {
    const matter = await matterOf(clp, s, ref)
    if (!matter) continue
    const { respondent, complainants, witnesses, declared, proposedOrSigned } = matter.parties
    const parts = [respondent, ...complainants, ...witnesses, ...declared, ...proposedOrSigned]
    if (parts.some((one) => person.includes(one))) await partsChanged(clp, s, ref)
  }
  await queueRestrictLog(clp, s, ALL_MATTERS)
}
