import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ApplicationCommandOptionType, PermissionFlagsBits } from 'discord-api-types/v10'
import { describe, expect, test } from 'vitest'
import { commands } from '../src/discord/commands/all.ts'
import { BOT_RIGHTS } from '../src/practice/small-clp.ts'

const ROOT = join(import.meta.dirname, '..')
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => `docs/${f}`),
]
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8')
/** What a page says of the bot as it is, without the section on what is still to come. */
const ofToday = (page: string) => read(page).replace(/^## What it does not do yet$[^]*?(?=^## )/m, '')
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

/** `setup channels`, `warn` …: everything that can be typed after a slash, with and without the second word. */
const typed = commands
  .map(({ data }) => data as { name: string; type?: number; options?: { type: number; name: string }[] })
  .filter(({ type }) => type === undefined || type === 1)
  .flatMap(({ name, options }) => [
    name,
    ...(options ?? [])
      .filter((option) => option.type === ApplicationCommandOptionType.Subcommand)
      .map((option) => `${name} ${option.name}`),
  ])
const menus = commands
  .map(({ data }) => data as { name: string; type?: number })
  .filter(({ type }) => (type ?? 1) > 1)

describe.each(PAGES)('%s', (page) => {
  test('names only commands that can be typed', () => {
    const named = found(ofToday(page), /`\/([a-z]+(?: [a-z]+)?)`/g)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((command) => !typed.includes(command))).toEqual([])
  })

  test('names only programs that can be run', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = found(read(page), /npm run ([\w:-]+)/g)
    expect(named.filter((script) => !(script in scripts))).toEqual([])
  })

  test('links only to files that are there', () => {
    const targets = [...found(read(page), /\]\(([^)#:]+)\)/g), ...found(read(page), /src="([^"]+)"/g)]
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([])
  })
})

test('the pages name every command and menu that there is', () => {
  const all = PAGES.map(ofToday).join('\n')
  const whole = typed.filter((command) => !typed.some((other) => other.startsWith(`${command} `)))
  expect(whole.filter((command) => !all.includes(`\`/${command}\``))).toEqual([])
  expect(menus.map(({ name }) => name).filter((name) => !all.includes(`**${name}**`))).toEqual([])
})

test('G2 the invitation asks Discord for what the bot needs, and for no more', () => {
  const needed = BOT_RIGHTS.reduce((sum, right) => sum | PermissionFlagsBits[right], 0n)
  expect(found(read('README.md'), /permissions=(\d+)/g)).toEqual([String(needed)])
})
