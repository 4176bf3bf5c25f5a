import type { Store } from '../casework/ports.ts'
import { appealStore } from './appeal-store.ts'
import { caseStore } from './case-store.ts'
import { complaintStore } from './complaint-store.ts'
import type { Trx } from './database.ts'
import { deskStore } from './desk-store.ts'
import { appendEntry, appendRestored, entriesAfter, lastEntry } from './entries.ts'
import { leaveIdsFree } from './free-ids.ts'
import { logPosts, logEditsOf, logPostsAbout, noteLogEdits, recordLogPost } from './log-posts.ts'
import { identityStore, type Linked, linkedIn } from './identity-store.ts'
import { matterPieces } from './matter-pieces.ts'
import { type Memory, officeStore } from './office-store.ts'
import { outboxStore } from './outbox-store.ts'
import { ownDataStore } from './own-data-store.ts'
import { pauseStore, withPauses } from './pause-store.ts'
import { addRefusal, closeRefusals } from './refusals.ts'
import { retentionStore } from './retention-store.ts'
import { sanctionStore } from './sanction-store.ts'

export type CaseworkTrx = Trx

/** All repositories of one CLP bound to one transaction: what casework calls its store. */
export const storeOf = (trx: Trx, memory: Memory = { holdings: null, links: null, pauses: null }): Store => {
  const identities = identityStore(trx, memory)
  const linked = async (): Promise<Linked> => linkedIn(await identities.identityLinks())
  const pauses = pauseStore(trx, memory)
  const files = {
    ...caseStore(trx, linked),
    ...complaintStore(trx, linked),
    ...appealStore(trx),
  }
  return {
    ...officeStore(trx, memory),
    ...files,
    ...withPauses(files, pauses.pauses),
    ...pauses,
    ...sanctionStore(trx),
    ...outboxStore(trx),
    ...deskStore(trx),
    ...matterPieces(trx),
    ...retentionStore(trx, memory),
    ...identities,
    ...ownDataStore(trx),
    entry: (content) => appendEntry(trx, content),
    restoredEntry: (content, lastLost) => appendRestored(trx, content, lastLost),
    leaveIdsFree: (count) => leaveIdsFree(trx, count),
    logPosts: () => logPosts(trx),
    async refusal(content) {
      await addRefusal(trx, content)
    },
    async closeRefusals(now) {
      await closeRefusals(trx, now)
    },
    entriesAfter: (n, limit) => entriesAfter(trx, n, limit),
    lastEntryNumber: async () => (await lastEntry(trx))?.n ?? 0,
    recordLogPost: (post) => recordLogPost(trx, post),
    logPostsAbout: (matter) => logPostsAbout(trx, matter),
    noteLogEdits: (messageId, edits) => noteLogEdits(trx, messageId, edits),
    logEditsOf: (messageId) => logEditsOf(trx, messageId),
  }
}
