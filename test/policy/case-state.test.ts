import { describe, expect, test } from 'vitest'
import {
  OUTCOMES,
  TRANSITIONS,
  nextState,
  type CaseCommand,
  type CaseState,
} from '../../src/policy/case-state.ts'

const STATES: CaseState[] = ['proposed', 'asking', 'replying', 'signing', 'decided', 'closed']
const COMMANDS: CaseCommand[] = [
  'agree',
  'told',
  'reply_closed',
  'reopen',
  'revise',
  'decide',
  'complete',
  'not_agreed',
  'drop',
  'record',
]

function walk(...commands: CaseCommand[]): CaseState[] {
  let state: CaseState = 'proposed'
  return commands.map((command) => {
    const next = nextState(state, command)
    if (typeof next !== 'string') throw new Error(`${command} was refused in ${state}`)
    state = next
    return state
  })
}

describe('D the life of a case', () => {
  test('D4 D5 F3 from the proposal to the letter', () => {
    expect(walk('agree', 'told', 'reply_closed', 'decide', 'complete')).toEqual([
      'asking',
      'replying',
      'signing',
      'decided',
      'closed',
    ])
  })

  test('D4 new evidence after the reply goes to the person, and nobody signs meanwhile', () => {
    expect(walk('agree', 'told', 'reply_closed', 'reopen')).toEqual([
      'asking',
      'replying',
      'signing',
      'replying',
    ])
    expect(nextState('replying', 'decide')).toMatchObject({ refused: 'too_early' })
  })

  test('D6 a change after the decision, before it is carried out, opens it for signatures again', () => {
    expect(nextState('decided', 'revise')).toBe('signing')
  })

  test('D4 nobody decides before hearing: only a closed reply leads to signatures', () => {
    for (const state of STATES) {
      for (const command of COMMANDS) {
        const next = nextState(state, command)
        if (next === 'signing' && state !== 'signing' && state !== 'decided')
          expect(command).toBe('reply_closed')
        if (next === 'decided') expect([state, command]).toEqual(['signing', 'decide'])
      }
    }
  })

  test('D8 a case can be dropped, or recorded without a step, at any time before decision and not after', () => {
    for (const command of ['drop', 'record'] as const) {
      for (const state of ['proposed', 'asking', 'replying', 'signing'] as const) {
        expect(nextState(state, command)).toBe('closed')
      }
      expect(nextState('decided', command)).toMatchObject({ refused: 'too_late' })
      expect(nextState('closed', command)).toMatchObject({ refused: 'closed' })
    }
  })
})

describe('A6 a button pressed at the wrong time', () => {
  test.each(COMMANDS)('A6 %s in a closed case is refused, and says that it is closed', (command) => {
    expect(nextState('closed', command)).toEqual({ refused: 'closed', why: 'This case is closed.' })
  })

  test('A6 pressed late, it says what has happened since', () => {
    expect(nextState('replying', 'agree')).toEqual({
      refused: 'too_late',
      why: 'The person still has time to give their side.',
    })
    expect(nextState('decided', 'decide')).toEqual({
      refused: 'too_late',
      why: 'This case has been decided.',
    })
  })

  test('A6 pressed early, it says what the case waits for', () => {
    expect(nextState('proposed', 'decide')).toEqual({
      refused: 'too_early',
      why: 'This case has been put to the admins; nobody has agreed to ask yet.',
    })
  })

  test('A6 every command in every state is answered: a state, or a refusal with a sentence', () => {
    for (const state of STATES) {
      for (const command of COMMANDS) {
        const next = nextState(state, command)
        if (typeof next === 'string') expect(next).toBe(TRANSITIONS[state][command])
        else expect(next.why).toMatch(/^[A-Z].+\.$/)
      }
    }
  })
})

test('D every way to close a case has its outcomes, and only those', () => {
  const closing = COMMANDS.filter((command) =>
    STATES.some((state) => TRANSITIONS[state][command] === 'closed'),
  )
  expect(Object.keys(OUTCOMES).toSorted()).toEqual(closing.toSorted())
  const all = Object.values(OUTCOMES).flat()
  expect(new Set(all).size).toBe(all.length)
  expect(all.toSorted()).toEqual([
    'dropped',
    'no_further_action',
    'not_agreed',
    'recorded',
    'sanctioned',
    'words_of_advice',
  ])
})
