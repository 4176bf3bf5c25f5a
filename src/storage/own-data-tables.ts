import type { Generated } from 'kysely'

/** Rows of what people were told and of what they ask about their data (N1, N2). JSON stands in text columns. */
export interface OwnDataTables {
  toldMessages: {
    id: Generated<number>
    person: string
    at: string
    what: string
    matter: string | null
    body: string
    channelId: string | null
    messageId: string | null
  }
  dataRequests: {
    ref: string
    year: number
    seq: number
    kind: string
    person: string
    personName: string
    at: string
    dueOn: string
    words: string | null
    about: string | null
    trusted: string | null
    outcome: string | null
    answer: string | null
    released: string | null
    answeredAt: string | null
    answeredBy: string | null
    reached: string | null
    reminded: string
  }
  dataChoices: {
    request: string
    piece: string
    at: string
    release: number
    reason: string | null
    by: string
  }
  dataCopies: { person: string; at: string }
}
