import { existsSync } from 'node:fs'
import { formatDateTime } from './policy/calendar.ts'
import { parseEnv } from './runtime/env.ts'
import { loadKey } from './runtime/key.ts'
import { clpFile, openDataFolder } from './storage/data-folder.ts'
import { putBack, serverOf, standing } from './storage/put-back.ts'

const REPLACE = '--replace'
const USAGE = `Say which backup to put back: npm run restore -- FILE
Several at once, one for each CLP: npm run restore -- FILE FILE`

/**
 * `npm run restore -- FILE [FILE…] [--replace]`: puts backups back in the place of their CLPs' registers, on this machine or
 * another, with the key they were made with. Refuses beside a running bot, and over a register that is in order unless
 * `--replace` is given; whatever stood there is moved aside. The bot then starts paused. Ends with 1 if anything was refused.
 */
async function main(args: string[]): Promise<boolean> {
  const files = args.filter((x) => !x.startsWith('--'))
  const unknown = args.filter((x) => x.startsWith('--') && x !== REPLACE)
  if (files.length === 0 || unknown.length > 0) return fail([USAGE])
  if (existsSync('.env')) process.loadEnvFile('.env')
  const parsed = parseEnv(process.env)
  if (!parsed.ok) return fail(parsed.problems)
  const { env } = parsed
  const servers = files.map(serverOf)
  const nameless = files.filter((_, i) => servers[i] === null)
  if (nameless.length > 0)
    return fail(
      nameless.map(
        (file) =>
          `${file}: its name does not say which server it belongs to. Name it as it was made, SERVERID-2026-03-01T033000Z.db, with the server's id in front.`,
      ),
    )
  if (new Set(servers).size < servers.length)
    return fail(['Two of these files are of the same server. Give one file for each.'])
  const folder = openDataFolder(env.dataDir)
  if (!folder.ok) return fail([folder.message])
  try {
    const found = loadKey({ ...env, hasRegister: true })
    if (!found.ok)
      return fail([
        `${found.message} A backup opens only with the key that it was made with; if that is lost, nobody can open it.`,
      ])
    let allWell = true
    for (const [i, file] of files.entries())
      allWell =
        (await restore(file, servers[i] as string, env.dataDir, found.key, args.includes(REPLACE))) && allWell
    return allWell
  } finally {
    folder.release()
  }
}

async function restore(
  file: string,
  serverId: string,
  dataDir: string,
  key: Buffer,
  replace: boolean,
): Promise<boolean> {
  const now = Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
  const path = clpFile(dataDir, serverId)
  const before = await standing(path, key, now)
  if (before.there && before.good && !replace)
    return fail([
      `${serverId}: NOTHING was put back. ${path} is there and in order, with ${before.entries} entries: what it holds and the backup does not would be lost to the bot. To put the backup in its place all the same, add ${REPLACE}; it is moved aside and not deleted.`,
    ])
  const done = await putBack({ file, path, key, now })
  if (!done.ok) return fail([`${serverId}: NOTHING was put back. ${done.message}`])
  const until = done.newestAt === null ? '' : `, up to ${formatDateTime(done.newestAt)}`
  console.log(`${serverId}: put back from ${file}, verified: ${done.entries} entries${until}.`)
  if (done.setAside !== null)
    console.log(`What stood there before is now ${done.setAside}. It is deleted like old backups are.`)
  console.log(
    'Now start the bot: it starts paused. It reads in the log channel how far it had got, and asks Secretary and Chair by DM to press Resume. Until then nobody is written to, and nothing is banned or lifted.',
  )
  return true
}

function fail(lines: string[]): false {
  for (const line of lines) console.error(line)
  return false
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
