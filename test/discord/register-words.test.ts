import { expect, test } from 'vitest'
import { checkInWords } from '../../src/discord/render/register.ts'

const inOrder = {
  ok: true as const,
  entries: 40,
  blank: 0,
  readBack: 38,
  gaps: [],
  last: { n: 40, h: 'ab' },
  closedChannels: [],
}

test('J3 /register verify names the channel that it read and how many lines it shows', () => {
  const log = { chosen: '77', channels: [{ channelId: '77', lines: 38 }], missing: 0 }
  const text = checkInWords({ ...inOrder, log })
  expect(text).toContain('The register is in order')
  expect(text).toContain('<#77> shows 38 lines')
  expect(text).not.toContain('Warning')
})

test('J3 /register verify warns of a log channel that shows less than it should, or of none', () => {
  const empty = { chosen: '88', channels: [{ channelId: '88', lines: 0 }], missing: 40 }
  const text = checkInWords({ ...inOrder, readBack: 0, log: empty })
  expect(text).toContain('<#88> shows 0 lines')
  expect(text).toContain('Warning: 40 entries are older than two days')
  const none = checkInWords({ ...inOrder, readBack: 0, log: { chosen: null, channels: [], missing: 1 } })
  expect(none).toContain('No log channel was read')
  expect(none).toContain('Warning: 1 entry is older than two days and stands in no log channel')
})

test('J3 a register that is not in order names the channel as well', () => {
  const log = { chosen: '77', channels: [{ channelId: '77', lines: 1 }], missing: 0 }
  const text = checkInWords({
    ok: false,
    firstBad: 3,
    what: 'Entry 3 is missing.',
    closedChannels: [],
    log,
  })
  expect(text).toContain('not in order, from entry 3')
  expect(text).toContain('<#77> shows 1 line.')
})
