import { expect, test } from 'vitest'
import { interactionResponseErrors, messageErrors } from '../../src/practice/discord/limits.ts'
import { checkerFor, checkExchange, readSpec } from './openapi.ts'
import type { Exchange } from './openapi.ts'

const guild = '1100000000000000001'
const channel = '1100000000000000002'
const user = '1100000000000000003'
const app = '1100000000000000004'
const messages = `/api/v10/channels/${channel}/messages`
const commands = `/api/v10/applications/${app}/commands`
const callback = `/api/v10/interactions/${user}/aW50ZXJhY3Rpb24.token-x/callback`
const ban = `/api/v10/guilds/${guild}/bans/${user}`

const person = {
  id: user,
  username: 'ada',
  discriminator: '0',
  global_name: 'Ada',
  avatar: null,
  public_flags: 0,
  flags: 0,
  primary_guild: null,
}
const message = {
  id: '1100000000000000005',
  channel_id: channel,
  author: person,
  type: 0,
  content: 'A letter from your CLP',
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  timestamp: '2026-03-01T09:00:00.000000+00:00',
  edited_timestamp: null,
  flags: 0,
  components: [],
  pinned: false,
  mention_everyone: false,
  tts: false,
}
const button = { type: 2, style: 1, label: "I've read this", custom_id: 'read:1' }
const post: Exchange = {
  method: 'POST',
  path: messages,
  requestBody: {
    content: 'A letter from your CLP',
    nonce: 'A'.repeat(25),
    enforce_nonce: true,
    components: [{ type: 1, components: [button] }],
    attachments: [{ id: '0', filename: 'letter.txt' }],
  },
  requestFiles: 1,
  status: 200,
  responseBody: message,
}
const command = {
  name: 'warn',
  description: 'Open a case',
  type: 1,
  default_member_permissions: '0',
  contexts: [0],
}
const register: Exchange = {
  method: 'PUT',
  path: commands,
  requestBody: [command],
  status: 200,
  responseBody: [],
}
const unban: Exchange = { method: 'DELETE', path: ban, status: 204 }
const formError = {
  code: 50035,
  message: 'Invalid Form Body',
  errors: messageErrors({ content: 'x'.repeat(2001) }, { files: 0 }),
}
const refused: Exchange = { ...post, requestFiles: 0, status: 400, responseBody: formError }

test('a message posted with a file, and its answer, pass', () => {
  expect(checkExchange(post)).toEqual([])
})

test.each<[string, Exchange]>([
  ['a list of commands', register],
  ['a ban', { method: 'PUT', path: ban, requestBody: { delete_message_seconds: 0 }, status: 204 }],
  ['the lifting of a ban', unban],
  [
    'a ban that is not there',
    { ...unban, status: 404, responseBody: { code: 10026, message: 'Unknown Ban' } },
  ],
  [
    'a page of messages',
    { method: 'GET', path: `${messages}?limit=100&after=0`, status: 200, responseBody: [message] },
  ],
  ['a refused form', refused],
  [
    'a deferred answer',
    { method: 'POST', path: callback, requestBody: { type: 5, data: { flags: 64 } }, status: 204 },
  ],
  [
    'a rate limit',
    {
      ...unban,
      status: 429,
      responseBody: { code: 0, message: 'You are being rate limited.', retry_after: 0.5, global: false },
    },
  ],
  ['an outage, of which the spec is silent', { ...unban, status: 502, responseBody: '<html>' }],
])('%s passes', (_, exchange) => {
  expect(checkExchange(exchange)).toEqual([])
})

test('a route that Discord does not have is named', () => {
  expect(checkExchange({ ...post, path: '/api/v10/letters' })).toEqual([
    "POST /letters is not a route of Discord's",
  ])
  expect(checkExchange({ ...unban, method: 'POST' })).toEqual([
    `POST /guilds/${guild}/bans/${user} is not a route of Discord's`,
  ])
  expect(checkExchange({ ...post, path: '/channels/1/messages' })).toEqual([
    '/channels/1/messages is not under /api/v10',
  ])
})

test('@me is not taken for an id', () => {
  const me: Exchange = { method: 'PUT', path: `/api/v10/channels/${channel}/thread-members/@me`, status: 204 }
  expect(checkExchange(me)).toEqual([])
  expect(checkExchange({ ...me, path: `/api/v10/channels/${channel}/thread-members/%40me` })).toEqual([])
  expect(checkExchange({ ...me, path: `/api/v10/channels/${channel}/thread-members/someone` })).toEqual([
    'PUT /channels/{channel_id}/thread-members/{user_id}: path user_id must match pattern "^(0|[1-9][0-9]*)$"',
  ])
})

test('an unknown query and one out of bounds are named', () => {
  const path = `${messages}?limit=101&newest=1`
  expect(checkExchange({ method: 'GET', path, status: 200, responseBody: [] })).toEqual([
    'GET /channels/{channel_id}/messages: query newest is not known',
    'GET /channels/{channel_id}/messages: query limit must be <= 100',
  ])
})

test('a bad request is named by its field', () => {
  const requestBody = { embeds: [{ title: 'x'.repeat(257) }] }
  expect(checkExchange({ ...post, requestFiles: 0, requestBody })).toEqual([
    'POST /channels/{channel_id}/messages: request/embeds/0/title must NOT have more than 256 characters',
  ])
  expect(checkExchange({ ...post, requestBody: undefined, requestFiles: 0 })).toEqual([
    'POST /channels/{channel_id}/messages: the request must have a body',
  ])
  expect(
    checkExchange({
      method: 'GET',
      path: ban,
      requestBody: {},
      status: 404,
      responseBody: { code: 10026, message: 'Unknown Ban' },
    }),
  ).toEqual(['GET /guilds/{guild_id}/bans/{user_id}: the request may have no body'])
  expect(checkExchange({ ...register, requestFiles: 1 })).toEqual([
    'PUT /applications/{application_id}/commands: the request may not be multipart/form-data',
  ])
})

test('a bad response is named by its field', () => {
  const { author: _, ...anonymous } = message
  expect(checkExchange({ ...post, responseBody: anonymous })).toEqual([
    "POST /channels/{channel_id}/messages: response (200) must have required property 'author'",
  ])
  expect(checkExchange({ ...post, responseBody: { ...message, id: 5 } })).toEqual([
    'POST /channels/{channel_id}/messages: response (200)/id must be string',
  ])
  expect(checkExchange({ ...post, responseBody: { ...message, timestamp: 'yesterday' } })).toEqual([
    'POST /channels/{channel_id}/messages: response (200)/timestamp must match format "date-time"',
  ])
  expect(checkExchange({ ...unban, responseBody: {} })).toEqual([
    'DELETE /guilds/{guild_id}/bans/{user_id}: the response (204) may have no body',
  ])
  expect(checkExchange({ ...post, responseBody: undefined })).toEqual([
    'POST /channels/{channel_id}/messages: the response (200) must have a body',
  ])
  expect(checkExchange({ ...post, status: 204, responseBody: undefined })).toEqual([
    'POST /channels/{channel_id}/messages: status 204 is not one that Discord gives',
  ])
  expect(checkExchange({ ...unban, status: 404, responseBody: { message: 'Unknown Ban' } })).toEqual([
    "DELETE /guilds/{guild_id}/bans/{user_id}: response (404) must have required property 'code'",
  ])
})

test.each<[string, Exchange]>([
  ['command permissions as a number', register],
  ['a body for lifting a ban', unban],
  ['numbers for the codes of form errors', refused],
])('Discord’s spec as published wrongly wants %s', (_, exchange) => {
  expect(checkerFor(readSpec())(exchange)).not.toEqual([])
  expect(checkExchange(exchange)).toEqual([])
})

test('command permissions must still be a number in text', () => {
  const requestBody = [{ ...command, default_member_permissions: 'admins' }]
  expect(checkExchange({ ...register, requestBody })).toEqual([
    'PUT /applications/{application_id}/commands: request/0/default_member_permissions must match pattern "^[0-9]+$"',
  ])
})

test.each<[string, Exchange['requestBody'], object]>([
  ['content over 2000', { content: 'x'.repeat(2001) }, { content: expect.anything() }],
  [
    'content beside components V2',
    { flags: 1 << 15, content: 'x', components: [{ type: 10, content: 'x' }] },
    { content: expect.anything() },
  ],
  [
    'a button without custom_id',
    { components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Sign' }] }] },
    { components: expect.anything() },
  ],
  [
    'embeds over 6000 together',
    { embeds: Array.from({ length: 2 }, () => ({ description: 'x'.repeat(4000) })) },
    { embeds: expect.anything() },
  ],
])('what the spec lets through, %s, the limits refuse', (_, requestBody, errors) => {
  const answer = {
    code: 50035,
    message: 'Invalid Form Body',
    errors: messageErrors(requestBody, { files: 0 }),
  }
  expect(answer.errors).toEqual(errors)
  expect(checkExchange({ ...post, requestFiles: 0, requestBody, status: 400, responseBody: answer })).toEqual(
    [],
  )
})

test('what the spec lets through, six labels in a modal, the limits refuse', () => {
  const label = (n: number) => ({
    type: 18,
    label: 'x',
    component: { type: 4, style: 1, custom_id: `in:${n}` },
  })
  const modal = { custom_id: 'draft', title: 'x', components: [1, 2, 3, 4, 5, 6].map(label) }
  const requestBody = { type: 9, data: modal }
  const errors = interactionResponseErrors(requestBody, { files: 0 })
  expect(errors).toEqual({ data: { components: expect.anything() } })
  const responseBody = { code: 50035, message: 'Invalid Form Body', errors }
  expect(checkExchange({ method: 'POST', path: callback, requestBody, status: 400, responseBody })).toEqual(
    [],
  )
})
