import { randomBytes } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appendEntry } from '../../src/storage/entries.ts'
import { runProgram } from '../support/program.ts'
import { sharedClp, type Clp } from '../support/clp.ts'
import { content, KEY, tempRegister } from '../support/temp-register.ts'

const doctor = (clp: Clp, env: Record<string, string> = {}) =>
  runProgram('doctor', [], {
    DATA_DIR: clp.dataDir,
    DISCORD_TOKEN: clp.bot.token,
    DISCORD_API_URL: clp.discord.apiUrl,
    ...env,
  })

describe('the doctor and /setup check', () => {
  const get = sharedClp({ start: new Date().toISOString() })

  test('N4 A7 say the same, beside the running bot, and how to mend it', async () => {
    const clp = get()
    const secretary = clp.as(clp.secretary)
    const check = async () => (await secretary.slash({ guild: clp.guild }, 'setup check')).text
    expect(await check()).toContain('Everything is in order.')
    const well = await doctor(clp)
    expect(well.out).toContain(`Server ${clp.guild}: in order`)
    expect(well.out).toContain('There is no backup yet.')
    // the settings still name the made-up CLP
    expect(well.out).toContain('Settings and letters: TO BE MENDED')

    clp.discord.addRole(clp.guild, { name: 'Stewards', permissions: ['ManageThreads'] })
    clp.discord.as(clp.ec[4]).leave(clp.guild)
    chmodSync(join(clp.dataDir, 'register.key'), 0o644)
    const expected = [
      'Whoever holds Stewards can open every room.',
      'These hold an office and are not on the server: Iris Novak.',
      'may read the key',
    ]
    const [inDiscord, outside] = [await check(), await doctor(clp)]
    for (const line of expected) {
      expect(inDiscord).toContain(line)
      expect(outside.out).toContain(line)
    }
    expect(inDiscord).toContain('To be mended')
    expect(outside.code).toBe(1)
    chmodSync(join(clp.dataDir, 'register.key'), 0o600)
  })

  test('N4 says what is wrong with key, environment and connection, and ends with 1', async () => {
    const clp = get()
    const wrongKey = await doctor(clp, { REGISTER_KEY: randomBytes(32).toString('hex') })
    expect(wrongKey.out).toContain('does not open with this key')
    expect(wrongKey.code).toBe(1)
    const offline = await doctor(clp, { DISCORD_API_URL: 'http://127.0.0.1:9/api' })
    expect(offline.out).toContain('Discord could not be reached')
    expect(offline.code).toBe(1)
    const wrongToken = await doctor(clp, { DISCORD_TOKEN: 'abc.def' })
    expect(wrongToken.out).toContain('does not know the bot’s token')
  })
})

test('J3 a log channel that was not read back raises no alarm: without a token, and where Discord is not reached', async () => {
  const { dir, db } = await tempRegister()
  await db.transaction().execute((trx) => appendEntry(trx, content()))
  const env = { DATA_DIR: dir, REGISTER_KEY: KEY.toString('hex') }
  const away = { DISCORD_TOKEN: 'abc.def', DISCORD_API_URL: 'http://127.0.0.1:9/api' }
  const [without, unreached] = await Promise.all([
    runProgram('doctor', [], env),
    runProgram('doctor', [], { ...env, ...away }),
  ])
  expect(without.out).toContain('nothing on Discord was looked at')
  expect(unreached.out).toContain('Discord could not be reached')
  for (const { out } of [without, unreached]) expect(out).not.toContain('may have been replaced')
})
