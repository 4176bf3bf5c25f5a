import type { Selectable } from 'kysely'
import type { IdentityChallenge, IdentityLink } from '../casework/identity-records.ts'
import type { Store } from '../casework/ports.ts'
import { peopleIn } from '../policy/same-person.ts'
import { same } from './columns.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { Memory } from './office-store.ts'
import type { CaseworkTrx } from './store.ts'

const yesNo = (value: number | null): boolean | null => (value === null ? null : value === 1)
const flag = (value: boolean | null | undefined): number | null =>
  value === null || value === undefined ? null : value ? 1 : 0

const readLink = (row: Selectable<IdentityTables['identityLinks']>): IdentityLink => ({
  ...row,
  confirmed: yesNo(row.confirmed),
})

const readChallenge = (row: Selectable<IdentityTables['identityChallenges']>): IdentityChallenge => ({
  ...row,
  upheld: yesNo(row.upheld),
})

/** What every case and complaint is read with of the links that hold: who is one person, and how they were called. */
export interface Linked {
  people: string[][]
  identityNames: Record<string, string>
}

/** The same, worked out of the links. */
export const linkedIn = (links: IdentityLink[]): Linked => ({
  people: peopleIn(links),
  identityNames: Object.fromEntries(
    links.flatMap((l) => [
      [l.a, l.aName],
      [l.b, l.bName],
    ]),
  ),
})

type IdentityPart = Pick<
  Store,
  | 'identityLinks'
  | 'allIdentityLinks'
  | 'addIdentityLink'
  | 'updateIdentityLink'
  | 'deleteIdentityLink'
  | 'identityChallenges'
  | 'addIdentityChallenge'
  | 'updateIdentityChallenge'
>

/** Identities of one person, within one transaction. The live links are asked for at nearly every press, and kept. */
export const identityStore = (trx: CaseworkTrx, memory: Memory): IdentityPart => ({
  async identityLinks() {
    memory.links ??= (
      await trx
        .selectFrom('identityLinks')
        .selectAll()
        .where('confirmed', '=', 1)
        .where('endedAt', 'is', null)
        .orderBy('id')
        .execute()
    ).map(readLink)
    return memory.links
  },

  async allIdentityLinks() {
    return (await trx.selectFrom('identityLinks').selectAll().orderBy('id').execute()).map(readLink)
  },

  async addIdentityLink(link) {
    memory.links = null
    const { confirmed, ...plain } = link
    const row = await trx
      .insertInto('identityLinks')
      .values({ ...plain, confirmed: flag(confirmed) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async updateIdentityLink(id, change) {
    memory.links = null
    const { confirmed, ...plain } = change
    await trx
      .updateTable('identityLinks')
      .set({ ...plain, ...same(change, 'confirmed', flag(confirmed)) })
      .where('id', '=', id)
      .execute()
  },

  async deleteIdentityLink(id) {
    memory.links = null
    await trx.deleteFrom('identityLinks').where('id', '=', id).execute()
  },

  async identityChallenges({ open, linkId, taskId }) {
    let query = trx.selectFrom('identityChallenges').selectAll().orderBy('id')
    if (open) query = query.where('answeredAt', 'is', null)
    if (linkId !== undefined) query = query.where('linkId', '=', linkId)
    if (taskId !== undefined) query = query.where('taskId', '=', taskId)
    return (await query.execute()).map(readChallenge)
  },

  async addIdentityChallenge(c) {
    const { upheld, ...plain } = c
    const row = await trx
      .insertInto('identityChallenges')
      .values({ ...plain, upheld: flag(upheld) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async updateIdentityChallenge(id, change) {
    const { upheld, ...plain } = change
    await trx
      .updateTable('identityChallenges')
      .set({ ...plain, ...same(change, 'upheld', flag(upheld)) })
      .where('id', '=', id)
      .execute()
  },
})
