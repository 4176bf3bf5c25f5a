import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Which folders of `src` each folder may import. `main.ts` and the other programs beside it wire them together. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  letters: ['policy'],
  register: ['policy'],
  casework: ['register', 'letters', 'policy'],
  storage: ['casework', 'register', 'policy', 'runtime'],
  outbox: ['casework', 'register', 'letters', 'policy', 'runtime'],
  schedule: ['outbox', 'casework', 'register', 'letters', 'policy', 'runtime'],
  discord: ['casework', 'register', 'letters', 'policy', 'runtime'],
  reports: ['casework', 'register', 'letters', 'policy', 'runtime'],
  runtime: ['letters', 'policy'],
  practice: ['runtime'],
  'practice-mode': ['practice', 'runtime'],
}
const FOLDERS = Object.keys(ARROWS)

/** Of these a folder may know the shape only. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  casework: ['runtime'],
  discord: ['outbox'],
}

const KINDS: Readonly<Record<string, (from: string) => string>> = {
  value: (from) => `import { x } from '${from}'\nexport const y = x\n`,
  type: (from) => `import type { X } from '${from}'\nexport type Y = X\n`,
  again: (from) => `export { x } from '${from}'\n`,
  later: (from) => `export const y = await import('${from}')\n`,
}

/** Node's, or npm's, and who alone may have it. Pure folders have a list of their own. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  kysely: ['storage'],
  'better-sqlite3': ['storage'],
  'discord.js': ['discord'],
}
const PURE: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  letters: ['mustache', 'node:crypto'],
  register: ['node:crypto', 'canonicalize'],
}

const CLOCK_AND_CHANCE: Readonly<Record<string, string>> = {
  date: 'export const y = new Date()\n',
  'date-now': 'export const y = Date.now()\n',
  'date-of-the-world': 'export const y = globalThis.Date.now()\n',
  temporal: 'export const y = Temporal.Now.instant()\n',
  timeout: 'export const y = setTimeout(() => 1, 5)\n',
  interval: 'export const y = setInterval(() => 1, 5)\n',
  immediate: 'export const y = setImmediate(() => 1)\n',
  performance: 'export const y = performance.now()\n',
  random: 'export const y = Math.random()\n',
}

const root = join(import.meta.dirname, '..')
let place = ''
const refused = new Map<string, string[]>()

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(place, file)), { recursive: true })
  writeFileSync(join(place, file), text)
}

/** The probe for one import, standing in the folder itself or in a folder of that. */
const probe = (from: string, to: string, kind: string, deep: boolean): string =>
  `src/${from}/${deep ? 'inner/' : ''}${kind}-${to.replaceAll(/[^a-z0-9]/g, '-')}.ts`

interface Diagnostic {
  readonly filename: string
  readonly code: string
}

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'architecture-'))
  copyFileSync(join(root, '.oxlintrc.json'), join(place, '.oxlintrc.json'))
  for (const from of FOLDERS) {
    for (const [kind, text] of Object.entries(KINDS)) {
      for (const deep of [false, true]) {
        for (const to of FOLDERS) {
          if (to === from) write(probe(from, to, kind, deep), text(deep ? '../x.ts' : './x.ts'))
          else write(probe(from, to, kind, deep), text(`${deep ? '../' : ''}../${to}/x.ts`))
        }
        for (const name of [...Object.keys(PACKAGES), ...Object.values(PURE).flat(), 'node:fs', 'zod']) {
          write(probe(from, name, kind, deep), text(name))
        }
      }
    }
    for (const [name, text] of Object.entries(CLOCK_AND_CHANCE)) write(`src/${from}/clock-${name}.ts`, text)
  }
  write(
    'src/main.ts',
    FOLDERS.map((to) => `export * as ${to.replaceAll('-', '')} from './${to}/x.ts'\n`).join(''),
  )
  write('src/practice/page/own.ts', "export { x } from '../discord/x.ts'\n")
  write('src/practice/own.ts', "export { x } from './discord/x.ts'\n")
  write('migrations/0001-good.ts', "import type { Kysely } from 'kysely'\nexport type X = Kysely<unknown>\n")
  write('migrations/0002-package.ts', "export { x } from 'zod'\n")
  write('migrations/0003-app.ts', "export { x } from '../src/policy/x.ts'\n")
  write('migrations/0004-sibling.ts', "export { x } from './0001-good.ts'\n")

  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const run = spawnSync(process.execPath, [oxlint, '--format', 'json', 'src', 'migrations'], {
    cwd: place,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: Diagnostic[] }
  for (const { filename, code } of diagnostics) {
    const file = filename.replaceAll('\\', '/')
    refused.set(file, [...(refused.get(file) ?? []), code])
  }
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

const isRefused = (file: string): boolean =>
  (refused.get(file) ?? []).some((code) => code.includes('no-restricted-'))

test('every folder of src has its arrows', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  expect(folders.map((entry) => entry.name).filter((name) => !FOLDERS.includes(name))).toEqual([])
})

describe.each(FOLDERS)('%s', (from) => {
  test.each(FOLDERS)('imports %s as its arrows say', (to) => {
    for (const kind of Object.keys(KINDS)) {
      const shapeOnly = kind === 'type' && (TYPES_ONLY[from] ?? []).includes(to)
      const allowed = to === from || shapeOnly || (ARROWS[from] ?? []).includes(to)
      for (const deep of [false, true]) {
        const file = probe(from, to, kind, deep)
        expect(isRefused(file), `${file} should be ${allowed ? 'allowed' : 'refused'}`).toBe(!allowed)
      }
    }
  })

  test('has no package that is another folder’s', () => {
    const pure = PURE[from]
    for (const name of [...Object.keys(PACKAGES), ...Object.values(PURE).flat(), 'node:fs', 'zod']) {
      const allowed = pure === undefined ? (PACKAGES[name]?.includes(from) ?? true) : pure.includes(name)
      for (const kind of Object.keys(KINDS)) {
        const file = probe(from, name, kind, false)
        expect(isRefused(file), `${file} should be ${allowed ? 'allowed' : 'refused'}`).toBe(!allowed)
      }
    }
  })

  test('reads the clock only at the edge', () => {
    const edge = !['policy', 'letters', 'register', 'casework', 'reports'].includes(from)
    for (const name of Object.keys(CLOCK_AND_CHANCE)) {
      const file = `src/${from}/clock-${name}.ts`
      expect(isRefused(file), `${file} should be ${edge ? 'allowed' : 'refused'}`).toBe(!edge)
    }
  })
})

test('main.ts may wire everything together', () => {
  expect(isRefused('src/main.ts')).toBe(false)
})

test('the practice Discord may use the folder of that name that is its own', () => {
  expect(isRefused('src/practice/own.ts')).toBe(false)
  expect(isRefused('src/practice/page/own.ts')).toBe(false)
})

test('a migration imports kysely and nothing else', () => {
  expect(isRefused('migrations/0001-good.ts')).toBe(false)
  for (const file of ['0002-package', '0003-app', '0004-sibling']) {
    expect(isRefused(`migrations/${file}.ts`), file).toBe(true)
  }
})
