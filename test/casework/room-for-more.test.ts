import { expect, test } from 'vitest'
import { addToAppeal, appealForForm } from '../../src/casework/add-to-appeal.ts'
import type { Sent } from '../../src/casework/keep-files.ts'
import { newAppeal } from '../../src/casework/new-appeal.ts'
import { addToComplaint } from '../../src/casework/own-complaints.ts'
import { giveMySide } from '../../src/casework/record-reply.ts'
import type { Result } from '../../src/casework/refusal.ts'
import { report } from '../../src/casework/report.ts'
import { MOST_FILES, MOST_PARTS } from '../../src/casework/room-for-more.ts'
import { appealOf, plainReport, putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'
import { appointAll } from '../support/officers.ts'

const CONTACT = 'access@exampleton.example'
const MIB = 1024 * 1024
const file = (size: number, n = 0): Sent => ({
  name: `photo-${n}.png`,
  url: `https://cdn.discordapp.com/attachments/1/${n}/photo.png`,
  size,
  contentType: 'image/png',
})
const files = (count: number, size = 1000) => Array.from({ length: count }, (_, n) => file(size, n))

const robinOf = (d: Delivery) => ({ id: d.small.members[0] as string, name: 'Robin' })
const why = (done: Result<object>): string =>
  done.ok
    ? 'done'
    : done.refusal.why === 'not_now'
      ? done.refusal.because
      : done.refusal.why === 'input'
        ? done.refusal.problems.join(' ')
        : done.refusal.why

async function start(): Promise<Delivery> {
  const d = await startDelivery()
  await appointAll(d)
  return d
}

test('H2 an appeal takes so many parts and says then how to go on; what was sent stays, and no form opens in vain', async () => {
  const d = await start()
  const robin = robinOf(d)
  const ref = await d.clp.transact(async (s) => {
    const about = await putCase(d.clp, s, robin.id, 'warning', { state: 'closed', outcome: 'sanctioned' })
    const { ref: made, seq } = await s.nextAppealRef(2026)
    await s.addAppeal(newAppeal(appealOf(made, about, robin.id), [], d.clp.clock.now()), seq)
    return made
  })
  for (let n = 0; n < MOST_PARTS; n++)
    expect(why(await addToAppeal(d.clp, robin, ref, `Part ${n}.`, []))).toBe('done')
  const refusal = why(await addToAppeal(d.clp, robin, ref, 'One more.', []))
  expect(refusal).toContain(`${MOST_PARTS} parts`)
  expect(refusal).toContain('All of them are kept and read')
  expect(refusal).toContain(CONTACT)
  expect(why(await appealForForm(d.clp, robin, ref))).toBe(refusal)
  const kept = await d.clp.transact((s) => s.appealFile(ref))
  expect(kept?.texts.map((t) => t.text)).toEqual(Array.from({ length: MOST_PARTS }, (_, n) => `Part ${n}.`))
})

test('F5 A5 their side: as often as needed, up to so many; what others wrote down for them does not count', async () => {
  const d = await start()
  const robin = robinOf(d)
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, robin.id, 'warning', { state: 'replying' })
    await s.addReply(made, { kind: 'told', at: d.clp.clock.now(), text: null }, null)
    const otherwise = { means: 'e-mail', day: '2026-03-02', by: d.small.admins[0] as string }
    await s.addReply(made, { kind: 'said', at: d.clp.clock.now(), text: 'By e-mail.', otherwise }, 'x')
    return made
  })
  for (let n = 0; n < MOST_PARTS; n++)
    expect(why(await giveMySide(d.clp, robin, ref, `Part ${n}.`, `form${n}`))).toBe('done')
  expect(why(await giveMySide(d.clp, robin, ref, 'One more.', 'last'))).toContain(CONTACT)
})

const plain = plainReport()

test('C2 C8 a complaint takes so many files of one person, and so many bytes; the words can be sent without them', async () => {
  const d = await start()
  const robin = robinOf(d)
  const sent = await report(d.clp, robin, { ...plain, files: files(10) })
  if (!sent.ok) throw new Error(why(sent))
  const { ref } = sent.done
  for (let n = 0; n < 2; n++) expect(why(await addToComplaint(d.clp, robin, ref, '', files(9)))).toBe('done')
  const refusal = why(await addToComplaint(d.clp, robin, ref, 'Look at these.', files(5)))
  expect(refusal).toContain('There is room for 2 of these 5')
  expect(refusal).toContain(CONTACT)
  // nothing of it was taken, so that it can be sent again
  expect((await d.clp.transact((s) => s.complaintFile(ref)))?.texts.map((t) => t.text)).not.toContain(
    'Look at these.',
  )
  expect(why(await addToComplaint(d.clp, robin, ref, 'Look at these.', files(2)))).toBe('done')
  expect(await d.clp.transact((s) => s.filesOf(ref))).toHaveLength(MOST_FILES)
  expect(why(await addToComplaint(d.clp, robin, ref, '', files(1)))).toContain('no room for any of these')

  const other = { id: d.small.members[3] as string, name: 'Tess' }
  const big = await report(d.clp, other, { ...plain, files: files(9, 10 * MIB) })
  if (!big.ok) throw new Error(why(big))
  expect(why(await addToComplaint(d.clp, other, big.done.ref, 'More.', files(2, 9 * MIB)))).toContain(
    'There is room for 1 of these 2',
  )
})

test('C9 words that are added to an open complaint are never refused; files beyond the room are left out, and that is said', async () => {
  const d = await start()
  const robin = robinOf(d)
  for (let n = 0; n < 5; n++) await report(d.clp, robin, { ...plain, what: `Complaint ${n}.` })
  const refs = new Set<string>()
  for (let n = 0; n < 4; n++) {
    const sent = await report(d.clp, robin, { ...plain, what: `Added ${n}.`, files: files(10) })
    if (!sent.ok) throw new Error(why(sent))
    refs.add(sent.done.ref)
    if (n < 3) expect(sent.done.said).not.toContain('There was no room')
    else {
      expect(sent.done.said).toContain('There was no room for 10 of your files')
      expect(sent.done.said).toContain(CONTACT)
    }
  }
  const [ref = ''] = refs
  expect(refs.size).toBe(1)
  const kept = await d.clp.transact((s) => s.complaintFile(ref))
  expect(kept?.texts.map((t) => t.text)).toContain('Added 3.')
  expect(kept?.files).toHaveLength(MOST_FILES)
})
