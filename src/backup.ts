import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { formatDateTime } from './policy/calendar.ts'
import { loadConfig } from './runtime/config.ts'
import { parseEnv } from './runtime/env.ts'
import { keyFile, loadKey } from './runtime/key.ts'
import { backupName, noteBackup, rotate } from './storage/backups.ts'
import { backUp } from './storage/copy-register.ts'
import { clpFile, serversIn } from './storage/data-folder.ts'

const USAGE = `Say where to put the backup: npm run backup -- FOLDER
Of one CLP only: npm run backup -- FOLDER SERVER_ID`

/**
 * `npm run backup -- DIR [SERVER_ID]`: an encrypted, verified copy of every CLP's register, or of one, also beside a
 * running bot, which goes on working. Copies in that folder that are older than ⚙ `backup.keep_days` go (K2). Ends with 1
 * if any register could not be backed up.
 */
async function main([folder, only]: string[]): Promise<boolean> {
  if (folder === undefined || folder === '') return fail([USAGE])
  if (existsSync('.env')) process.loadEnvFile('.env')
  const parsed = parseEnv(process.env)
  if (!parsed.ok) return fail(parsed.problems)
  const { env } = parsed
  const servers = serversIn(env.dataDir)
  if (servers.length === 0)
    return fail([`There is no register in ${env.dataDir}. Set DATA_DIR to the folder that holds it.`])
  const wanted = servers.filter((x) => only === undefined || x === only)
  if (wanted.length === 0)
    return fail([
      `There is no register of the server ${only} in ${env.dataDir}. There are: ${servers.join(', ')}.`,
    ])
  const found = loadKey({ ...env, hasRegister: true })
  if (!found.ok) return fail([found.message])

  let allWell = true
  for (const serverId of wanted) {
    const path = clpFile(env.dataDir, serverId)
    const now = await freeMoment(folder, serverId)
    const made = await backUp({ path, key: found.key, serverId, folder, now })
    allWell &&= made.ok
    if (!made.ok) {
      console.error(`${serverId}: NO backup was made. ${made.message}`)
      continue
    }
    const until = made.newestAt === null ? '' : `, up to ${formatDateTime(made.newestAt)}`
    console.log(
      `${serverId}: backed up to ${made.path} (${size(made.bytes)}). It was opened again and verified: ${made.entries} entries${until}.`,
    )
    try {
      noteBackup(dirname(path), { at: now, path: resolve(made.path), entries: made.entries })
    } catch {
      console.log(
        `It could not be noted in ${dirname(path)}, so the bot will not say in the register that it was made.`,
      )
    }
  }
  if (!allWell) return false
  if (!rotateIn(folder, wanted)) return false
  console.log(
    `The backup is encrypted, and the key is NOT in it. Without the key nobody can ever open it: keep a copy of ${keyFile(env) ?? 'the key in REGISTER_KEY'} in a safe place, apart from the backups.`,
  )
  return true
}

/** Now; or a second later, where a backup of this very second is there, since each has its second as its name. */
async function freeMoment(folder: string, serverId: string): Promise<string> {
  const now = Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
  if (!existsSync(join(folder, backupName(serverId, now)))) return now
  await setTimeout(1000)
  return freeMoment(folder, serverId)
}

/** What was deleted on its date lives on in old backups, so these go in their turn. */
function rotateIn(folder: string, servers: string[]): boolean {
  const config = loadConfig(join(import.meta.dirname, '../config'))
  if (!config.ok)
    return fail([
      'The backup was made. Old ones were left, since the settings cannot be read:',
      ...config.problems,
    ])
  const days = config.config.policy.backup.keepDays
  const before = Temporal.Now.instant()
    .subtract({ hours: 24 * days })
    .toString({ smallestUnit: 'millisecond' })
  const gone = rotate(folder, servers, before)
  if (gone.length > 0)
    console.log(
      `Deleted, since they were older than ${days} days and held what was deleted since: ${gone.join(', ')}.`,
    )
  return true
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function fail(lines: string[]): false {
  for (const line of lines) console.error(line)
  return false
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
