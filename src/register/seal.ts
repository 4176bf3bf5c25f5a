import { createHash, createHmac } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Entry, EntryContent, StoredEntry } from './entry.ts'

const NAME = Buffer.from('clp-register-1', 'ascii')

/** `h` before the first entry: 32 zero bytes, in hexadecimal. */
export const GENESIS = '0'.repeat(64)

/**
 * The content as canonical JSON (RFC 8785), the text that is stored and sealed. Half a surrogate pair, which JSON
 * cannot carry but a person can type, becomes U+FFFD; a number that is not finite is a bug and throws.
 */
export function canonicalText(content: EntryContent): string {
  return canonicalize(wellFormed({ ...content })) as string
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.toWellFormed(), wellFormed(one)]),
  )
}

/** `c_n = HMAC-SHA256(salt_n, canonical JSON)`: key is the salt's 32 bytes, message the text's UTF-8 bytes (J3). */
export function contentSeal(salt: string, text: string): string {
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(text, 'utf8').digest('hex')
}

/**
 * `h_n = SHA-256("clp-register-1" ‖ h_(n-1) ‖ n ‖ c_n)` (J3), over exactly 86 bytes: the 14 ASCII bytes of the name,
 * the 32 bytes of the previous `h` (zeros before the first entry), `n` as an unsigned 64-bit big-endian number, the 32
 * bytes of `c_n`. All hashes go in and come out as 64 hexadecimal digits in lower case.
 */
export function chainSeal(previous: string, n: number, c: string): string {
  const number = Buffer.alloc(8)
  number.writeBigUInt64BE(BigInt(n))
  return createHash('sha256')
    .update(NAME)
    .update(Buffer.from(previous, 'hex'))
    .update(number)
    .update(Buffer.from(c, 'hex'))
    .digest('hex')
}

/** Seals content as entry `n` after the entry with the seal `previous`. `salt` is 32 random bytes in hexadecimal. */
export function seal(
  previous: string,
  n: number,
  content: EntryContent,
  salt: string,
): StoredEntry & { text: string } {
  const text = canonicalText(content)
  const c = contentSeal(salt, text)
  return { n, c, h: chainSeal(previous, n, c), salt, text }
}

/** The entry as others read it. */
export function readEntry({ text, ...entry }: StoredEntry): Entry {
  return { ...entry, content: text === null ? null : (JSON.parse(text) as EntryContent) }
}

/** The first 12 digits of a seal, as the log channel shows it (J2). */
export const shortSeal = (h: string): string => h.slice(0, 12)
