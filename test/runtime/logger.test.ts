import { describe, expect, test } from 'vitest'
import { createLogger, type LogFields } from '../../src/runtime/logger.ts'

function lines(
  write: (log: ReturnType<typeof createLogger>) => void,
  level: 'info' | 'silent' = 'info',
): string[] {
  const written: string[] = []
  write(createLogger(level, { write: (line: string) => void written.push(line) }))
  return written
}

function one(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  const [line] = lines(write)
  return JSON.parse(line as string) as Record<string, unknown>
}

describe('N4 nothing personal in program logs', () => {
  test('N4 a line carries its fixed words, ids, references and counts', () => {
    expect(
      one((log) =>
        log.info('letter sent', { server: '123456789012345678', ref: '2026-014', entry: 7, ms: 12 }),
      ),
    ).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      server: '123456789012345678',
      ref: '2026-014',
      entry: 7,
      ms: 12,
      msg: 'letter sent',
    })
  })

  test('N4 a text in the place of an id is left out', () => {
    const line = one((log) =>
      log.warn('refused', { ref: 'Sam Riley called Jo a name', kind: 'x'.repeat(65), code: 50007 }),
    )
    expect(line).toMatchObject({ ref: '[left out]', kind: '[left out]', code: 50007 })
  })

  test('N4 a field that the log does not know is left out', () => {
    const careless = { ref: '2026-014', name: 'Sam Riley', user: { tag: 'samr' } } as LogFields
    const [text] = lines((log) => log.info('opened', careless))
    expect(text).not.toMatch(/Sam|samr/)
    expect(text).toContain('2026-014')
  })

  test('N4 an object in the place of an id is left out', () => {
    const careless = { ref: { text: 'Sam' } } as unknown as LogFields
    expect(one((log) => log.info('opened', careless))['ref']).toBe('[left out]')
  })

  test('N4 an error shows its kind, codes and place, never its message, body or properties', () => {
    const cause = new TypeError('Sam Riley inside')
    const error = Object.assign(
      new RangeError('Sam Riley wrote:\n    at secret (/home/sam/x.ts:1:1)\nhello', { cause }),
      {
        code: 50007,
        status: 403,
        requestBody: { json: { content: 'Dear Sam' } },
      },
    )
    const [text] = lines((log) => log.error('sending failed', { error }))
    expect(text).not.toMatch(/Sam|secret|hello|Dear/i)
    expect(JSON.parse(text as string)).toMatchObject({
      error: {
        name: 'RangeError',
        code: 50007,
        status: 403,
        at: expect.arrayContaining([expect.stringMatching(/^test\/runtime\/logger\.test\.ts:\d+:\d+$/)]),
        cause: { name: 'TypeError' },
      },
    })
  })

  test('N4 an error whose message was changed later, or that is no error, gives nothing away', () => {
    const error = new Error('first')
    expect(error.stack).toContain('first')
    error.message = 'second'
    expect(one((log) => log.error('failed', { error }))['error']).toEqual({ name: 'Error', at: [] })
    expect(one((log) => log.error('failed', { error: 'Sam Riley' }))['error']).toEqual({ name: 'string' })
    const named = Object.assign(new Error('x'), { name: 'Sam Riley', code: 'a b' })
    expect(one((log) => log.error('failed', { error: named }))['error']).toMatchObject({
      name: '[left out]',
      code: '[left out]',
    })
    const discord = Object.assign(new Error('x'), { name: 'DiscordAPIError[50007]' })
    expect(one((log) => log.error('failed', { error: discord }))['error']).toMatchObject({
      name: 'DiscordAPIError[50007]',
    })
  })

  test('N4 words put together at run time do not compile', () => {
    const name: string = 'Sam'
    const written = lines((log) => {
      // @ts-expect-error a text known only at run time
      log.info(name)
      // @ts-expect-error a text with something filled in
      log.info(`sent to ${name}`)
    }, 'silent')
    expect(written).toEqual([])
  })

  test('surface: LOG_LEVEL decides what is written', () => {
    expect(lines((log) => log.debug('quiet'))).toEqual([])
    expect(lines((log) => log.fatal('stopped'), 'silent')).toEqual([])
    expect(lines((log) => log.fatal('stopped'))).toHaveLength(1)
  })
})
