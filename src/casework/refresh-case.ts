import { draftLetter, type LetterDraft } from '../letters/draft.ts'
import { lighterThan, type Step } from '../policy/ladder.ts'
import { closeWithoutStep } from './close-without-step.ts'
import { stepOf } from './warn-draft.ts'
import { letterFacts } from './letter-facts.ts'
import { ladderOfCase } from './person-ladder.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile, CaseRecord } from './records.ts'
import { reopenReply } from './reopen-reply.ts'
import { queueCard } from './room.ts'
import { tellVoided } from './void-signatures.ts'

const ORDER: Step[] = ['warning', 'ban30', 'lifetime']

/** True when `a` is a harsher step than `b`. */
const harsher = (a: Step, b: Step): boolean => ORDER.indexOf(a) > ORDER.indexOf(b)

/**
 * Works out step and letter anew after anything they rest on has changed (D3): voids signatures when the letter is
 * no longer the one that was signed (D6), and puts a harsher step to the respondent (D4).
 */
export async function refreshCase(clp: Clp, s: Store, ref: string): Promise<CaseFile> {
  let file = (await s.caseFile(ref)) as CaseFile
  if (file.state === 'closed' || file.state === 'decided') return file
  const result = await ladderOfCase(clp, s, file)
  const step = stepOf(result)
  const change: Partial<CaseRecord> = { step, explanation: result.explanation, blockedBy: result.blockedBy }
  // lighter than a step that it is no longer: nobody chooses a harsher one (D3)
  if (file.lighter && step !== null && !lighterThan(step).includes(file.lighter.outcome)) {
    change.lighter = null
    file = { ...file, lighter: null }
  }
  const kind = step === null ? null : (file.lighter?.outcome ?? step)
  const letter: LetterDraft | null =
    kind === null || (kind === 'lifetime' && file.finding === null)
      ? null
      : draftLetter(clp.config.templates, kind, letterFacts(clp, file, kind, result))
  const changed = (letter?.hash ?? null) !== (file.letter?.hash ?? null)
  if (changed) {
    change.letter = letter
    change.letterVersion = file.letterVersion + 1
  }
  await s.updateCase(ref, change)
  if (step === null) {
    await closeWithoutStep(clp, s, { ...file, ...change }, result.outcome)
    return (await s.caseFile(ref)) as CaseFile
  }
  if (changed) await tellVoided(clp, s, file, 'letter')
  const told = file.toldStep
  if (told !== null && harsher(step, told) && (file.state === 'replying' || file.state === 'signing'))
    await reopenReply(clp, s, { ...file, ...change, step }, 'harsher_step')
  await queueCard(clp, s, ref)
  return (await s.caseFile(ref)) as CaseFile
}
