import { createHash } from 'node:crypto'
import { fileToFetch, mostBytes, recordFileKept, recordFileNotKept } from '../../casework/keep-files.ts'
import type { ConvergeHandler } from '../../outbox/handlers.ts'
import type { WireFailure } from '../../outbox/wire.ts'

/** Where Discord keeps what people attach. */
const DISCORD_FILES = ['https://cdn.discordapp.com', 'https://media.discordapp.net']
const DISCORD_API = 'https://discord.com'
const TIMEOUT_MS = 60_000

/** The origins from which files are fetched: Discord's own, and that of another API base, which may serve them too. */
export const fileOrigins = (apiUrl: string): string[] => {
  const { origin } = new URL(apiUrl)
  return origin === DISCORD_API ? DISCORD_FILES : [...DISCORD_FILES, origin]
}

type Fetched =
  | { is: 'kept'; bytes: Buffer; sha256: string }
  | { is: 'too_large' }
  | { is: 'gone' }
  | WireFailure

/**
 * Reads one file. Nothing is fetched from anywhere but `origins`, no redirect is followed, and reading stops as soon as
 * there is more than `most` bytes, whatever was said of its size.
 */
export async function fetchFile(url: string, origins: string[], most: number): Promise<Fetched> {
  const parsed = URL.parse(url)
  const isTheirs = parsed !== null && origins.includes(parsed.origin)
  if (!isTheirs || parsed.username !== '' || parsed.password !== '') return { is: 'gone' }
  try {
    const answer = await fetch(parsed, {
      redirect: 'manual',
      headers: { accept: '*/*' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (answer.status === 429 || answer.status >= 500) {
      await answer.body?.cancel()
      return failed(`Discord answered ${answer.status}.`)
    }
    if (answer.status !== 200) {
      await answer.body?.cancel()
      return { is: 'gone' }
    }
    const hash = createHash('sha256')
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of answer.body ?? []) {
      size += part.byteLength
      // leaving the loop closes the connection
      if (size > most) return { is: 'too_large' }
      hash.update(part)
      parts.push(part)
    }
    return { is: 'kept', bytes: Buffer.concat(parts), sha256: hash.digest('hex') }
  } catch {
    return failed('Discord could not be reached.')
  }
}

const failed = (why: string): WireFailure => ({ ok: false, kind: 'retry', code: null, why })

/** Fetches one file that someone sent (C8). Tried until it is here, or Discord says that it is gone. */
export const fetchFiles = (origins: string[]): ConvergeHandler => ({
  kind: 'converge',
  async run(clp, e) {
    const id = Number(e.target)
    const file = await clp.transact((s) => fileToFetch(s, id))
    if (!file) return { ok: true, value: null }
    const most = mostBytes(clp)
    const fetched = file.size > most ? { is: 'too_large' as const } : await fetchFile(file.url, origins, most)
    if ('ok' in fetched) return fetched
    return {
      ok: true,
      value: (s) =>
        fetched.is === 'kept'
          ? recordFileKept(clp, s, id, fetched.bytes, fetched.sha256)
          : recordFileNotKept(clp, s, id, fetched.is),
    }
  },
  // the link stops working within a day or so, and the attempt after that finds it gone
  trouble: async () => 'wait',
})
