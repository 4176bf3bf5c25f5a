import { expect, test } from 'vitest'
import { cardView } from '../../src/casework/case-view.ts'
import { giveMySide } from '../../src/casework/record-reply.ts'
import { refreshCase } from '../../src/casework/refresh-case.ts'
import { signCase } from '../../src/casework/sign.ts'
import { card } from '../../src/discord/render/card.ts'
import { putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

/** A case whose sign-off opened this morning and which Ada has signed. */
async function signedByAda(before: string | null) {
  const d = await startDelivery()
  const { clp, small } = d
  const robin = { id: small.members[0] as string, name: 'Robin' }
  const [ada, ben] = small.admins.map((id) => ({ id, name: id })) as [{ id: string; name: string }, never]
  const at = '2026-01-01T00:00:00.000Z'
  const ref = await clp.transact(async (s) => {
    for (const person of small.admins)
      await s.appoint({ office: 'admin', platform: 'discord', person, name: person, at, minute: null })
    const made = await putCase(clp, s, robin.id, 'warning', {
      state: 'signing',
      signOpenedAt: '2026-03-02T09:00:00.000Z',
    })
    await s.addReply(made, { kind: 'told', at: '2026-02-27T09:00:00.000Z', text: null }, null)
    if (before !== null)
      await s.addReply(made, { kind: 'said', at: '2026-02-28T09:00:00.000Z', text: before }, 'form-0')
    await refreshCase(clp, s, made)
    return made
  })
  const file = async () => {
    const found = await clp.transact((s) => s.caseFile(ref))
    if (!found) throw new Error('no such case')
    return found
  }
  const sign = async (who: typeof ada) =>
    signCase(clp, who, ref, (await file()).letterVersion, { verdict: 'sign' })
  expect(await sign(ada)).toMatchObject({ ok: true, missing: 1 })
  let forms = 0
  return {
    ...d,
    ref,
    ada,
    ben: ben as typeof ada,
    file,
    sign,
    writes: (text: string) => giveMySide(clp, robin, ref, text, `form-${(forms += 1)}`),
    voided: async () =>
      (await clp.transact((s) => s.entriesAfter(0, 1000))).filter(
        (e) => e.content?.action === 'signoff.voided',
      ).length,
    lines: async () =>
      (await clp.transact((s) => s.openEffects({ name: 'room-line' }))).map(
        (e) => (e.payload as { text: string }).text,
      ),
  }
}

test('D5 D6 replies that come after sign-off has opened void no signature, and the signers are told of each', async () => {
  const d = await signedByAda('I was provoked.')
  const before = await d.file()
  for (const text of ['One more thing.', 'And another.'])
    expect(await d.writes(text)).toMatchObject({ ok: true, late: true })
  const file = await d.file()
  expect(file.letterVersion).toBe(before.letterVersion)
  expect(file.letter?.hash).toBe(before.letter?.hash)
  expect(await d.voided()).toBe(0)
  const told = (await d.lines()).filter((line) => line.includes('added to their side'))
  expect(told).toHaveLength(2)
  expect(told[0]).toContain('no signature')
  expect(await d.sign(d.ben)).toMatchObject({ ok: true, outcome: 'decided' })
})

test('D5 D6 where there was no reply the first late one is in the letter, and no later one stalls it', async () => {
  const d = await signedByAda(null)
  const silent = await d.file()
  await d.writes('I was on holiday. It was not me.')
  const heard = await d.file()
  expect(heard.letterVersion).toBe(silent.letterVersion + 1)
  expect(JSON.stringify(heard.letter)).toContain('on holiday')
  expect(await d.voided()).toBe(1)
  await d.sign(d.ada)
  await d.writes('Wait.')
  await d.writes('Wait again.')
  expect((await d.file()).letterVersion).toBe(heard.letterVersion)
  expect(await d.sign(d.ben)).toMatchObject({ ok: true, outcome: 'decided' })
  expect(await d.voided()).toBe(1)
})

test('D5 the card shows the signers each late reply as one, however long the first ones were', async () => {
  const d = await signedByAda(`First. ${'Long. '.repeat(600)}`)
  await d.writes(`Second. ${'Longer. '.repeat(400)}`)
  await d.writes('Third.')
  const view = await d.clp.transact((s) => cardView(d.clp, s, d.ref))
  if (!view) throw new Error('no card')
  const shown = JSON.stringify(card(d.clp.serverId, view, d.clp.clock.now()))
  for (const text of ['First.', 'Second.', 'Third.']) expect(shown).toContain(text)
  expect(shown.match(/after the reply had closed/g)).toHaveLength(2)
})
