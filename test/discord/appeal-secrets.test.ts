import { expect, test } from 'vitest'
import { lodgeAppeal } from '../../src/casework/lodge-appeal.ts'
import { putToEc } from '../../src/casework/put-to-ec.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { updateRoom } from '../../src/casework/matter.ts'
import { caseFilePart } from '../../src/discord/delivery/said-in-room.ts'
import { matterCard } from '../../src/discord/render/matter-card.ts'
import type { Office } from '../../src/policy/offices.ts'
import { banOfRobin, putCase } from '../support/decided.ts'
import { startDelivery } from '../support/delivery.ts'

test('H9 A5 an EC member with a part in an earlier or later case of the appellant reads no reference of it in the room', async () => {
  const d = await startDelivery()
  const { clp, small } = d
  const since = '2025-01-01T09:00:00.000Z'
  const hold = (office: Office, person: string) =>
    clp.transact((s) => s.appoint({ office, platform: null, person, name: 'x', at: since, minute: null }))
  await hold('secretary', small.secretary)
  for (const member of small.ec) await hold('ec_member', member)
  const { ref: ban, robin } = await banOfRobin(d)
  const [one] = small.ec
  const warning = await clp.transact(async (s) => {
    const made = await putCase(clp, s, robin, 'warning', { state: 'closed', outcome: 'sanctioned' })
    const like = (await s.caseFile(ban))?.sanction
    if (!like) throw new Error('no ban')
    const dates = { decidedAt: since, letterDate: '2026-02-01', letterAt: '2026-02-01T10:00:00.000Z' }
    await s.addSanction({ ...like, ...dates, ref: made, kind: 'warning', banState: 'none', firstDay: null })
    await s.updateSanction(ban, { reliedOn: [made] })
    await s.updateCase(ban, { explanation: `The warning ${made} counts.` })
    // they complained, and do not know what came of it (C3)
    await s.addInvolvement(ban, { person: one, kind: 'complainant', reason: 'x', at: since })
    return made
  })
  const by = { appellant: robin, name: 'Robin', lodgedBy: robin, receivedHow: null }
  const words = { grounds: 'It was not so.', trusted: 'no', notDecide: '', files: [] }
  const lodged = await clp.transact((s) => lodgeAppeal(clp, s, by, warning, words))
  const appeal = lodged.ok ? lodged.ref : ''
  expect(await putToEc(clp, { id: small.secretary, name: 'x' }, appeal)).toMatchObject({ ok: true })
  d.discord.clock.advanceBy({ days: 4 })
  await runDue(clp)
  // the appeal has the same number
  const named = new RegExp(`(?<!A)${ban}`)
  const drawn = await clp.transact((s) => matterCard(clp, s, appeal))
  expect(JSON.stringify(drawn?.body.embeds)).toContain('relied on it')
  expect(JSON.stringify(drawn?.body.embeds)).not.toMatch(named)
  await clp.transact((s) => updateRoom(s, appeal, { threadId: '1' }))
  await clp.transact((s) => s.addNote(warning, { at: since, by: robin, text: `See ${ban} too.` }))
  const file = caseFilePart(async () => null as never)
  for (let part = 0; part < 30; part++) {
    const e = { id: 1, name: 'case-file', target: appeal, payload: { part } } as never
    const plan = await clp.transact((s) => file.prepare(clp, s, e))
    expect(JSON.stringify(plan?.body('m', since) ?? '')).not.toMatch(named)
  }
})
