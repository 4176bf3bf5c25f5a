import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseEnv } from '../../src/runtime/env.ts'

const key = 'AB'.repeat(32)

function problemsOf(source: Record<string, string>): string[] {
  const parsed = parseEnv(source)
  return parsed.ok ? [] : parsed.problems
}

describe('surface: the environment is parsed once', () => {
  test('surface: nothing set means practice mode with every default', () => {
    expect(parseEnv({ PATH: '/bin', TZ: 'Asia/Tokyo' })).toEqual({
      ok: true,
      env: {
        discordToken: null,
        discordApiUrl: 'https://discord.com/api',
        dataDir: './data',
        registerKey: null,
        registerKeyFile: null,
        logLevel: 'info',
        practicePort: 4600,
        practiceClockUrl: null,
      },
    })
  })

  test('surface: each variable is taken as given, blanks around it left out', () => {
    expect(
      parseEnv({
        DISCORD_TOKEN: ' abc.def ',
        DISCORD_API_URL: 'http://127.0.0.1:5000/api/',
        DATA_DIR: '/srv/clp',
        REGISTER_KEY: key,
        LOG_LEVEL: 'warn',
        PRACTICE_PORT: '0',
        PRACTICE_CLOCK_URL: 'http://127.0.0.1:5000/clock',
      }),
    ).toEqual({
      ok: true,
      env: {
        discordToken: 'abc.def',
        discordApiUrl: 'http://127.0.0.1:5000/api',
        dataDir: '/srv/clp',
        registerKey: key.toLowerCase(),
        registerKeyFile: null,
        logLevel: 'warn',
        practicePort: 0,
        practiceClockUrl: 'http://127.0.0.1:5000/clock',
      },
    })
    expect(parseEnv({ REGISTER_KEY_FILE: '/run/key' })).toMatchObject({
      env: { registerKeyFile: '/run/key' },
    })
  })

  test('surface: an empty value counts as not set', () => {
    expect(parseEnv({ DISCORD_TOKEN: '', LOG_LEVEL: ' ', PRACTICE_PORT: '' })).toEqual(parseEnv({}))
  })

  test.each([
    [{ DISCORD_TOKEN: 'Bot abc' }, /^DISCORD_TOKEN .*Paste the token alone/],
    [{ DISCORD_TOKEN: 'abc def' }, /^DISCORD_TOKEN .*spaces/],
    [{ DISCORD_API_URL: 'discord' }, /^DISCORD_API_URL must be a web address/],
    [{ DISCORD_API_URL: 'ftp://x' }, /^DISCORD_API_URL must be a web address/],
    [{ DISCORD_API_URL: 'https://x/api/v10' }, /^DISCORD_API_URL must not end in a version/],
    [{ REGISTER_KEY: 'abc' }, /^REGISTER_KEY must be 64 hexadecimal digits/],
    [{ REGISTER_KEY: key, REGISTER_KEY_FILE: 'k' }, /^REGISTER_KEY and REGISTER_KEY_FILE are both set/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of trace, debug/],
    [{ PRACTICE_PORT: '70000' }, /^PRACTICE_PORT must be a whole number from 0 to 65535/],
    [{ PRACTICE_PORT: '1.5' }, /^PRACTICE_PORT must be a whole number/],
    [{ PRACTICE_CLOCK_URL: 'http://127.0.0.1/' }, /^PRACTICE_CLOCK_URL is set by practice mode/],
    [
      { PRACTICE_CLOCK_URL: 'x', DISCORD_API_URL: 'http://localhost:1' },
      /^PRACTICE_CLOCK_URL is set by practice mode/,
    ],
  ])('surface: a wrong value ends the start with one clear line: %o', (source, line) => {
    const problems = problemsOf(source as unknown as Record<string, string>)
    expect(problems).toEqual([expect.stringMatching(line)])
    expect(problems[0]).not.toContain('\n')
  })

  test('surface: the simulated clock is honoured on loopback only', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const source = { PRACTICE_CLOCK_URL: `http://${host}:1/`, DISCORD_API_URL: `http://${host}:1/api` }
      expect(parseEnv(source).ok, host).toBe(true)
    }
    const outside = {
      PRACTICE_CLOCK_URL: 'http://127.0.0.1:1/',
      DISCORD_API_URL: 'https://127.0.0.1.example/api',
    }
    expect(parseEnv(outside).ok).toBe(false)
  })

  test('surface: every wrong value is named at once', () => {
    expect(problemsOf({ LOG_LEVEL: 'x', PRACTICE_PORT: 'x', REGISTER_KEY: 'x' })).toHaveLength(3)
  })

  test('N4 a wrong secret is not repeated in the problem', () => {
    const text = problemsOf({ DISCORD_TOKEN: 'Bot s3cret', REGISTER_KEY: 'k3y' }).join('\n')
    expect(text).not.toMatch(/s3cret|k3y/)
  })

  test('surface: .env.example names exactly the variables that people set, all empty', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const lines = example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines.toSorted()).toEqual(
      [
        'DATA_DIR=',
        'DISCORD_API_URL=',
        'DISCORD_TOKEN=',
        'LOG_LEVEL=',
        'PRACTICE_PORT=',
        'REGISTER_KEY=',
        'REGISTER_KEY_FILE=',
      ].toSorted(),
    )
  })
})
