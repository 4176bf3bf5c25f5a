import { expect, test } from 'vitest'
import { answerBy, remindersDue } from '../../src/policy/data-request.ts'

test.each([
  ['2026-03-02T09:30:00.000Z', '2026-04-02'],
  ['2026-01-31T12:00:00.000Z', '2026-02-28'],
  ['2028-01-31T12:00:00.000Z', '2028-02-29'],
  // half past midnight of the next day in London, by summer time
  ['2026-06-30T23:30:00.000Z', '2026-08-01'],
  ['2026-12-31T23:59:59.000Z', '2027-01-31'],
])('N1 N2 what is asked at %s is answered by %s, one calendar month later in London', (at, day) => {
  expect(answerBy(at)).toBe(day)
})

test('N1 N2 reminded a week and two days before the day; overdue only once the day is over', () => {
  const due = (today: string) => remindersDue('2026-04-02', today)
  expect(due('2026-03-25')).toEqual([])
  expect(due('2026-03-26')).toEqual(['week'])
  expect(due('2026-03-31')).toEqual(['week', 'two_days'])
  expect(due('2026-04-02')).toEqual(['week', 'two_days'])
  expect(due('2026-04-03')).toEqual(['week', 'two_days', 'overdue'])
})
