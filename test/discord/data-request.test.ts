import { expect, test } from 'vitest'
import type { OpenRequest } from '../../src/casework/data-answer.ts'
import type { DataChoice } from '../../src/casework/own-data-records.ts'
import { pieceAnswer } from '../../src/discord/render/data-request.ts'
import { SERVER } from '../support/temp-register.ts'

const AT = '2026-03-02T09:30:00.000Z'
const KEYS = ['a', 'b', 'c']

/** A request for the rest, three pieces held, of which some are chosen already. */
const opened = (chosen: readonly string[]): OpenRequest => ({
  request: {
    ref: 'D2026-001',
    kind: 'rest',
    person: '300000000000000001',
    personName: 'Robin Ashdown',
    at: AT,
    dueOn: '2026-04-02',
    words: null,
    about: null,
    trusted: null,
    outcome: null,
    answer: null,
    released: null,
    answeredAt: null,
    answeredBy: null,
    reached: null,
    reminded: [],
  },
  pieces: KEYS.map((key) => ({
    key,
    matter: '2026-001',
    title: 'A note of an admin',
    at: AT,
    text: `Note ${key}`,
    unknown: false,
    safeguarding: false,
    byOthers: true,
  })),
  choices: new Map(chosen.map((key) => [key, { piece: key, release: true } as DataChoice])),
})

test('N1 whoever reads all pieces before choosing gets to the end and back: no message has a button twice, which Discord refuses', () => {
  for (const chosen of [[], ['a'], ['b'], ['c'], ['a', 'b'], KEYS])
    for (const at of [null, 0, 1, 2, 3, 99]) {
      const shown = JSON.stringify(pieceAnswer(SERVER, opened(chosen), at).components)
      const ids = [...shown.matchAll(/"custom_id":"([^"]+)"/g)].map((m) => m[1])
      expect(new Set(ids).size, `${chosen.join()} at ${at}`).toBe(ids.length)
      expect(ids.length).toBeGreaterThan(0)
    }
})
