import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type RESTPostAPIChannelMessageResult, Routes } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { formatLog } from '../src/register/log-post.ts'
import { appendEntry, entriesAfter } from '../src/storage/entries.ts'
import { recordLogPost } from '../src/storage/log-posts.ts'
import { content, intruder, KEY, SERVER, tempFolder, tempRegister } from './support/temp-register.ts'
import { restOf, smallWorld } from './practice/small-world.ts'

/** `npm run verify` as a process of its own. */
async function runVerify(env: Record<string, string>) {
  const program = join(import.meta.dirname, '../src/verify.ts')
  const child = spawn(process.execPath, [program], {
    cwd: tempFolder(),
    env: { PATH: process.env['PATH'] ?? '', REGISTER_KEY: KEY.toString('hex'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code: child.exitCode }
}

/** A register with five entries, open as a running bot has it. */
async function running() {
  const register = await tempRegister()
  await register.db.transaction().execute(async (trx) => {
    for (let i = 0; i < 4; i++) await appendEntry(trx, content({ details: { i } }))
  })
  return register
}

test('J3 npm run verify says in one line per CLP that all is in order, beside a running bot', async () => {
  const { dir } = await running()
  expect(await runVerify({ DATA_DIR: dir })).toEqual({
    out: `${SERVER}: In order. 5 entries. The log channel was not read back, since no DISCORD_TOKEN is set.\n`,
    err: '',
    code: 0,
  })
})

test('J3 npm run verify names the first bad entry and ends with 1', async () => {
  const { dir, path } = await running()
  intruder(path).exec(`update entries set content = replace(content, 'Asha', 'Anna') where n = 3`)
  expect(await runVerify({ DATA_DIR: dir })).toEqual({
    out: `${SERVER}: NOT in order from entry 3 on. Entry 3 was altered: what it says does not fit its own seal.\n`,
    err: '',
    code: 1,
  })
})

test('J3 npm run verify says what it could not open, in one line, and ends with 1', async () => {
  const { dir } = await running()
  const wrongKey = await runVerify({ DATA_DIR: dir, REGISTER_KEY: randomBytes(32).toString('hex') })
  expect(wrongKey).toMatchObject({ code: 1, err: '' })
  expect(wrongKey.out).toMatch(new RegExp(`^${SERVER}: [^\\n]+ does not open with this key\\. [^\\n]+\\n$`))
  const noKey = await runVerify({ DATA_DIR: dir, REGISTER_KEY: '' })
  expect(noKey).toMatchObject({ code: 1, out: '' })
  expect(noKey.err).toMatch(/^[^\n]+register\.key is missing[^\n]+\n$/)
  const noRegister = await runVerify({ DATA_DIR: join(dir, 'elsewhere') })
  expect(noRegister).toMatchObject({ code: 1, out: '' })
  expect(noRegister.err).toMatch(/^There is no register in [^\n]+DATA_DIR[^\n]+\n$/)
  expect(await runVerify({ DATA_DIR: dir, REGISTER_KEY: 'abc' })).toMatchObject({ code: 1, out: '' })
})

test('J3 npm run verify reads the log channel back through Discord', async () => {
  const world = await smallWorld()
  const { db, dir, path } = await running()
  const rest = restOf(world)
  const posts: string[] = []
  for (const { text: line } of (await entriesAfter(db, 0, 10)).flatMap((one) => formatLog([one]))) {
    const message = (await rest.post(Routes.channelMessages(world.general), {
      body: { content: line, allowed_mentions: { parse: [] } },
    })) as RESTPostAPIChannelMessageResult
    posts.push(message.id)
    await db.transaction().execute((trx) =>
      recordLogPost(trx, {
        channelId: world.general,
        messageId: message.id,
        text: message.content,
        at: '2026-03-02T09:00:00.000Z',
      }),
    )
  }
  const env = { DATA_DIR: dir, DISCORD_TOKEN: world.bot.token, DISCORD_API_URL: world.discord.apiUrl }
  expect(await runVerify(env)).toEqual({
    out: `${SERVER}: In order. 5 entries. 5 lines in the log channel match. Channels read: ${world.general} (lines: 5).\n`,
    err: '',
    code: 0,
  })

  await rest.patch(Routes.channelMessage(world.general, posts[3] ?? ''), { body: { content: 'no. 4' } })
  expect(await runVerify(env)).toEqual({
    out: `${SERVER}: NOT in order from entry 4 on. The message in the log channel that shows entry 4 was edited. Channels read: ${world.general} (lines: 4).\n`,
    err: '',
    code: 1,
  })

  // as it is when the file was replaced by an older copy
  intruder(path).exec(
    `delete from entries where n > 2; delete from log_posts where message_id not in ('${posts[0]}', '${posts[1]}')`,
  )
  expect((await runVerify(env)).out).toContain('NOT in order from entry 3 on. The register ends at entry 2')

  await rest.delete(Routes.channel(world.general))
  expect(await runVerify(env)).toMatchObject({
    out: expect.stringContaining(
      'a log channel that is gone or closed to the bot could not be read',
    ) as string,
    code: 0,
  })
})

test('J3 npm run verify names an empty log channel and warns of what it should show', async () => {
  const world = await smallWorld()
  const { dir, path } = await running()
  intruder(path).exec(
    `insert or replace into settings (name, value) values ('logChannelId', '"${world.general}"')`,
  )
  const env = { DATA_DIR: dir, DISCORD_TOKEN: world.bot.token, DISCORD_API_URL: world.discord.apiUrl }
  const { out } = await runVerify(env)
  expect(out).toContain(`Channels read: ${world.general} (lines: 0).`)
  expect(out).toContain('WARNING: entries older than two days that stand in no log channel that was read: 5.')
})

test('J3 npm run verify says that Discord could not be asked, and ends with 1', async () => {
  const { db, dir } = await running()
  const [line] = formatLog(await entriesAfter(db, 0, 1))
  await db.transaction().execute((trx) =>
    recordLogPost(trx, {
      channelId: '123456789012345678',
      messageId: '9',
      text: line?.text ?? '',
      at: '2026-03-02T09:00:00.000Z',
    }),
  )
  const nobody = { DATA_DIR: dir, DISCORD_TOKEN: 'abc.def', DISCORD_API_URL: 'http://127.0.0.1:9/api' }
  const { out, err, code } = await runVerify(nobody)
  expect(out).toMatch(
    new RegExp(`^${SERVER}: The log channel could not be read back \\([^\\n]+\\)\\. Try again\\.\\n$`),
  )
  expect({ err, code }).toEqual({ err: '', code: 1 })
})
