import { expect, test } from 'vitest'
import { refreshCase } from '../../src/casework/refresh-case.ts'
import { putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

test('D3 an outcome chosen as the lighter one does not stay when the ladder’s step falls below it', async () => {
  const d = await startDelivery()
  const file = await d.clp.transact(async (s) => {
    const lighter = { outcome: 'ban30' as const, reasons: 'It was long ago.' }
    const ref = await putCase(d.clp, s, d.small.members[0] as string, 'lifetime', {
      state: 'proposed',
      lighter,
    })
    // the sanctions that made it a lifetime ban do not count any more
    return refreshCase(d.clp, s, ref)
  })
  expect(file.step).toBe('warning')
  expect(file.lighter).toBeNull()
  expect(file.letter?.kind).toBe('warning')
})
