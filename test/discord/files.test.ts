import { createHash } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { keepFiles } from '../../src/casework/keep-files.ts'
import { fetchFile, fetchFiles, fileOrigins } from '../../src/discord/delivery/files.ts'
import { converge } from '../../src/outbox/converge.ts'
import { putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

const MIB = 1024 * 1024

/** A place that serves files as the test says; gives its origin. */
async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('C8 files are fetched from Discord’s own hosts, and from another API base where one is set', () => {
  const discord = ['https://cdn.discordapp.com', 'https://media.discordapp.net']
  expect(fileOrigins('https://discord.com/api')).toEqual(discord)
  expect(fileOrigins('http://127.0.0.1:4600/api')).toEqual([...discord, 'http://127.0.0.1:4600'])
})

test('C8 a file from anywhere else is not asked for, whatever its address looks like', async () => {
  let asked = 0
  const origin = await serving((_request, response) => {
    asked += 1
    response.end('secret')
  })
  for (const url of [
    `${origin}/a.png`,
    `https://cdn.discordapp.com.evil.example/a.png`,
    `https://cdn.discordapp.com@127.0.0.1/a.png`,
    'https://user:word@cdn.discordapp.com/a.png',
    'http://cdn.discordapp.com/a.png',
    'file:///etc/passwd',
    'no address',
  ])
    expect(await fetchFile(url, fileOrigins('https://discord.com/api'), MIB)).toEqual({ is: 'gone' })
  expect(asked).toBe(0)
})

test('C8 no redirect is followed', async () => {
  let asked = 0
  const other = await serving((_request, response) => {
    asked += 1
    response.end('secret')
  })
  const origin = await serving((_request, response) => {
    response.writeHead(302, { location: `${other}/b.png` }).end()
  })
  expect(await fetchFile(`${origin}/a.png`, [origin], MIB)).toEqual({ is: 'gone' })
  expect(asked).toBe(0)
})

test('C8 reading stops as soon as there is too much, whatever was said of the size', async () => {
  let sent = 0
  const origin = await serving((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 1
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  expect(await fetchFile(`${origin}/endless`, [origin], MIB)).toEqual({ is: 'too_large' })
  expect(sent * 64 * 1024).toBeLessThan(32 * MIB)
})

test('C8 exactly as large as allowed is kept; the hash is that of the bytes', async () => {
  const bytes = Buffer.alloc(MIB, 7)
  const origin = await serving((_request, response) => void response.end(bytes))
  expect(await fetchFile(`${origin}/a`, [origin], MIB)).toMatchObject({
    is: 'kept',
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  expect(await fetchFile(`${origin}/a`, [origin], MIB - 1)).toEqual({ is: 'too_large' })
})

test.each([403, 404, 410])('C8 %i means that it is gone', async (status) => {
  const origin = await serving((_request, response) => void response.writeHead(status).end('gone'))
  expect(await fetchFile(`${origin}/a`, [origin], MIB)).toEqual({ is: 'gone' })
})

test.each([429, 500, 503])('C8 %i is tried again', async (status) => {
  const origin = await serving((_request, response) => void response.writeHead(status).end())
  expect(await fetchFile(`${origin}/a`, [origin], MIB)).toMatchObject({ ok: false, kind: 'retry' })
})

test('C8 a connection that breaks in the middle is tried again, and half a file is never kept', async () => {
  const origin = await serving((_request, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('half', () => response.socket?.destroy())
  })
  expect(await fetchFile(`${origin}/a`, [origin], MIB)).toMatchObject({ ok: false, kind: 'retry' })
})

test('C8 J1 a link that has run out is recorded as gone, and a file is fetched once', async () => {
  const d = await startDelivery()
  const { clp, discord, small } = d
  const ref = await clp.transact((s) => putCase(clp, s, small.members[0] as string, 'warning'))
  const handler = fetchFiles(fileOrigins(discord.apiUrl))
  const post = discord
    .as(small.members[0] as string)
    .say({ channel: small.channels.general }, 'see', [{ name: 'a.png', data: 'bytes' }])
  const sent = (url: string) => ({ name: 'a.png', url, size: 5, contentType: 'image/png' })
  const [attachment] = discord.world.messages.get(post.id)?.attachments ?? []
  const url = (ex: number) =>
    `${discord.url}/attachments/${attachment?.channelId}/${attachment?.id}/a.png?ex=${ex.toString(16)}`
  const now = Math.floor(discord.clock.now().getTime() / 1000)
  await clp.transact((s) =>
    keepFiles(clp, s, ref, small.admins[0], 'more', [sent(url(now + 3600)), sent(url(now - 1))]),
  )
  const effects = (await clp.transact((s) => s.openEffects({ name: 'fetch-file' }))).toSorted(
    (a, b) => a.id - b.id,
  )
  for (const e of effects) await converge(clp, handler, e)
  // the process died before the first was noted as done: it is asked again, and nothing is written twice
  await converge(clp, handler, effects[0] as never)
  const files = await clp.transact((s) => s.filesOf(ref))
  expect(files.map((f) => f.state)).toEqual(['kept', 'gone'])
  const entries = await clp.transact((s) => s.entriesAfter(0, 100))
  const about = entries.map((e) => e.content?.action).filter((a) => a?.startsWith('delivery.file'))
  expect(about).toEqual(['delivery.file', 'delivery.file_gone'])
})
