import type { CompiledQuery } from 'kysely'
import { expect, test, vi } from 'vitest'
import type { Draft } from '../../src/casework/records.ts'
import { transactionsOn } from '../../src/storage/transactions.ts'
import { content, intruder, tempRegister } from '../support/temp-register.ts'

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n)

const draft = (id: string): Draft => ({
  id,
  owner: '200000000000000001',
  kind: 'warn',
  body: {},
  updatedAt: '2026-03-01T09:00:00.000Z',
  usedFor: null,
})

test('J1 of pieces that share a commit each stands or falls alone, and numbers have no gap', async () => {
  const { db } = await tempRegister()
  const { prompt } = transactionsOn(db)
  const ends = await Promise.allSettled(
    range(60).map((n) =>
      prompt(async (s) => {
        const { n: number } = await s.entry(content())
        await s.saveDraft(draft(`draft-${n}`))
        if (n % 3 === 0) throw new Error(`piece ${n} fails`)
        return number
      }),
    ),
  )
  const numbers = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  expect(numbers).toEqual(range(40).map((n) => n + 2))
  expect(ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))).toEqual(
    range(20).map((n) => `Error: piece ${n * 3} fails`),
  )
  const kept = await prompt(async (s) => ({
    last: await s.lastEntryNumber(),
    drafts: await Promise.all(range(60).map(async (n) => (await s.draft(`draft-${n}`)) !== undefined)),
  }))
  expect(kept).toEqual({ last: 41, drafts: range(60).map((n) => n % 3 !== 0) })
})

test('G1 nothing is answered before it is in the file, where another process would find it', async () => {
  const { db, path } = await tempRegister()
  const { prompt, patient } = transactionsOn(db)
  await prompt((s) => s.entry(content()))
  const other = intruder(path, { readonly: true }).prepare('select max(n) from entries').pluck()
  const pairs = await Promise.all(
    range(40).map((n) =>
      (n % 2 === 0 ? prompt : patient)((s) => s.entry(content())).then((entry) => [entry.n, other.get()]),
    ),
  )
  expect(pairs).toHaveLength(40)
  for (const [own, seen] of pairs) expect(seen).toBeGreaterThanOrEqual(own as number)
})

test('K1 G1 only what can be done again is committed without waiting for the disk, whether it succeeds or fails', async () => {
  const { db } = await tempRegister()
  const { prompt, patient, repeatable } = transactionsOn(db)
  const asked = vi.spyOn(db, 'executeQuery')
  const settings = () => asked.mock.calls.map(([query]) => (query as CompiledQuery).sql)
  await Promise.all([prompt, patient].map((transact) => transact((s) => s.entry(content()))))
  expect(settings()).toEqual([])
  await repeatable((s) => s.entry(content()))
  const there = ['pragma synchronous = normal', 'pragma synchronous = full']
  expect(settings()).toEqual(there)
  await expect(repeatable(() => Promise.reject(new Error('it fails')))).rejects.toThrow('it fails')
  expect(settings()).toEqual([...there, ...there])
  expect(await prompt((s) => s.lastEntryNumber())).toBe(4)
})

test('G1 a commit that fails fails for all that shared it, and the next one is whole', async () => {
  const { db, path } = await tempRegister()
  const { prompt } = transactionsOn(db)
  const tampered = intruder(path)
  tampered.exec(`create table strays (ref text references cases (ref) deferrable initially deferred);
    create trigger stray after insert on drafts when new.id = 'bad' begin insert into strays values ('none'); end`)
  const ends = await Promise.allSettled([
    prompt((s) => s.saveDraft(draft('before'))),
    prompt((s) => s.saveDraft(draft('bad'))),
    prompt((s) => s.saveDraft(draft('after'))),
  ])
  expect(ends[1]?.status).toBe('rejected')
  // whether the others shared its commit is a matter of moments; what was answered is what is kept
  const kept = await Promise.all(['before', 'bad', 'after'].map((id) => prompt((s) => s.draft(id))))
  expect(kept.map((one) => one !== undefined)).toEqual(ends.map((end) => end.status === 'fulfilled'))
  await prompt((s) => s.saveDraft(draft('next')))
  expect(await prompt((s) => s.draft('next'))).toMatchObject({ id: 'next' })
})

test('G1 what people wait for goes before what the bot does by itself', async () => {
  const { db } = await tempRegister()
  const { prompt, patient } = transactionsOn(db)
  const order: string[] = []
  const piece = (name: string) => async () => void order.push(name)
  const all = [
    ...range(5).map((n) => patient(piece(`bot ${n}`))),
    ...range(3).map((n) => prompt(piece(`person ${n}`))),
  ]
  // asked for while the bot is at its own work
  all.push(
    patient(async () => void all.push(prompt(piece('person 3')))),
    patient(piece('bot 5')),
  )
  await Promise.all(all)
  await Promise.all(all)
  expect(order).toEqual([
    ...range(3).map((n) => `person ${n}`),
    ...range(5).map((n) => `bot ${n}`),
    'person 3',
    'bot 5',
  ])
})

test('G1 where a transaction cannot even be begun, whoever asked for it hears so and nothing hangs', async () => {
  const { db } = await tempRegister()
  const { prompt, patient } = transactionsOn(db)
  await prompt((s) => s.draft('none'))
  await db.destroy()
  const ends = await Promise.allSettled([
    prompt((s) => s.draft('one')),
    patient((s) => s.draft('two')),
    prompt((s) => s.draft('three')),
  ])
  expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected', 'rejected'])
})
