import type { FileCondition } from '../file-condition.ts'
import type { RegisterCheck } from '../ports.ts'
import { type Finding, note, wrong } from './finding.ts'

const MB = 1024 * 1024
const LEAST_FREE = 200 * MB
const LARGE_WAL = 256 * MB

const isPrivate = (mode: number): boolean => (mode & 0o077) === 0
const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(3, '0')

/** The disk, the file and the key. Windows knows no modes: there everything reads as open, and nothing is said of it. */
export function checkFiles(f: FileCondition, platform: string): Finding[] {
  const found: Finding[] = []
  if (f.damage !== null) found.push(wrong(f.damage, ''))
  const needed = Math.max(LEAST_FREE, f.bytes * 2)
  if (f.freeBytes < needed)
    found.push(
      wrong(
        `Only ${Math.floor(f.freeBytes / MB)} MB are free on the disk of ${f.path}; the bot needs room to write and for its copies.`,
        `Make room: ${Math.ceil(needed / MB)} MB at least.`,
      ),
    )
  if (!f.folder.writable)
    found.push(
      wrong(`The folder ${f.folder.path} cannot be written.`, 'Let the user that runs the bot write to it.'),
    )
  if (f.walBytes > LARGE_WAL)
    found.push(
      note(
        `The journal of ${f.path} has grown to ${Math.floor(f.walBytes / MB)} MB.`,
        'It shrinks when the bot is stopped and started; a program that reads the register all the time keeps it from shrinking.',
      ),
    )
  if (platform === 'win32') return found
  if (!isPrivate(f.mode))
    found.push(
      wrong(
        `Other users of this machine may open ${f.path} (mode ${octal(f.mode)}).`,
        `Take that away: chmod 600 ${f.path}`,
      ),
    )
  if (!isPrivate(f.folder.mode))
    found.push(
      wrong(
        `Other users of this machine may look into ${f.folder.path} (mode ${octal(f.folder.mode)}).`,
        `Take that away: chmod 700 ${f.folder.path}`,
      ),
    )
  if (f.key.mode !== null && !isPrivate(f.key.mode))
    found.push(
      wrong(
        `Other users of this machine may read the key ${f.key.place} (mode ${octal(f.key.mode)}).`,
        `Take that away: chmod 600 ${f.key.place}`,
      ),
    )
  return found
}

/** What verifying the register came to (J3). */
export function checkRegister(check: RegisterCheck): Finding[] {
  if ('message' in check) return [wrong(check.message, '')]
  if (!check.ok)
    return [
      wrong(
        `The register is not in order from entry ${check.firstBad} on. ${check.what}`,
        'Keep the data folder and its backups as they are, and tell the Secretary and whoever runs the bot.',
      ),
    ]
  if (check.log !== null && check.log.missing > 0)
    return [
      wrong(
        `Entries older than two days stand in no log channel that was read: ${check.log.missing}.`,
        'If nobody has deleted messages there, the register may have been replaced: keep the data folder and its backups as they are.',
      ),
    ]
  return []
}
