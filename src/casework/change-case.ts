import { checkOwnWords, ownWordsLimit } from '../letters/own-words.ts'
import { isBlank } from '../letters/plain-text.ts'
import { lighterThan } from '../policy/ladder.ts'
import type { Action } from '../policy/actions.ts'
import type { Actor } from './actor.ts'
import { authorise } from './authorise.ts'
import { keepFiles, type Sent } from './keep-files.ts'
import type { Clp, Store } from './ports.ts'
import { fileGone } from './file-gone.ts'
import { record } from './record.ts'
import type { CaseFile, Lighter } from './records.ts'
import { refreshCase } from './refresh-case.ts'
import { refuse, type Result } from './refusal.ts'
import { reopenReply } from './reopen-reply.ts'
import { queueCard, roomLine } from './room.ts'
import { acceptWitnesses } from './witness.ts'

const OWN_WORDS_PROBLEM = {
  too_long: `Your paragraph is too long. Keep it under ${ownWordsLimit} characters.`,
  speaks_of_membership:
    'A letter is about access to the platform. Take out what it says about Party membership.',
}

/** Runs a change of a case that is still before its decision, by someone who may make it. */
const onOpenCase = <T>(
  clp: Clp,
  actor: Actor,
  ref: string,
  action: Action,
  change: (s: Store, file: CaseFile, as: string) => Promise<Result<T>>,
): Promise<Result<T>> =>
  clp.transact(async (s): Promise<Result<T>> => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, action, { file, ref })
    if (!may.ok) return may
    const found = file as CaseFile
    if (found.state === 'decided' || found.state === 'closed')
      return refuse({ why: 'moved_on', state: found.state, outcome: found.outcome })
    return change(s, found, may.as)
  })

/** *Edit letter*: the admins' own paragraph, on top of the required parts. Signatures given before are void (D6). */
export const editLetter = (clp: Clp, actor: Actor, ref: string, ownWords: string): Promise<Result> =>
  onOpenCase(clp, actor, ref, 'case.edit_letter', async (s, file, as) => {
    const checked = checkOwnWords(ownWords)
    if (!checked.ok) return refuse({ why: 'input', problems: [OWN_WORDS_PROBLEM[checked.refusal]] })
    await s.updateCase(ref, { letterExtra: checked.ownWords ?? null })
    await record(clp, s, {
      actor,
      as,
      action: 'case.letter_edited',
      matter: ref,
      line: 'Edited the letter',
      details: { ownWords: checked.ownWords ?? '' },
      subject: file.respondent,
    })
    await refreshCase(clp, s, ref)
    return { ok: true }
  })

/** *Lighter outcome* on a case (D3): the step below, words of advice or no further action, with written reasons. */
export const chooseLighter = (
  clp: Clp,
  actor: Actor,
  ref: string,
  outcome: Lighter | 'as_the_ladder',
  reasons: string,
): Promise<Result> =>
  onOpenCase(clp, actor, ref, 'case.lighter', async (s, file, as) => {
    if (outcome !== 'as_the_ladder') {
      if (file.step === null || !lighterThan(file.step).includes(outcome))
        return refuse({
          why: 'input',
          problems: ['That is not lighter than the step of the ladder. Choose from the list.'],
        })
      if (isBlank(reasons))
        return refuse({ why: 'input', problems: ['A lighter outcome needs written reasons.'] })
    }
    await s.updateCase(ref, { lighter: outcome === 'as_the_ladder' ? null : { outcome, reasons } })
    await record(clp, s, {
      actor,
      as,
      action: 'case.lighter',
      matter: ref,
      line:
        outcome === 'as_the_ladder'
          ? 'Went back to the step of the ladder'
          : 'Proposed a lighter outcome, with reasons',
      details: { outcome, reasons },
      subject: file.respondent,
    })
    await roomLine(clp, s, ref, 'The proposed outcome was changed. Please read the card again.')
    await refreshCase(clp, s, ref)
    return { ok: true }
  })

/** The finding of a lifetime ban: how the behaviour carried on (E11). The signers sign it with the letter, and the respondent must be able to answer it. */
export const writeFinding = (clp: Clp, actor: Actor, ref: string, finding: string): Promise<Result> =>
  onOpenCase(clp, actor, ref, 'case.edit_letter', async (s, file, as) => {
    if (isBlank(finding))
      return refuse({ why: 'input', problems: ['Say how the behaviour carried on after the 30-day ban.'] })
    if (finding.trim() === file.finding?.trim()) return { ok: true }
    await s.updateCase(ref, { finding, findingAt: clp.clock.now() })
    await record(clp, s, {
      actor,
      as,
      action: 'case.finding',
      matter: ref,
      line: 'Wrote down how the behaviour carried on',
      details: { finding },
      subject: file.respondent,
    })
    const fresh = await refreshCase(clp, s, ref)
    if (fresh.step === 'lifetime') await reopenReply(clp, s, fresh, 'new_finding')
    return { ok: true }
  })

const WEB_ADDRESS = /^https?:\/\/[^\s/$.?#][^\s]*$/i

/**
 * `/case evidence`: new evidence goes to the respondent too, and opens their reply again (D4). Whoever gives it as a
 * witness takes no part from here on (A5).
 */
export const addEvidence = (
  clp: Clp,
  actor: Actor,
  ref: string,
  e: { text: string; link: string | null; witnesses?: string[]; files?: Sent[] },
): Promise<Result> =>
  onOpenCase(clp, actor, ref, 'case.evidence', async (s, file, as) => {
    const witnesses = e.witnesses ?? []
    const files = e.files ?? []
    if (isBlank(e.text) && e.link === null && files.length === 0)
      return refuse({
        why: 'input',
        problems: ['The evidence is empty. Write what it shows, give a link, or add a file.'],
      })
    if (e.link !== null && !WEB_ADDRESS.test(e.link))
      return refuse({
        why: 'input',
        problems: ['The link is no web address. It begins with https:// and has no spaces.'],
      })
    await s.addEvidence(ref, {
      at: clp.clock.now(),
      text: [e.text, ...files.map((f) => `[file: ${f.name}]`)].join('\n').trim(),
      author: null,
      link: e.link,
      postedAt: null,
      addedBy: actor.id,
    })
    await record(clp, s, {
      actor,
      as,
      action: 'case.evidence_added',
      matter: ref,
      line: 'Added evidence',
      details: { text: e.text, link: e.link, files: files.map((f) => f.name) },
      subject: file.respondent,
    })
    await keepFiles(clp, s, ref, actor.id, 'more', files)
    // out of the room before the card shows what they said
    await acceptWitnesses(clp, s, { actor, as }, ref, witnesses)
    const fresh = await refreshCase(clp, s, ref)
    await reopenReply(clp, s, fresh, 'new_evidence')
    await roomLine(clp, s, ref, 'New evidence was added. It is shown under *Read all*.')
    return { ok: true }
  })

/** `/case note`: a working note for the admins. It is no part of the letter and goes to nobody. */
export const addNote = (clp: Clp, actor: Actor, ref: string, text: string): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const file = await s.caseFile(ref)
    const may = await authorise(clp, s, actor, 'case.note', { file, ref })
    if (!may.ok) return may
    if (file?.sanction?.kept) return fileGone(ref)
    if (isBlank(text)) return refuse({ why: 'input', problems: ['The note is empty.'] })
    await s.addNote(ref, { at: clp.clock.now(), by: actor.id, text })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'case.note',
      matter: ref,
      line: 'Wrote a note',
      details: { text },
      subject: file?.respondent ?? null,
    })
    await queueCard(clp, s, ref)
    return { ok: true }
  })
