import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'
import type { TestProject } from 'vitest/node'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, '.cache/bot')
const DAY_MS = 86_400_000

/** The programs that tests start again and again, and the worker that they start by its file. */
const PROGRAMS = [
  'src/main',
  'src/storage/care-worker',
  'test/support/bot-with-settings',
  'test/support/kill-points/bot-that-dies-on-an-answer',
]

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the bot in few files. */
    bundledBot: string
  }
}

/**
 * Brings the bot's sources and libraries into few files, once for all tests. Reading a thousand files is most of what a
 * start costs, and the tests start it some two hundred times. It does the same; that the sources themselves run is shown
 * by the tests of the start and of the programs.
 */
export async function setup(project: TestProject): Promise<void> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'new-'))
  await build({
    cwd: ROOT,
    input: Object.fromEntries(PROGRAMS.map((name) => [name, join(ROOT, `${name}.ts`)])),
    platform: 'node',
    external: [/^better-sqlite3/, /^zlib-sync$/, /^bufferutil$/, /^utf-8-validate$/],
    logLevel: 'silent',
    // each finds what it looks for beside itself: the worker, and the folders two above
    output: {
      dir: folder,
      format: 'esm',
      entryFileNames: '[name].ts',
      chunkFileNames: 'src/storage/[name].js',
    },
  })
  for (const beside of ['config', 'migrations']) symlinkSync(join(ROOT, beside), join(folder, beside))
  project.provide('bundledBot', keep(folder))
}

/** The same files are kept in the same place, so that what Node has compiled of them is found again. */
function keep(folder: string): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
    if (/^(src|test).*\.[jt]s$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)))
  const kept = join(CACHE, hash.digest('hex').slice(0, 16))
  if (existsSync(kept)) rmSync(folder, { recursive: true })
  else renameSync(folder, kept)
  for (const other of readdirSync(CACHE))
    if (statSync(join(CACHE, other)).mtimeMs < Date.now() - DAY_MS && join(CACHE, other) !== kept)
      rmSync(join(CACHE, other), { recursive: true, force: true })
  return kept
}
