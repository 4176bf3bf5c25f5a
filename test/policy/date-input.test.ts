import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDate, parseDateInput } from '../../src/policy/calendar.ts'
import { ALL_DAYS } from './naive-calendar.ts'

const TODAY = '2026-06-15'
const read = (text: string) => parseDateInput(text, TODAY)

describe('D1 When, as a volunteer types it', () => {
  test.each([
    ['12/03/2026', '2026-03-12'],
    ['3/4', '2026-04-03'],
    ['12.03.2026', '2026-03-12'],
    ['12-3-26', '2026-03-12'],
    ['2026-03-12', '2026-03-12'],
    ['12 March 2026', '2026-03-12'],
    ['  12   march   2026 ', '2026-03-12'],
    ['12 Mar', '2026-03-12'],
    ['the 12th of March 2026', '2026-03-12'],
    ['Thursday 12th March', '2026-03-12'],
    ['on Thu, 12 Mar 2026', '2026-03-12'],
    ['March 12, 2026', '2026-03-12'],
    ['1 sept 2025', '2025-09-01'],
    ['29 February 2024', '2024-02-29'],
    ['today', '2026-06-15'],
    ['Yesterday', '2026-06-14'],
    ['15 June 2026', '2026-06-15'],
  ])('D1 %j is a date', (text, date) => {
    expect(read(text)).toEqual({ ok: true, date })
  })

  test.each([
    ['2026-03-12 14:30', '2026-03-12', '14:30'],
    ['2026-03-12T14:30', '2026-03-12', '14:30'],
    ['12/03/2026 14.30', '2026-03-12', '14:30'],
    ['12 March 2026 at 2.30pm', '2026-03-12', '14:30'],
    ['12 March 2026, 2 pm', '2026-03-12', '14:00'],
    ['12 March at 12.05 a.m.', '2026-03-12', '00:05'],
    ['12 March at 14', '2026-03-12', '14:00'],
    ['12 March at 12pm', '2026-03-12', '12:00'],
    ['yesterday at noon', '2026-06-14', '12:00'],
    ['today 09:05', '2026-06-15', '09:05'],
    ['12 March 2026 at 00:00', '2026-03-12', '00:00'],
  ])('D1 %j is a date and a time', (text, date, time) => {
    expect(read(text)).toEqual({ ok: true, date, time })
  })

  test('D1 a post’s own time in UTC is turned into London’s date and time', () => {
    expect(read('2026-06-01T23:30:12.123Z')).toEqual({ ok: true, date: '2026-06-02', time: '00:30' })
    expect(read('2026-01-01T23:30:00Z')).toEqual({ ok: true, date: '2026-01-01', time: '23:30' })
  })

  test.each([
    ['', 'Say when it happened.'],
    ['some time last week', "I can't read that date."],
    ['last Tuesday', "I can't read that date."],
    ['12.30', "I can't read that date."],
    ['2026-13-45T14:30:00Z', "I can't read that date."],
    ['March 2026', 'Which day?'],
    ['31/02/2026', 'There is no such date'],
    ['29 February 2026', 'There is no such date'],
    ['03/13/2026', 'the day comes before the month'],
    ['12 March 1926', 'Please check the year.'],
    ['16 June 2026', 'That date is still to come.'],
    ['12/03/2062', 'That date is still to come.'],
    ['16 June', 'That day of this year is still to come. Please give the year.'],
    ['Friday 12 March 2026', 'That was a Thursday.'],
    ['12 March 2026 at 2.30', 'Morning or afternoon?'],
    ['12 March 2026 at 9:05', 'Morning or afternoon?'],
    ['12 March 2026 at 12', 'Morning or afternoon?'],
    ['12 March 2026 at 25', "I can't read that time."],
    ['12 March 2026 at midnight', '00:00 for the start of a day'],
    ['12 March 2026 at 24:00', "I can't read that time."],
    ['12 March 2026 at 13pm', "I can't read that time."],
    ['12 March 2026 at 10:75', "I can't read that time."],
    ['12 March 2026 at about tea time', "I can't read that time."],
  ])('D1 %j is refused with a sentence that helps', (text, why) => {
    const answer = read(text)
    expect(answer.ok).toBe(false)
    expect('why' in answer ? answer.why : '').toContain(why)
  })

  test('D1 every day that has been, written in any of the usual ways, is read back as itself', () => {
    const past = ALL_DAYS.filter((day) => day <= TODAY)
    fc.assert(
      fc.property(fc.constantFrom(...past), (day) => {
        const [year = '', month = '', date = ''] = day.split('-')
        for (const text of [
          day,
          `${date}/${month}/${year}`,
          formatDate(day),
          `${formatDate(day)} at 10:15`,
        ]) {
          expect(read(text)).toMatchObject({ ok: true, date: day })
        }
      }),
    )
  })

  test('D1 whatever is typed is answered, and no future date gets through', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[0-9/.: -]{0,20}( at [0-9:.apm ]{0,8})?$/)),
        (text) => {
          const answer = read(text)
          if (answer.ok) {
            expect(answer.date <= TODAY).toBe(true)
            expect(ALL_DAYS.includes(answer.date) || answer.date < '2019').toBe(true)
            expect(answer.time ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/)
          } else expect(answer.why).toMatch(/^[A-Z0-9].*\.$/)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
