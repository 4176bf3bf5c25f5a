import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type BotProcess, startBotProcess } from '../../src/practice/bot-process.ts'
import { startPracticeDiscord } from '../../src/practice/discord/practice-discord.ts'
import { makeSmallClp } from '../../src/practice/small-clp.ts'
import { botProgram } from '../support/bot-program.ts'
import { type Clp, startClp } from '../support/clp.ts'
import { cast, sanctioned } from '../support/stories.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Every file below a folder with its bytes. */
function contents(dir: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(dir, { recursive: true }) as string[]) {
    const path = join(dir, name)
    const file = statSync(path)
    // the lock is the operating system's; SQLite's reader leaves an index of the WAL and an empty WAL behind
    if (file.isFile() && !/\.lock|-shm$/.test(name) && !(name.endsWith('-wal') && file.size === 0))
      found[name] = readFileSync(path, 'latin1')
  }
  return found
}

/** Starts the bot of a CLP once more and gives how it ended and what it said. */
async function startAgain(
  clp: Clp,
  options: { env?: Record<string, string>; program?: string } = {},
): Promise<{ how: number | string; lines: string[] }> {
  return lastWords(
    startBotProcess({
      token: clp.bot.token,
      apiUrl: clp.discord.apiUrl,
      clockUrl: clp.discord.url,
      dataDir: clp.dataDir,
      program: botProgram('src/main.ts'),
      ...options,
    }),
  )
}

async function lastWords(bot: BotProcess): Promise<{ how: number | string; lines: string[] }> {
  const late = setTimeout(() => bot.child.kill('SIGKILL'), 50_000)
  const how = await bot.ended
  clearTimeout(late)
  return {
    how,
    lines: bot
      .output()
      .split('\n')
      .filter((line) => line.trim() !== ''),
  }
}

/** A CLP with a warning in its register, its bot stopped. */
async function stopped(): Promise<Clp> {
  const clp = await startClp()
  await sanctioned(clp, cast(clp).member(0))
  await clp.process.stop()
  return clp
}

const register = (clp: Clp) => join(clp.dataDir, clp.guild, 'register.db')

async function expectRefused(
  clp: Clp,
  says: RegExp,
  options: { env?: Record<string, string> } = {},
): Promise<void> {
  const before = contents(clp.dataDir)
  const { how, lines } = await startAgain(clp, options)
  expect(lines, lines.join('\n')).toHaveLength(1)
  expect(lines[0]).toMatch(says)
  expect(how).toBe(1)
  const after = contents(clp.dataDir)
  expect(Object.keys(after)).toEqual(Object.keys(before))
  for (const [name, bytes] of Object.entries(before)) expect(after[name] === bytes, name).toBe(true)
}

describe('a start that cannot be', () => {
  test('N4 a wrong key, a damaged file, a newer database, a missing key file: one clear line each, exit 1, nothing changed', async () => {
    const clp = await stopped()
    await expectRefused(clp, /key/i, { env: { REGISTER_KEY: 'ab'.repeat(32) } })

    const whole = readFileSync(register(clp))
    const damaged = Buffer.from(whole)
    damaged.fill(0x5a, 4096, 4096 * 3)
    writeFileSync(register(clp), damaged)
    await expectRefused(clp, /damaged|not be (read|opened)|key/i)
    writeFileSync(register(clp), whole)

    const key = readFileSync(join(clp.dataDir, 'register.key'), 'utf8').trim()
    const db = new Sqlite(register(clp))
    db.pragma(`key = "x'${Buffer.from(key, key.length === 64 ? 'hex' : 'base64').toString('hex')}'"`)
    db.pragma('user_version = 9999')
    db.close()
    await expectRefused(clp, /newer/i)

    rmSync(join(clp.dataDir, 'register.key'))
    await expectRefused(clp, /register\.key is missing/)
  }, 60_000)

  test('a second process on the same data ends with one line, and the first goes on', async () => {
    const clp = await startClp()
    const { how, lines } = await startAgain(clp)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('Another process is already working on')
    expect(how).toBe(1)
    await sanctioned(clp, cast(clp).member(0))
  })

  test('a folder that cannot be made, or is a file: one line', async () => {
    const clp = await startClp({ bare: true })
    const file = join(clp.dataDir, 'a-file')
    writeFileSync(file, 'in the way')
    const { how, lines } = await startAgain(clp, { env: { DATA_DIR: file } })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/The data folder .*a-file.* cannot be written/)
    expect(how).toBe(1)
    const inside = await startAgain(clp, { env: { DATA_DIR: join(file, 'below') } })
    expect(inside.lines).toHaveLength(1)
    expect(inside.how).toBe(1)
    expect(readFileSync(file, 'utf8')).toBe('in the way')
  })

  test('wrong settings of the environment: a line for each', async () => {
    const clp = await startClp({ bare: true })
    const dataDir = join(clp.dataDir, 'elsewhere')
    const { how, lines } = await startAgain(clp, {
      env: {
        DATA_DIR: dataDir,
        LOG_LEVEL: 'shouting',
        DISCORD_API_URL: 'not an address',
        REGISTER_KEY: 'short',
      },
    })
    expect(how).toBe(1)
    expect(lines.map((line) => line.split(' ')[0]).toSorted()).toEqual([
      'DISCORD_API_URL',
      'LOG_LEVEL',
      'REGISTER_KEY',
    ])
    expect(existsSync(dataDir)).toBe(false)
    const token = await startAgain(clp, { env: { DATA_DIR: dataDir, DISCORD_TOKEN: 'Bot abc' } })
    expect(token.lines).toHaveLength(1)
    expect(token.lines[0]).toMatch(/^DISCORD_TOKEN/)
    expect(token.lines[0]).not.toContain('abc')
  })

  test('a token that Discord does not know: one line that says what to do, no stack', async () => {
    const clp = await startClp({ bare: true, unchecked: true })
    const { how, lines } = await startAgain(clp, {
      env: { DATA_DIR: join(clp.dataDir, 'x'), DISCORD_TOKEN: 'wrong.token.here' },
    })
    expect(how).toBe(1)
    const said = lines.filter((line) => !line.startsWith('A new encryption key was made'))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/DISCORD_TOKEN/)
  })

  test('Discord that cannot be reached at start: one line', async () => {
    const clp = await startClp({ bare: true })
    const { how, lines } = await startAgain(clp, {
      env: { DATA_DIR: join(clp.dataDir, 'x'), DISCORD_API_URL: 'http://127.0.0.1:9/api' },
    })
    expect(how).toBe(1)
    const said = lines.filter((line) => !line.startsWith('A new encryption key was made'))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/Discord/)
  })

  test('F1 wrong policy and a letter that lacks a required part: the file, the line and what is expected', async () => {
    const clp = await startClp({ bare: true })
    const copy = mkdtempSync(join(tmpdir(), 'clp-program-'))
    onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
    for (const part of ['src', 'config', 'migrations'])
      cpSync(join(ROOT, part), join(copy, part), { recursive: true })
    cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'))
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    const program = join(copy, 'src/main.ts')
    const dataDir = join(clp.dataDir, 'x')
    const letter = join(copy, 'config/letters/warning.md')
    const good = readFileSync(letter, 'utf8')
    writeFileSync(letter, good.replaceAll('{{deleted_on}}', 'some day'))
    const lacking = await startAgain(clp, { program, env: { DATA_DIR: dataDir } })
    expect(lacking.how).toBe(1)
    expect(lacking.lines).toHaveLength(1)
    expect(lacking.lines[0]).toMatch(/warning\.md.*deleted/)
    writeFileSync(letter, good)
    const policy = join(copy, 'config/policy.yaml')
    writeFileSync(policy, readFileSync(policy, 'utf8').replace('signatures: 2', 'signatures: 1'))
    const wrong = await startAgain(clp, { program, env: { DATA_DIR: dataDir } })
    expect(wrong.how).toBe(1)
    expect(wrong.lines).toHaveLength(1)
    expect(wrong.lines[0]).toMatch(/policy\.yaml:\d+.*signatures/)
    expect(existsSync(dataDir)).toBe(false)
  })

  test('N4 a bad register takes only its own CLP out of service; the other goes on', async () => {
    const discord = await startPracticeDiscord({ start: '2026-03-02T09:30:00.000Z' })
    const clp = makeSmallClp(discord)
    const other = discord.addGuild({ name: 'Hillside CLP', owner: clp.owner })
    discord.inviteBot(other.id, clp.bot.id, ['ViewChannel', 'SendMessages'])
    discord.addChannel(other.id, { name: 'general' })
    const dataDir = mkdtempSync(join(tmpdir(), 'clp-'))
    const start = () =>
      startBotProcess({ token: clp.bot.token, apiUrl: discord.apiUrl, clockUrl: discord.url, dataDir })
    const first = start()
    await first.ready()
    await first.stop()
    writeFileSync(join(dataDir, other.id, 'register.db'), 'not a register at all'.repeat(500))
    const bot = start()
    onTestFinished(async () => {
      await bot.stop()
      await discord.close()
      rmSync(dataDir, { recursive: true, force: true })
    })
    await bot.ready()
    expect((await discord.as(clp.owner).slash({ guild: clp.guild }, 'officer list')).text).toContain(
      'Nobody holds an office',
    )
    const there = await discord.as(clp.owner).slash({ guild: other.id }, 'officer list')
    expect(there.text).toMatch(/out of service|works on the server/)
    expect(bot.output()).not.toMatch(/at .*\.ts:\d+/)
  })
})

describe('what a running bot asks for and says', () => {
  test('O1 N4 its intents are 4101, and at LOG_LEVEL=trace its log holds no personal word of a whole case', async () => {
    const clp = await startClp()
    await clp.process.stop()
    await clp.restart({ env: { LOG_LEVEL: 'trace' } })
    const { member } = cast(clp)
    const robin = member(0)
    await sanctioned(clp, robin, { what: 'Shouted the word floccinaucinihilipilification.' })
    const copy = await robin.slash({ guild: clp.guild }, 'mydata')
    expect(copy.files.map((f) => f.text).join()).toContain('floccinaucinihilipilification')
    const rest = await robin.press(copy, 'Ask for the rest')
    await robin.submit(rest, { trusted: ['no'], words: 'What was said of the antidisestablishment.' })
    expect(clp.discord.gateway.intents(clp.bot.id)).toBe(4101)
    await clp.process.stop()
    const said = clp.process.output()
    for (const word of [
      'floccinaucinihili',
      'antidisestablish',
      'Robin',
      'Ashdown',
      robin.id,
      'Ada Bell',
      'screenshot',
      'hear your side',
    ])
      expect(said).not.toContain(word)
  })
})

test('a bot whose starter is gone ends, also while it is still starting', async () => {
  const discord = await startPracticeDiscord({ start: '2026-03-02T09:30:00.000Z' })
  onTestFinished(() => discord.close())
  const dataDir = mkdtempSync(join(tmpdir(), 'clp-start-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const { bot } = makeSmallClp(discord)
  const started = startBotProcess({
    token: bot.token,
    apiUrl: discord.apiUrl,
    clockUrl: discord.url,
    dataDir,
  })
  started.child.disconnect()
  expect((await lastWords(started)).how).toBe(1)
})
