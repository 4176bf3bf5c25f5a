import { expect, test } from 'vitest'
import { deliveryHandlers } from '../../src/discord/delivery/handlers.ts'
import { openApi } from '../../src/discord/delivery/api.ts'

/**
 * What is said at whatever hour: what stands in a channel or room, where people look when they want to; answers to
 * somebody's own press; people in danger (C6); why somebody's posting was paused, which is so from that moment (D11); and
 * that the register was restored, for which everything stands still.
 */
const AT_ANY_HOUR = [
  'room-line',
  'case-file',
  'log',
  'complainant-now',
  'safeguarding-alert',
  'pause-told',
  'restored',
]

test('F5 D9 every message that the bot sends by itself waits for the hours of writing to people', () => {
  const handlers = deliveryHandlers(openApi({ token: 'x', apiUrl: 'http://127.0.0.1:1' }), () => '1', [])
  const free = Object.entries(handlers)
    .filter(([, handler]) => handler.kind === 'say' && handler.inHours === undefined)
    .map(([name]) => name)
  expect(free.toSorted()).toEqual(AT_ANY_HOUR.toSorted())
})
