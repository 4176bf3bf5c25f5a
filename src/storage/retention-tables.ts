import type { Generated } from 'kysely'

/** Rows of retention: holds, kept bans, and what the bot posted where. */
export interface RetentionTables {
  holds: {
    id: Generated<number>
    matter: string
    at: string
    by: string
    reason: string
    minute: string
    reviewOn: string
    releasedAt: string | null
    releasedBy: string | null
  }
  banRegister: { ref: string; platform: string; identity: string; day: string; minute: string }
  banReviews: {
    ref: string
    askedAt: string
    decision: string | null
    minute: string | null
    decidedBy: string | null
    decidedAt: string | null
  }
  postedMessages: {
    messageId: string
    channelId: string
    at: string
    what: string
    matter: string | null
    state: string
    tries: number
    notBefore: string
    why: string | null
  }
}
