import { londonDate } from '../policy/calendar.ts'
import { BOT } from './actor.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { tellOffices } from './tell-officers.ts'

/** Writes each backup into the register that was made since the last look, by the bot or by `npm run backup` (J1). */
export async function noteBackups(clp: Clp): Promise<void> {
  const last = clp.register.lastBackup()
  if (last === null) return
  await clp.transact(async (s) => {
    const { backupNotedAt } = await s.settings()
    if (backupNotedAt !== null && backupNotedAt >= last.at) return
    await s.set('backupNotedAt', last.at)
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'register.backed_up',
      line: 'A backup of the register was made and verified',
      details: { at: last.at, entries: last.entries },
    })
  })
}

/**
 * ⚙ `backup.nightly`: a backup each day once the day's deletions are done (K2), so that it holds nothing that was due. One
 * that fails is told to Secretary and Chair, and tried again the next night. It is noted before it is made: where the
 * register takes nothing more, or the bot ends meanwhile, there is one less, and not one a minute until its disk is full too.
 */
export async function backUpNightly(clp: Clp): Promise<void> {
  const { nightly, folder, keepDays } = clp.config.policy.backup
  if (!nightly) return
  const today = londonDate(clp.clock.now())
  const isDue = await clp.transact(async (s) => {
    const { purgedOn, backedUpOn } = await s.settings()
    if (purgedOn !== today || backedUpOn === today) return false
    await s.set('backedUpOn', today)
    return true
  })
  if (!isDue) return
  const made = await clp.register.backUp({ serverId: clp.serverId, folder, keepDays })
  if (made.ok) return
  await clp.transact(async (s) => {
    await record(clp, s, {
      actor: BOT,
      as: 'bot',
      action: 'register.backup_failed',
      line: 'The nightly backup of the register failed',
      details: { why: made.message },
    })
    await tellOffices(
      clp,
      s,
      ['secretary', 'chair'],
      null,
      `The nightly backup failed. ${made.message} Please tell whoever runs the bot; it is tried again tomorrow night.`,
    )
  })
}
