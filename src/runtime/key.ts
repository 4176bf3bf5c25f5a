import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export type KeyResult =
  | {
      ok: true
      key: Buffer
      /** The file that was made just now, so that the program can say so. */ made: string | null
    }
  | { ok: false; message: string }

/**
 * The 32-byte key of all registers (N4): `registerKey` (from REGISTER_KEY) or the file `registerKeyFile` (from
 * REGISTER_KEY_FILE), each 64 hexadecimal digits or base64, or else `DATA_DIR/register.key`. That file is made on the
 * first start, for this user only; never when there is a register already (`hasRegister`), which no new key could open.
 * Call it once the data folder is locked, so that two first starts cannot make two keys.
 */
export function loadKey(from: {
  registerKey: string | null
  registerKeyFile: string | null
  dataDir: string
  hasRegister: boolean
}): KeyResult {
  if (from.registerKey !== null) return decode(from.registerKey, 'REGISTER_KEY')
  if (from.registerKeyFile !== null)
    return readKey(from.registerKeyFile, 'Set REGISTER_KEY_FILE to the file that holds the key.')
  const file = join(from.dataDir, 'register.key')
  if (existsSync(file)) return readKey(file, 'Let the user that runs the bot read it.')
  if (from.hasRegister)
    return {
      ok: false,
      message: `${file} is missing, and without it the registers in ${from.dataDir} cannot be opened. Put the file back, or set REGISTER_KEY or REGISTER_KEY_FILE.`,
    }
  return makeKey(file)
}

/** The file that holds the key; null where it stands in the environment. */
export const keyFile = (from: {
  registerKey: string | null
  registerKeyFile: string | null
  dataDir: string
}): string | null =>
  from.registerKey === null ? (from.registerKeyFile ?? join(from.dataDir, 'register.key')) : null

function readKey(file: string, advice: string): KeyResult {
  try {
    return decode(readFileSync(file, 'utf8'), file)
  } catch (error) {
    return { ok: false, message: `The key file ${file} cannot be read (${reason(error)}). ${advice}` }
  }
}

function decode(written: string, where: string): KeyResult {
  const text = written.trim()
  if (/^[0-9a-f]{64}$/i.test(text)) return { ok: true, key: Buffer.from(text, 'hex'), made: null }
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return { ok: true, key: Buffer.from(text, 'base64'), made: null }
  return {
    ok: false,
    message: `${where} does not hold a key. A key is 64 hexadecimal digits (or 44 characters of base64); copy it again, whole.`,
  }
}

function makeKey(file: string): KeyResult {
  const key = randomBytes(32)
  try {
    const fd = openSync(file, 'wx', 0o600)
    try {
      writeSync(fd, `${key.toString('hex')}\n`)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    return { ok: true, key, made: file }
  } catch (error) {
    return {
      ok: false,
      message: `The key file ${file} cannot be written (${reason(error)}). Let the user that runs the bot write to its folder, or set REGISTER_KEY.`,
    }
  }
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'it is not there'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'EISDIR') return 'it is a folder'
  return code ?? 'unknown error'
}
