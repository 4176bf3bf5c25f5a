import type { Generated } from 'kysely'

/** Rows of complaints, appeals and what hangs on them. JSON stands in text columns, yes and no in 0 and 1. */
export interface MatterTables {
  complaints: MatterRow & {
    respondent: string | null
    respondentName: string | null
    post: string | null
    postKey: string | null
    illegal: number
    safeguarding: string
    advice: string | null
    proposal: string | null
    proposalVersion: number
    mediation: string | null
    removal: string | null
    caseRef: string | null
    namedSigners: string
    signOpenedAt: string | null
    tellAt: string | null
  }
  appeals: MatterRow & {
    kind: string
    about: string
    appellant: string
    appellantName: string
    lodgedBy: string
    receivedHow: string | null
    secretaryInvolved: number
    trustedOfficer: string | null
    chosenHandler: string | null
    toldHandlers: string
    handledAt: string
    roll: string
    statementsUntil: string | null
    answerUntil: string | null
    votingOpenedAt: string | null
    votingClosesAt: string | null
    countsFrom: string | null
    remindedAt: string | null
    decidedAt: string | null
    decidedBy: string | null
    meeting: string | null
    suspension: string | null
    dependents: string
    told: string | null
  }
  complainants: OnMatter & { person: string; name: string; onDuty: number; stoppedAt: string | null }
  matterTexts: OnMatter & { by: string; side: string; kind: string; text: string }
  matterVotes: OnMatter & {
    by: string
    question: string
    verdict: string
    reasons: string | null
    version: number
  }
  matterInvolvements: OnMatter & { person: string; kind: string; reason: string }
  files: OnMatter & {
    name: string
    contentType: string | null
    size: number
    url: string
    sha256: string | null
    state: string
    addedBy: string
    purpose: string
  }
  fileChunks: { fileId: number; n: number; bytes: Buffer }
  national: {
    matter: string
    at: string
    by: string
    outcome: string | null
    outcomeAt: string | null
    outcomeBy: string | null
    note: string | null
  }
  reconsiderations: {
    caseRef: string
    at: string
    text: string
    votes: string
    outcome: string | null
    decidedAt: string | null
  }
  objections: {
    id: Generated<number>
    matter: string
    at: string
    by: string
    text: string
    taskId: number
    upheldFor: string | null
    reasons: string | null
    answeredBy: string | null
    answeredAt: string | null
  }
  restrictedMatters: { matter: string; at: string }
  postingPauses: {
    id: Generated<number>
    matter: string
    person: string
    at: string
    by: string
    untilAt: string
    renewedBy: string | null
    endedAt: string | null
  }
}

interface MatterRow {
  ref: string
  year: number
  seq: number
  platform: string
  state: string
  outcome: string | null
  reasons: string | null
  openedAt: string
  closedAt: string | null
  threadId: string | null
  cardMessageId: string | null
  roomPeople: string
  sealed: number
}

interface OnMatter {
  id: Generated<number>
  matter: string
  at: string
}
