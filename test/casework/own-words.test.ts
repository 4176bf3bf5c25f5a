import { expect, test } from 'vitest'
import type { Actor } from '../../src/casework/actor.ts'
import { dropCase } from '../../src/casework/close-case.ts'
import { putToAdmins } from '../../src/casework/open-case.ts'
import { giveMySide } from '../../src/casework/record-reply.ts'
import { signCase } from '../../src/casework/sign.ts'
import { changeWarnDraft, startWarnDraft } from '../../src/casework/warn-draft.ts'
import { putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

const EARLIER = '2026-01-01T00:00:00.000Z'
/** Zero-width space, Hangul filler, braille blank, a mark that turns the direction, NUL. */
const UNSEEN = '\u200b\u3164\u2800\u202e\u0000 \u00ad'
const INPUT = { ok: false, refusal: { why: 'input' } }
const TYPED = {
  what: 'Called a member a crook.',
  when: 'yesterday',
  rules: ['personal-attacks'],
  evidence: '',
}

async function officers(d: Delivery): Promise<{ ada: Actor; sasha: Actor; robin: Actor }> {
  const [ada] = d.small.admins
  await d.clp.transact(async (s) => {
    const known = { name: 'x', at: EARLIER, minute: null }
    await s.appoint({ office: 'admin', platform: 'discord', person: ada, ...known })
    await s.appoint({ office: 'sm_officer', platform: null, person: d.small.smOfficer, ...known })
  })
  return {
    ada: { id: ada, name: 'Ada' },
    sasha: { id: d.small.smOfficer, name: 'Sasha' },
    robin: { id: d.small.members[0] as string, name: 'Robin' },
  }
}

const startedBy = async (d: Delivery, who: Actor, about: Actor): Promise<string> => {
  const started = await startWarnDraft(d.clp, who, {
    respondent: about.id,
    respondentName: about.name,
    isBot: false,
  })
  if (!started.ok) throw new Error(started.refusal.why)
  return started.draft.id
}

test('D1 D4 D5 D8 what cannot be seen is neither an allegation, a reply, nor a reason', async () => {
  const d = await startDelivery()
  const { ada, robin } = await officers(d)
  const draft = await startedBy(d, ada, robin)
  expect(await changeWarnDraft(d.clp, ada, draft, { ...TYPED, what: UNSEEN })).toMatchObject(INPUT)
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, robin.id, 'warning', { state: 'signing', signOpenedAt: EARLIER })
    await s.addReply(made, { kind: 'told', at: EARLIER, text: null }, null)
    return made
  })
  expect(await giveMySide(d.clp, robin, ref, UNSEEN, 'form')).toMatchObject(INPUT)
  const vote = { verdict: 'dont_sign' as const, reason: UNSEEN }
  expect(await signCase(d.clp, ada, ref, 1, vote)).toMatchObject(INPUT)
  expect(await dropCase(d.clp, ada, ref, UNSEEN)).toMatchObject(INPUT)
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('signing')
})

test('D3 a lighter outcome without written reasons is not proposed', async () => {
  const d = await startDelivery()
  const { ada, robin } = await officers(d)
  const draft = await startedBy(d, ada, robin)
  await changeWarnDraft(d.clp, ada, draft, TYPED)
  const lighter = (reasons: string) => ({ lighter: { outcome: 'no_further_action' as const, reasons } })
  expect(await changeWarnDraft(d.clp, ada, draft, lighter(' \n '))).toMatchObject(INPUT)
  const proposed = { ok: true, check: { form: { lighter: null } } }
  expect(await changeWarnDraft(d.clp, ada, draft, {})).toMatchObject(proposed)
  const said = lighter('It was in jest.')
  expect(await changeWarnDraft(d.clp, ada, draft, said)).toMatchObject({ ok: true, check: { form: said } })
})

test('J1 a case that the SM Officer opens is written down as theirs', async () => {
  const d = await startDelivery()
  const { sasha, robin } = await officers(d)
  const draft = await startedBy(d, sasha, robin)
  await changeWarnDraft(d.clp, sasha, draft, TYPED)
  expect(await putToAdmins(d.clp, sasha, draft)).toMatchObject({ ok: true })
  const written = await d.clp.transact((s) => s.entriesAfter(0, 100))
  expect(written.find((e) => e.content?.action === 'case.proposed')?.content?.actor.as).toBe('sm_officer')
})

test('A6 a draft of something else is no draft of a case', async () => {
  const d = await startDelivery()
  const { sasha } = await officers(d)
  const other = { id: 'z'.repeat(25), owner: sasha.id, kind: 'form:drop-form', body: { args: [], typed: {} } }
  await d.clp.transact((s) => s.saveDraft({ ...other, updatedAt: d.clp.clock.now(), usedFor: null }))
  const gone = { ok: false, refusal: { why: 'draft_gone' } }
  expect(await changeWarnDraft(d.clp, sasha, other.id, TYPED)).toMatchObject(gone)
  expect(await putToAdmins(d.clp, sasha, other.id)).toMatchObject(gone)
})

test('D1 E3 nothing happened at a time that is still to come', async () => {
  const d = await startDelivery()
  const { ada, robin } = await officers(d)
  const draft = await startedBy(d, ada, robin)
  expect(await changeWarnDraft(d.clp, ada, draft, { ...TYPED, when: 'today at 23:00' })).toMatchObject(INPUT)
  expect(await changeWarnDraft(d.clp, ada, draft, { when: 'today at 09:00' })).toMatchObject({ ok: true })
})
