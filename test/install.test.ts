import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')) as {
  packages: Record<string, { gypfile?: boolean; resolved?: string }>
}

test('npm ci builds nothing: the database comes with its binaries, also for an npm that knows no allowScripts', () => {
  // `npm install` takes this line out again; without it npm 10 starts a compiler that many computers do not have
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false)
})

test('the lockfile names no registry', () => {
  expect(Object.values(lock.packages).filter((p) => p.resolved !== undefined)).toEqual([])
})
