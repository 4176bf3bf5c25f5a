import { expect, test } from 'vitest'
import { newAppeal } from '../../src/casework/new-appeal.ts'
import { runDue } from '../../src/casework/run-due.ts'
import { raiseTask } from '../../src/casework/tasks.ts'
import { tellPeople } from '../../src/casework/tell-officers.ts'
import { appealOf, putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'
import { appointAll, deliver } from '../support/officers.ts'

const NOTES = ['digest', 'monday-note', 'reply-ends', 'officer-dm', 'task-alert']

/** What someone was sent as a digest. */
const digests = (d: Delivery, person: string): string[] =>
  d.discord
    .dm(person)
    .map((m) => m.content)
    .filter((text) => /waits? for you\.\*\*/.test(text))

async function started(start?: string): Promise<Delivery & { ada: string; ben: string; robin: string }> {
  const d = await startDelivery(start)
  await appointAll(d)
  const [ada, ben] = d.small.admins
  return { ...d, ada, ben, robin: d.small.members[0] as string }
}

/** The clock goes to a time, and what is due is done and sent. */
async function at(d: Delivery, moment: string): Promise<void> {
  d.discord.clock.advanceTo(moment)
  await runDue(d.clp)
  await deliver(d, NOTES)
}

const proposed = (d: Delivery & { ada: string; robin: string }): Promise<string> =>
  d.clp.transact((s) =>
    putCase(d.clp, s, d.robin, 'warning', { state: 'proposed', proposer: d.ada, toldStep: null }),
  )

test('D9 each officer has one digest a day, by reference, of what waits for them and nothing else', async () => {
  const d = await started()
  const ref = await proposed(d)
  await at(d, '2026-03-02T17:00:00.000Z')
  expect(digests(d, d.ben)).toEqual([])
  await at(d, '2026-03-03T08:59:00.000Z')
  expect(digests(d, d.ben)).toEqual([])
  for (const time of ['09:00', '09:01', '12:00', '17:59']) await at(d, `2026-03-03T${time}:00.000Z`)
  const [text = '', ...more] = digests(d, d.ben)
  expect(more).toEqual([])
  expect(text).toContain('**One thing waits for you.**')
  expect(text).toContain(`**${ref}**: somebody is to agree to ask`)
  expect(text).not.toMatch(/Robin|liar|<@/)
  // who opened it, and those who have no part in it, have nothing to do
  for (const other of [d.ada, d.small.secretary, d.small.chair, ...d.small.ec])
    expect(digests(d, other)).toEqual([])
})

test('D9 nobody is reminded of what is done, not even between the morning and the sending', async () => {
  const d = await started()
  const ref = await proposed(d)
  d.discord.clock.advanceTo('2026-03-03T09:00:00.000Z')
  await runDue(d.clp)
  await d.clp.transact((s) => s.updateCase(ref, { state: 'closed', outcome: 'dropped' }))
  await deliver(d, NOTES)
  await at(d, '2026-03-04T10:00:00.000Z')
  for (const person of [d.ben, d.small.smOfficer]) expect(digests(d, person)).toEqual([])
})

test('D9 A5 whoever has a conflict finds nothing of the matter in a digest or a Monday note', async () => {
  const d = await started()
  const ref = await proposed(d)
  const now = d.clp.clock.now()
  await d.clp.transact(async (s) => {
    for (const person of [d.ben, d.small.secretary])
      await s.addInvolvement(ref, { person, kind: 'declared', reason: 'A friend.', at: now })
  })
  await at(d, '2026-03-09T09:30:00.000Z')
  expect(digests(d, d.ben)).toEqual([])
  const note = d.discord.dm(d.small.secretary).at(-1)?.text ?? ''
  expect(note).toContain('The week')
  expect(note).not.toContain(ref)
  expect(digests(d, d.small.smOfficer).at(-1)).toContain(ref)
})

test('D9 J6 a digest and a note once on each day, whatever the clock does', async () => {
  const d = await started()
  await proposed(d)
  for (const moment of ['2026-03-09T09:30:00.000Z', '2027-03-08T09:30:00.000Z']) await at(d, moment)
  const before = digests(d, d.ben).length
  Object.assign(d.clp, { clock: { now: () => '2026-03-09T10:00:00.000Z' } })
  await runDue(d.clp)
  await deliver(d, NOTES)
  expect(digests(d, d.ben)).toHaveLength(before)
  const notes = d.discord.dm(d.small.secretary).filter((m) => m.text.includes('The week'))
  expect(notes).toHaveLength(2)
})

test('D9 a task is told at once and then by the digest of the next day, until it is done', async () => {
  const d = await started()
  const raise = () =>
    d.clp.transact((s) =>
      raiseTask(d.clp, s, {
        kind: 'post_trouble',
        matter: null,
        offices: ['secretary'],
        platform: null,
        subject: null,
        text: 'Look at the channel.',
      }),
    )
  d.discord.clock.advanceTo('2026-03-03T08:00:00.000Z')
  const id = await raise()
  await at(d, '2026-03-03T09:10:00.000Z')
  const dms = () => d.discord.dm(d.small.secretary).filter((m) => !m.text.includes('The week'))
  expect(dms().map((m) => m.text.includes('A task for you'))).toEqual([true])
  await at(d, '2026-03-04T09:10:00.000Z')
  expect(digests(d, d.small.secretary).at(-1)).toContain(
    `something that the bot may not do on this server (task no. ${id}), since 3 March 2026`,
  )
  await d.clp.transact((s) => s.finishTask(id, { at: d.clp.clock.now(), by: d.small.secretary, how: 'done' }))
  await at(d, '2026-03-05T09:10:00.000Z')
  expect(digests(d, d.small.secretary)).toHaveLength(1)
})

test('D9 past its target: on the first day, then weekly, to those who work it; never an outcome', async () => {
  const d = await started()
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, d.robin, 'warning', { state: 'asking' })
    return made
  })
  const told: string[] = []
  for (let day = 1; day <= 45; day++) {
    const date = Temporal.PlainDate.from('2026-03-02').add({ days: day })
    const before = digests(d, d.ben).length
    await at(d, `${date.toString()}T09:30:00.000Z`)
    if (digests(d, d.ben).length > before) told.push(date.toString())
  }
  expect(told).toEqual(['2026-03-17', '2026-03-24', '2026-03-31', '2026-04-07', '2026-04-14'])
  expect(digests(d, d.ben)[0]).toMatch(/^\*\*Nothing waits for you\.\*\* This takes longer than it should:\n/)
  expect(digests(d, d.ben)[0]).toContain(`**${ref}**: nothing is to be done by you`)
  expect(digests(d, d.ben)[0]).toContain('1 day past its target')
  expect((await d.clp.transact((s) => s.caseFile(ref)))?.state).toBe('asking')
})

test('D9 whoever has very much waiting gets a digest all the same: what Discord takes of it, and how much there is besides', async () => {
  const d = await started()
  for (let n = 0; n < 25; n++) await proposed(d)
  await at(d, '2026-06-15T09:30:00.000Z')
  const [text = '', ...more] = digests(d, d.ben)
  expect(more).toEqual([])
  expect(text).toContain('**25 things wait for you.**')
  const shown = text.match(/^• /gm)?.length ?? 0
  expect(shown).toBeGreaterThan(8)
  expect(text).toContain(`… and ${25 - shown} more.`)
})

test('D9 D5 signatures wait in the digest of those who have not signed', async () => {
  const d = await started()
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, d.robin, 'warning', {
      state: 'signing',
      proposer: d.ada,
      signOpenedAt: d.clp.clock.now(),
    })
    await s.addReply(made, { kind: 'told', at: '2026-02-20T10:00:00.000Z', text: null }, null)
    return made
  })
  const vote = { by: d.ada, verdict: 'sign' as const, reason: null, at: d.clp.clock.now(), letterVersion: 1 }
  await d.clp.transact((s) => s.addVote(ref, vote))
  await at(d, '2026-03-03T10:00:00.000Z')
  expect(digests(d, d.ada)).toEqual([])
  expect(digests(d, d.ben)[0]).toContain(`**${ref}**: your signature`)
})

test('D9 D10 officers are written to in the hours for it only, but for a crisis and for people in danger', async () => {
  const d = await started('2026-03-02T22:00:00.000Z')
  const { secretary } = d.small
  await d.clp.transact((s) => tellPeople(d.clp, s, [secretary], null, 'It can wait.'))
  const raise = (kind: 'crisis' | 'post_trouble') =>
    d.clp.transact((s) =>
      raiseTask(d.clp, s, {
        kind,
        matter: null,
        offices: ['secretary'],
        platform: null,
        subject: null,
        text: `This is ${kind}.`,
      }),
    )
  await raise('post_trouble')
  await raise('crisis')
  await deliver(d, NOTES)
  expect(d.discord.dm(secretary).map((m) => /This is \w+|It can wait/.exec(m.text)?.[0])).toEqual([
    'This is crisis',
  ])
  await at(d, '2026-03-03T09:00:00.000Z')
  const texts = d.discord.dm(secretary).map((m) => m.text)
  for (const text of ['It can wait.', 'This is post_trouble.'])
    expect(texts.filter((t) => t.includes(text))).toHaveLength(1)
})

test('D9 D4 someone who has said nothing is reminded once, on the day before their time is over', async () => {
  const d = await started()
  const ref = await d.clp.transact(async (s) => {
    const made = await putCase(d.clp, s, d.robin, 'ban30', { state: 'replying' })
    await s.addReply(made, { kind: 'told', at: d.clp.clock.now(), text: null }, null)
    return made
  })
  const reminders = () => d.discord.dm(d.robin).filter((m) => m.content.includes('You can give your side'))
  await at(d, '2026-03-07T12:00:00.000Z')
  expect(reminders()).toEqual([])
  for (const time of ['07:00', '09:00', '15:00']) await at(d, `2026-03-08T${time}:00.000Z`)
  expect(reminders()).toHaveLength(1)
  expect(reminders()[0]?.content).toContain(`in ${ref} until 9 March 2026 at 09:30`)
  expect(reminders()[0]?.buttons.map((b) => b.label)).toEqual([
    'Give my side',
    'I need more time',
    "I don't want to reply",
  ])
  await at(d, '2026-03-09T09:00:00.000Z')
  expect(reminders()).toHaveLength(1)
})

test('H11 whoever has not voted finds the vote in the digest, and a late appeal goes to its handler until it is decided', async () => {
  const d = await started()
  const [edith, femi] = d.small.ec
  const ref = await d.clp.transact(async (s) => {
    const now = d.clp.clock.now()
    const about = await putCase(d.clp, s, d.robin, 'warning', { state: 'closed', outcome: 'sanctioned' })
    const { ref: made, seq } = await s.nextAppealRef(2026)
    const given = appealOf(made, about, d.robin)
    await s.addAppeal(newAppeal(given, await s.holdings(), now), seq)
    const voting = { state: 'voting' as const, votingOpenedAt: now, countsFrom: now }
    await s.updateAppeal(made, { ...voting, votingClosesAt: '2026-04-29T10:00:00.000Z' })
    const vote = { question: 'sanction', verdict: 'stands', reasons: 'Fair.', version: 1 }
    await s.addMatterVote(made, { at: now, by: edith, ...vote })
    return made
  })
  await at(d, '2026-03-03T10:00:00.000Z')
  expect(digests(d, femi)).toEqual([expect.stringContaining(`**${ref}**: your vote, until 29 April 2026`)])
  for (const other of [edith, d.small.secretary, d.ada]) expect(digests(d, other)).toEqual([])
  // ⚙28 days on, a day beyond the target: its handler hears of it, and a week later again
  for (const day of ['2026-03-31', '2026-04-01', '2026-04-07']) await at(d, `${day}T10:00:00.000Z`)
  expect(digests(d, d.small.secretary).map((text) => text.includes(`**${ref}**`))).toEqual([true, true])
  await d.clp.transact((s) => s.updateAppeal(ref, { state: 'closed', outcome: 'stands' }))
  const before = digests(d, femi).length
  await at(d, '2026-04-14T10:00:00.000Z')
  expect(digests(d, femi)).toHaveLength(before)
  expect(digests(d, d.small.secretary)).toHaveLength(2)
})

/** Whether a text names a matter (`**2026-001**`) or a task (`no. 12`). */
const names = (text: string, name: string): boolean =>
  new RegExp(`${name.replaceAll('*', '\\*')}(?!\\d)`).test(text)

/** A generator of chance that a seed repeats. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

test('D9 over weeks of chance: a reminder for each person, thing and day at most, and none about what is done', async () => {
  const seed = Number(process.env['DIGEST_SEED'] ?? Math.floor(Math.random() * 1e9))
  console.log(`reminders: DIGEST_SEED=${seed}`)
  const random = chance(seed)
  const d = await started()
  const officers = [d.ada, d.ben, d.small.admins[2], d.small.secretary, d.small.smOfficer]
  const done = new Set<string>()
  const open: { name: string; end: () => Promise<void> }[] = []
  const begin = async (): Promise<void> => {
    if (random() < 0.5) {
      const ref = await proposed(d)
      const end = () => d.clp.transact((s) => s.updateCase(ref, { state: 'closed', outcome: 'dropped' }))
      open.push({ name: `**${ref}**`, end })
      return
    }
    const offices = random() < 0.5 ? ['secretary'] : ['admin', 'sm_officer']
    const raise = { kind: 'post_trouble' as const, matter: null, platform: null, subject: null }
    const id = await d.clp.transact((s) => raiseTask(d.clp, s, { ...raise, offices, text: 'Look.' }))
    const end = () =>
      d.clp.transact((s) => s.finishTask(id, { at: d.clp.clock.now(), by: d.ada, how: 'done' }))
    open.push({ name: `no. ${id}`, end })
  }
  const end = async (): Promise<void> => {
    const [one] = open.splice(Math.floor(random() * open.length), 1)
    if (!one) return
    await one.end()
    done.add(one.name)
  }
  for (let day = 0; day < 12; day++) {
    const told = new Map<string, number>()
    const before = new Map(officers.map((p) => [p, d.discord.dm(p).length]))
    const hours = [6, 9, 11, 14, 17, 20, 23].filter(() => random() < 0.6)
    for (const hour of hours) {
      const moment = Temporal.PlainDateTime.from('2026-03-03T00:00')
        .add({ days: day, hours: hour, minutes: Math.floor(random() * 50) })
        .toZonedDateTime('Europe/London')
      d.discord.clock.advanceTo(moment.toInstant().toString({ smallestUnit: 'millisecond' }))
      const already = new Map(officers.map((p) => [p, d.discord.dm(p).length]))
      // a process that dies between any two of these does them again
      for (let again = 0; again < 1 + random() * 2; again++) {
        await runDue(d.clp)
        await deliver(d, NOTES)
      }
      for (const person of officers)
        for (const m of d.discord.dm(person).slice(already.get(person))) {
          if (m.content.includes('The week')) continue
          for (const name of done) expect(names(m.content, name)).toBe(false)
        }
      if (random() < 0.4) await begin()
      if (random() < 0.3) await end()
    }
    for (const person of officers) {
      const today = d.discord.dm(person).slice(before.get(person))
      expect(today.filter((m) => /waits? for you\.\*\*/.test(m.content)).length).toBeLessThan(2)
      for (const { name } of open) {
        const named = today.filter((m) => !m.content.includes('The week') && names(m.content, name)).length
        told.set(`${person} ${name}`, named)
      }
    }
    expect([...told].filter(([, n]) => n > 1)).toEqual([])
  }
})
