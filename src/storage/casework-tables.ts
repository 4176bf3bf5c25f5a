import type { Generated } from 'kysely'

/**
 * Rows of the casework tables as SQLite holds them, with camel-cased names (the dialect maps them). JSON stands in
 * text columns, yes and no in 0 and 1. These types never leave `storage`.
 */
export interface CaseworkTables {
  settings: { name: string; value: string }
  offices: {
    id: Generated<number>
    office: string
    platform: string | null
    person: string | null
    name: string
    fromAt: string
    untilAt: string | null
    minute: string | null
    endMinute: string | null
  }
  platforms: {
    name: string
    kind: string
    address: string
    owner: string | null
    registeredAt: string
    retiredAt: string | null
    branch: string | null
  }
  cases: {
    ref: string
    year: number
    seq: number
    platform: string
    respondent: string
    respondentName: string
    state: string
    outcome: string | null
    proposer: string
    openedAt: string
    agreedBy: string | null
    agreedAt: string | null
    signOpenedAt: string | null
    decidedAt: string | null
    closedAt: string | null
    closeReason: string | null
    step: string | null
    toldStep: string | null
    explanation: string
    blockedBy: string | null
    lighter: string | null
    finding: string | null
    findingAt: string | null
    letterExtra: string | null
    letter: string | null
    letterVersion: number
    threadId: string | null
    cardMessageId: string | null
    roomPeople: string
    sealed: number
    safeguarding: string | null
    complaintRef: string | null
    reconsideringSince: string | null
    noticeTo: string | null
  }
  incidents: OnCase & {
    what: string
    time: string
    rules: string
    oldReason: string | null
    addedBy: string
    ownStep: number
  }
  evidence: OnCase & {
    text: string
    author: string | null
    link: string | null
    postedAt: string | null
    addedBy: string
  }
  replyEvents: OnCase & {
    kind: string
    text: string | null
    form: string | null
    means: string | null
    cameOn: string | null
    writtenBy: string | null
  }
  signoffVotes: OnCase & { by: string; verdict: string; reason: string | null; letterVersion: number }
  involvements: OnCase & { person: string; kind: string; reason: string }
  namedSigners: OnCase & { person: string; namedBy: string }
  caseNotes: OnCase & { by: string; text: string }
  serviceAttempts: OnCase & { what: string; means: string; day: string; reached: number; by: string }
  sanctions: {
    ref: string
    kind: string
    platform: string
    respondent: string
    decidedAt: string
    letterState: string
    letterDate: string | null
    letterAt: string | null
    readAt: string | null
    dmChannelId: string | null
    dmMessageId: string | null
    dmBody: string | null
    letterTo: string | null
    firstDay: string | null
    lastDay: string | null
    banState: string
    liftedOn: string | null
    reliedOn: string
    overturned: number
    underReview: number
    appealPending: number
  }
  drafts: { id: string; owner: string; kind: string; body: string; updatedAt: string; usedFor: string | null }
  effects: {
    id: Generated<number>
    lane: string
    name: string
    target: string
    payload: string
    state: string
    createdAt: string
    notBefore: string
    attempts: number
    nonce: string | null
    firstAttemptAt: string | null
    channelId: string | null
    body: string | null
    lastError: string | null
  }
  tasks: {
    id: Generated<number>
    kind: string
    matter: string | null
    offices: string
    platform: string | null
    subject: string | null
    text: string
    raisedAt: string
    doneAt: string | null
    doneBy: string | null
    doneHow: string | null
    notFor: string | null
    dueOn: string | null
    about: string | null
    alarmedAt: string | null
  }
  handBans: {
    id: Generated<number>
    userId: string
    kind: string
    seenAt: string
    by: string | null
    answer: string | null
    reason: string | null
    answeredBy: string | null
    answeredAt: string | null
  }
}

interface OnCase {
  id: Generated<number>
  caseRef: string
  at: string
}
