import type { Selectable } from 'kysely'
import type { CaseRecord } from '../casework/records.ts'
import type { CaseworkTables } from './casework-tables.ts'
import { parse, same, text } from './columns.ts'

export type CaseRow = Selectable<CaseworkTables['cases']>

/** A case's row as casework's record. */
export const readCase = (row: CaseRow): CaseRecord => ({
  ref: row.ref,
  platform: row.platform,
  respondent: row.respondent,
  respondentName: row.respondentName,
  state: row.state as CaseRecord['state'],
  outcome: row.outcome as CaseRecord['outcome'],
  proposer: row.proposer,
  openedAt: row.openedAt,
  agreedBy: row.agreedBy,
  agreedAt: row.agreedAt,
  signOpenedAt: row.signOpenedAt,
  decidedAt: row.decidedAt,
  closedAt: row.closedAt,
  closeReason: row.closeReason,
  step: row.step as CaseRecord['step'],
  toldStep: row.toldStep as CaseRecord['toldStep'],
  explanation: row.explanation,
  blockedBy: parse(row.blockedBy) ?? [],
  lighter: parse(row.lighter),
  finding: row.finding,
  findingAt: row.findingAt,
  letterExtra: row.letterExtra,
  letter: parse(row.letter),
  letterVersion: row.letterVersion,
  threadId: row.threadId,
  cardMessageId: row.cardMessageId,
  roomPeople: parse(row.roomPeople),
  sealed: row.sealed === 1,
  safeguarding: row.safeguarding as CaseRecord['safeguarding'],
  complaintRef: row.complaintRef,
  reconsideringSince: row.reconsideringSince,
  noticeTo: row.noticeTo,
})

/** What a change of a case writes. */
export const writeCase = (c: Partial<CaseRecord>): Partial<CaseRow> => {
  const { blockedBy, lighter, letter, roomPeople, sealed, ...plain } = c
  return {
    ...plain,
    ...same(c, 'blockedBy', text(blockedBy)),
    ...same(c, 'lighter', text(lighter)),
    ...same(c, 'letter', text(letter)),
    ...same(c, 'sealed', sealed ? 1 : 0),
    ...(roomPeople ? { roomPeople: JSON.stringify(roomPeople) } : {}),
  }
}
