import { countVote, quorum, type VoteResult } from '../policy/appeal.ts'
import type { Instant } from '../policy/calendar.ts'
import type { OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { appealHandlers, type AppealMatter, appealMatter, appealVoters } from './appeal-people.ts'
import { authorise } from './authorise.ts'
import { dependentsOf } from './consequences.ts'
import { appealAsMatter, matterOf } from './matter.ts'
import type { AppealFile, Dependent } from './matter-records.ts'
import { isWithNational } from './national.ts'
import { waitsForAnswer } from './objections.ts'
import type { Clp, Store } from './ports.ts'
import type { Result } from './refusal.ts'

/** What one question of the EC has come to, for those who may see the appeal: who has voted, never how (H5). */
export interface VoteOn {
  /** `sanction`, or the reference of a sanction that had relied on the overturned one (H9). */
  question: string
  result: VoteResult<string>
  /** Discord user ids of those whose vote counts at the moment. */
  voted: string[]
}

/** An appeal as its card shows it, worked out at one moment. */
export interface AppealView extends AppealMatter {
  handlers: string[]
  /** Those on the roll who may vote now, those registered by name only among them. */
  voters: AppealFile['roll']
  /** How many votes a decision needs now (H6). */
  needed: number
  votes: VoteOn[]
  /** Before the decision: what H9 would bring. After it: what the EC decides on. */
  dependents: Dependent[]
  withNational: boolean
  /** The vote is not opened before an officer has answered whom the appellant does not want to decide it (A5). */
  waitsForAnswer: boolean
  /** The case's own rules by id, for reading. */
  ruleLabels: Map<string, string>
}

/** The question of the first vote: does what was appealed against stand? */
export const MAIN_QUESTION = 'sanction'

/** The questions that an open vote asks: the appeal itself, or each sanction that is to be decided anew. */
export const questionsOf = (file: Pick<AppealFile, 'outcome' | 'dependents'>): string[] =>
  file.outcome === null
    ? [MAIN_QUESTION]
    : file.dependents.filter((d) => d.decision === null).map((d) => d.ref)

/** Counts one question as it stands (H5, H6): a tie does not stand, and falls. */
export function countOf(
  clp: Clp,
  m: AppealMatter,
  holdings: OfficeHolding[],
  question: string,
  now: Instant,
): VoteResult<string> {
  const [verdicts, onTie] =
    question === MAIN_QUESTION
      ? [['stands', 'does_not_stand'], 'does_not_stand']
      : [['replace', 'falls'], 'falls']
  return countVote<string>(
    {
      entitled: appealVoters(m, holdings, now),
      votes: votesOn(m.file, question),
      closesAt: m.file.votingClosesAt ?? now,
      now,
      atLeast: clp.config.policy.appeals.quorumAtLeast,
    },
    verdicts as string[],
    onTie as string,
  )
}

/** The votes given on a question since its vote was opened, oldest first. */
export const votesOn = (file: AppealFile, question: string): AppealFile['votes'] =>
  file.votes.filter((v) => v.question === question && v.at >= (file.votingOpenedAt ?? ''))

/** Works out an appeal for its card. */
async function viewOf(clp: Clp, s: Store, m: AppealMatter, holdings: OfficeHolding[]): Promise<AppealView> {
  const now = clp.clock.now()
  const voters = appealVoters(m, holdings, now)
  const people = new Set(voters.flatMap((v) => v.person ?? []))
  const isVoting = m.file.state === 'voting' || m.file.state === 'consequences'
  return {
    ...m,
    handlers: appealHandlers(clp, m, holdings, now),
    voters,
    needed: quorum(voters.length, clp.config.policy.appeals.quorumAtLeast),
    votes: isVoting
      ? questionsOf(m.file).map((question) => ({
          question,
          result: countOf(clp, m, holdings, question, now),
          voted: [...new Set(votesOn(m.file, question).map((v) => v.by))].filter((p) => people.has(p)),
        }))
      : [],
    dependents:
      m.file.outcome === null && m.file.kind === 'sanction'
        ? await dependentsOf(clp, s, m.file.about)
        : m.file.dependents,
    withNational: await isWithNational(s, m.file.ref),
    waitsForAnswer:
      ['lodged', 'statements', 'answering'].includes(m.file.state) &&
      (await waitsForAnswer(clp, s, m.file.ref)),
    ruleLabels: new Map(clp.config.policy.rules.map((r) => [r.id, r.label])),
  }
}

/** `/appeals view` and *Read all*: for whoever handles it, and once it is with the EC for those who vote (H3, H5). */
export const viewAppeal = (clp: Clp, actor: Actor, ref: string): Promise<Result<{ view: AppealView }>> =>
  clp.transact(async (s) => {
    const about = await matterOf(clp, s, ref)
    const may = await authorise(clp, s, actor, 'appeal.view', {
      about: about && { ...about, standsIn: (person) => about.sees(person) },
      ref,
    })
    if (!may.ok) return may
    const m = (await appealMatter(s, ref)) as AppealMatter
    return { ok: true, view: await viewOf(clp, s, m, may.holdings) }
  })

/** The card of an appeal for its room, without anybody asking. */
export async function appealView(clp: Clp, s: Store, ref: string): Promise<AppealView | null> {
  const m = await appealMatter(s, ref)
  return m ? viewOf(clp, s, m, await s.holdings()) : null
}

/** Why something cannot be done to an appeal any more, or yet, in plain English. */
export function appealStateInWords(file: Pick<AppealFile, 'state' | 'outcome'>): string {
  switch (file.state) {
    case 'lodged':
      return 'it waits to be put to the EC'
    case 'statements':
      return 'the admins have time to add to their statement'
    case 'answering':
      return 'the appellant has time to answer what the admins added'
    case 'voting':
      return 'the EC is voting'
    case 'meeting':
      return 'it goes to the next EC meeting'
    case 'consequences':
      return 'it does not stand; the EC decides on what had relied on it'
    case 'closed':
      return file.outcome === null ? 'closed' : OUTCOMES[file.outcome]
  }
}

const OUTCOMES: Record<NonNullable<AppealFile['outcome']>, string> = {
  stands: 'closed: the decision stands',
  does_not_stand: 'closed: the decision does not stand',
  withdrawn: 'closed: it was withdrawn',
}

/** An appeal as a matter with what it is about, for use cases that need both. */
export async function bothOf(clp: Clp, s: Store, ref: string) {
  const m = await appealMatter(s, ref)
  if (!m) return undefined
  const holdings = await s.holdings()
  const now = clp.clock.now()
  return { m, holdings, now, matter: appealAsMatter(clp, m, holdings, now) }
}
