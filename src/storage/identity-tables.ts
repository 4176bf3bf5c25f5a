import type { Generated } from 'kysely'

/** Rows of the identities that are taken to be one person's (B3). Yes and no stand in 1 and 0. */
export interface IdentityTables {
  identityLinks: {
    id: Generated<number>
    a: string
    aName: string
    b: string
    bName: string
    reason: string
    proposedBy: string
    proposedAt: string
    decidedBy: string | null
    decidedAt: string | null
    confirmed: number | null
    refusedWhy: string | null
    partingBy: string | null
    partingAt: string | null
    partingWhy: string | null
    endedBy: string | null
    endedAt: string | null
    endedWhy: string | null
  }
  identityChallenges: {
    id: Generated<number>
    linkId: number
    at: string
    by: string
    writtenBy: string | null
    matter: string | null
    text: string
    taskId: number | null
    upheld: number | null
    reasons: string | null
    answeredBy: string | null
    answeredAt: string | null
  }
}
