import type { IdentityLink } from '../casework/identity-records.ts'
import type { PauseRecord } from '../casework/pause-records.ts'
import type { Store } from '../casework/ports.ts'
import type { Office, OfficeHolding } from '../policy/offices.ts'
import type { CaseworkTrx } from './store.ts'

/** What one process that works a file may keep of it between transactions, since nobody else writes there. */
export interface Memory {
  /** Asked for at every press; null where they must be read again. */
  holdings: OfficeHolding[] | null
  /** The links of identities that hold (B3); null where they must be read again. */
  links: IdentityLink[] | null
  /** The pauses of the CLP (D9); null where they must be read again. */
  pauses: PauseRecord[] | null
}

/** Offices, platforms and the settings of the server, within one transaction. */
export const officeStore = (
  trx: CaseworkTrx,
  memory: Memory,
): Pick<
  Store,
  'settings' | 'set' | 'holdings' | 'appoint' | 'endOffice' | 'platforms' | 'addPlatform' | 'updatePlatform'
> => ({
  async settings() {
    const rows = await trx.selectFrom('settings').selectAll().execute()
    const kept = Object.fromEntries(rows.map((r) => [r.name, JSON.parse(r.value)]))
    return {
      logChannelId: null,
      roomsChannelId: null,
      noticeOfNoOfficersAt: null,
      logTroubleSince: null,
      lastAgm: null,
      baselineAt: null,
      loggedUpTo: 0,
      gatheredUpTo: 0,
      backupNotedAt: null,
      backedUpOn: null,
      restored: null,
      referencesUsed: {},
      purgedOn: null,
      purgeRun: null,
      clockTroubleSince: null,
      ...kept,
    }
  },

  async set(name, value) {
    const json = JSON.stringify(value)
    await trx
      .insertInto('settings')
      .values({ name, value: json })
      .onConflict((c) => c.column('name').doUpdateSet({ value: json }))
      .execute()
  },

  async holdings() {
    memory.holdings ??= (
      await trx
        .selectFrom('offices')
        .selectAll('offices')
        .select((e) =>
          e
            .selectFrom('trainings')
            .whereRef('trainings.person', '=', 'offices.person')
            .select((t) => t.fn.max('onDay').as('on'))
            .as('trainedOn'),
        )
        .orderBy('id')
        .execute()
    ).map((r) => ({
      id: r.id,
      office: r.office as Office,
      platform: r.platform,
      person: r.person,
      name: r.name,
      from: r.fromAt,
      until: r.untilAt,
      trainedOn: r.trainedOn,
    }))
    return [...memory.holdings]
  },

  async appoint({ office, platform, person, name, at, minute }) {
    memory.holdings = null
    const row = await trx
      .insertInto('offices')
      .values({ office, platform, person, name, fromAt: at, untilAt: null, minute, endMinute: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async endOffice(id, at, minute) {
    memory.holdings = null
    await trx.updateTable('offices').set({ untilAt: at, endMinute: minute }).where('id', '=', id).execute()
  },

  async platforms() {
    return trx.selectFrom('platforms').selectAll().orderBy('registeredAt').execute()
  },

  async addPlatform(p) {
    await trx
      .insertInto('platforms')
      .values({ ...p, retiredAt: p.retiredAt ?? null, branch: p.branch ?? null })
      .onConflict((c) => c.column('name').doNothing())
      .execute()
  },

  async updatePlatform(name, change) {
    await trx.updateTable('platforms').set(change).where('name', '=', name).execute()
  },
})
