import { REST } from 'discord.js'
import { logReader } from '../../../src/discord/read-log.ts'
import { runDueFor } from '../../../src/policy/retention.ts'
import type { PracticeDiscord } from '../../../src/practice/discord/practice-discord.ts'
import type { SmallClp } from '../../../src/practice/small-clp.ts'
import type { Entry } from '../../../src/register/entry.ts'
import { clpFile } from '../../../src/storage/data-folder.ts'
import { entriesAfter } from '../../../src/storage/entries.ts'
import { verifyFile } from '../../../src/storage/verify-file.ts'
import { keyOf, readRegister } from '../read-register.ts'

/** What the register's file says, read beside the bot. */
export interface Facts {
  entries: Entry[]
  /** Effects that are not done: what they are and why. */
  open: string[]
  /** Effects that were given up. */
  failed: string[]
  sanctions: {
    ref: string
    letterState: string
    letterDate: string | null
    firstDay: string | null
    lastDay: string | null
    banState: string
    dmMessageId: string | null
  }[]
  loggedUpTo: number
  /** The day of the last daily deletion that is over. */
  deletedOn: string | null
}

const MANY = 10_000

export const factsOf = (dataDir: string, clp: SmallClp): Promise<Facts> =>
  readRegister({ dataDir, guild: clp.guild }, (db) =>
    db.transaction().execute(async (trx) => {
      const effects = await trx
        .selectFrom('effects')
        .select(['name', 'target', 'state', 'notBefore', 'attempts', 'lastError'])
        .execute()
      const those = (state: string) =>
        effects.filter((e) => e.state === state).map((e) => `${e.name} ${e.target}: ${JSON.stringify(e)}`)
      const setting = async (name: string) =>
        (await trx.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst())?.value
      return {
        entries: await entriesAfter(trx, 0, MANY),
        open: those('open'),
        failed: those('failed'),
        sanctions: await trx
          .selectFrom('sanctions')
          .select(['ref', 'letterState', 'letterDate', 'firstDay', 'lastDay', 'banState', 'dmMessageId'])
          .orderBy('ref')
          .execute(),
        loggedUpTo: Number((await setting('loggedUpTo')) ?? 0),
        deletedOn: JSON.parse((await setting('purgedOn')) ?? 'null') as string | null,
      }
    }),
  )

const LOOK_MS = 60
/** A refusal after a death is looked into once Discord has forgotten the nonce, a minute after the first attempt. */
const QUIET_WITHIN_MS = 150_000

/** When the daily deletion runs, as `config/policy.yaml` has it. */
const DELETION_AT = '03:30'

/** Waits until nothing is left to deliver, and the deletion that is due at `now` is over. */
export async function untilQuiet(dataDir: string, clp: SmallClp, now: () => Date): Promise<void> {
  const until = Date.now() + QUIET_WITHIN_MS
  for (;;) {
    const { entries, open, loggedUpTo, deletedOn } = await factsOf(dataDir, clp)
    const isDeleted = deletedOn === runDueFor(now().toISOString(), DELETION_AT)
    if (open.length === 0 && loggedUpTo === entries.length && isDeleted) return
    if (Date.now() > until) throw new Error(`never quiet; open:\n${open.join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** What `verify` finds, the log channel read back; null when all is in order. */
export async function wrongInRegister(
  discord: PracticeDiscord,
  clp: SmallClp,
  dataDir: string,
): Promise<string | null> {
  const rest = new REST({ version: '10', api: discord.apiUrl }).setToken(clp.bot.token)
  try {
    const found = await verifyFile({
      path: clpFile(dataDir, clp.guild),
      key: keyOf(dataDir),
      now: discord.clock.now().toISOString(),
      read: logReader(rest),
      practice: false,
    })
    if (found.ok) return found.closedChannels.length === 0 ? null : 'the log channel could not be read'
    return 'message' in found ? found.message : `entry ${found.firstBad}: ${found.what}`
  } finally {
    rest.clearHashSweeper()
    rest.clearHandlerSweeper()
  }
}
