import { expect, test } from 'vitest'
import {
  auditReasonErrors,
  banErrors,
  channelErrors,
  threadErrors,
} from '../../src/practice/discord/limits.ts'
import { badLength, codes, missing, tooLong } from '../support/form-errors.ts'

test('a thread and a channel have names of 1 to 100 characters', () => {
  for (const check of [threadErrors, channelErrors]) {
    expect(check({ name: '2026-014' })).toBeUndefined()
    expect(check({})).toEqual({ name: missing })
    expect(check({ name: 'x'.repeat(101) })).toEqual({ name: badLength(1, 100) })
    expect(check({ archived: false }, { edit: true })).toBeUndefined()
    expect(check({ name: 'x'.repeat(101) }, { edit: true })).toEqual({ name: badLength(1, 100) })
  }
  expect(codes(threadErrors({ name: 'x', auto_archive_duration: 5 }))).toEqual(['BASE_TYPE_CHOICES'])
  expect(
    threadErrors({ name: 'x', type: 12, auto_archive_duration: 10_080, invitable: false }),
  ).toBeUndefined()
  expect(channelErrors({ name: 'x', topic: 'x'.repeat(1025) })).toEqual({ topic: tooLong(1024) })
})

test('G3 an audit reason has 512 characters at most', () => {
  expect(auditReasonErrors(undefined)).toBeUndefined()
  expect(auditReasonErrors('x'.repeat(512))).toBeUndefined()
  expect(auditReasonErrors('x'.repeat(513))).toEqual({ reason: tooLong(512) })
  expect(banErrors({ delete_message_seconds: 0 }, { reason: 'Case 2026-014' })).toBeUndefined()
  expect(banErrors(undefined, { reason: 'x'.repeat(513) })).toEqual({ reason: tooLong(512) })
  expect(codes(banErrors({ delete_message_seconds: 604_801 }))).toEqual(['NUMBER_TYPE_MAX'])
})
