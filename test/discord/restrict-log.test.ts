import { expect, test } from 'vitest'
import { recheckReaders } from '../../src/casework/restrict-log.ts'
import { gatherLog } from '../../src/casework/gather-log.ts'
import { record } from '../../src/casework/record.ts'
import { BOT } from '../../src/casework/actor.ts'
import type { Effect } from '../../src/casework/effects.ts'
import { logLines } from '../../src/discord/delivery/officers.ts'
import { restrictLog } from '../../src/discord/delivery/restrict-log.ts'
import { converge } from '../../src/outbox/converge.ts'
import { say } from '../../src/outbox/say.ts'
import { putCase } from '../support/decided.ts'
import { type Delivery, startDelivery } from '../support/delivery.ts'

/** A case about Robin, two entries of it and one of nothing; the log channel is chosen. */
async function logged(d: Delivery): Promise<string> {
  const robin = d.small.members[0] as string
  const ref = await d.clp.transact(async (s) => {
    await s.set('logChannelId', d.small.channels.log)
    const made = await putCase(d.clp, s, robin, 'warning')
    const by = { actor: BOT, as: 'bot', subject: robin }
    await record(d.clp, s, { ...by, action: 'case.proposed', matter: made, line: 'Opened a case' })
    await record(d.clp, s, { ...by, action: 'case.note', matter: null, line: `See ${made}` })
    await record(d.clp, s, { ...by, action: 'setup.done', matter: null, line: 'Something else' })
    await gatherLog(d.clp, s)
    return made
  })
  await deliver(d)
  return ref
}

/** Delivers what is open, lane by lane, as the outbox does. */
async function deliver(d: Delivery, api = d.api): Promise<void> {
  for (;;) {
    const open = await d.clp.transact((s) => s.openEffects())
    const next = open.find((e): e is Effect => e.name === 'log' || e.name === 'restrict-log')
    if (!next) return
    if (next.name === 'log') await say(d.clp, api.wire, logLines(api), next)
    else await converge(d.clp, restrictLog(api), next)
  }
}

const lines = (d: Delivery): string[] =>
  d.discord.messages(d.small.channels.log).flatMap((m) => m.content.split('\n'))

const letRead = (d: Delivery, who: string): void => {
  const { id } = d.discord.addRole(d.small.guild, { name: 'Auditors', permissions: ['Administrator'] })
  d.discord.giveRole(d.small.guild, who, id)
}

test('J4 nobody with a conflict reads the log channel: the lines say what was done', async () => {
  const d = await startDelivery()
  const ref = await logged(d)
  expect(lines(d).join('\n')).toContain(`Opened a case · ${ref}`)
  await recheckReaders(d.clp)
  await deliver(d)
  expect(lines(d).join('\n')).toContain(`Opened a case · ${ref}`)
  expect(await d.clp.transact((s) => s.restrictedMatters())).toEqual([])
})

test('J4 the respondent is made an administrator: old lines that name the matter are restricted, once, and no others', async () => {
  const d = await startDelivery()
  const ref = await logged(d)
  letRead(d, d.small.members[0] as string)
  await recheckReaders(d.clp)
  await deliver(d)
  const shown = lines(d)
  expect(shown.filter((l) => l.includes('restricted entry'))).toHaveLength(2)
  expect(shown.join('\n')).not.toContain(ref)
  expect(shown.join('\n')).toContain('Something else')
  const edits = () => d.discord.messages(d.small.channels.log).filter((m) => m.editedAt !== null).length
  const before = edits()
  await recheckReaders(d.clp)
  await deliver(d)
  expect(edits()).toBe(before)
  const check = await d.clp.register.verify(readOf(d))
  expect(check).toMatchObject({ ok: true })
})

test('J4 G1 killed between noting an edit and making it, or right after: it is made once, and verify accepts it throughout', async () => {
  for (const when of ['before', 'after'] as const) {
    const d = await startDelivery()
    const ref = await logged(d)
    letRead(d, d.small.members[0] as string)
    await recheckReaders(d.clp)
    const dying = {
      ...d.api,
      edit: async (...args: Parameters<typeof d.api.edit>) => {
        if (when === 'after') await d.api.edit(...args)
        throw new Error('killed')
      },
    }
    await expect(deliver(d, dying)).rejects.toThrow('killed')
    expect(await d.clp.register.verify(readOf(d))).toMatchObject({ ok: true })
    await deliver(d)
    expect(lines(d).join('\n')).not.toContain(ref)
    expect(await d.clp.register.verify(readOf(d))).toMatchObject({ ok: true })
  }
})

test('J4 J3 a line that somebody else had edited is restricted too, and still named by verify', async () => {
  const d = await startDelivery()
  await logged(d)
  const message = d.discord.messages(d.small.channels.log)[0]
  const state = d.discord.world.message(d.small.channels.log, message?.id ?? '')
  state.content = state.content.replace('Opened a case', 'Opened nothing')
  state.editedAt = d.discord.clock.now()
  letRead(d, d.small.members[0] as string)
  await recheckReaders(d.clp)
  await deliver(d)
  expect(lines(d).join('\n')).not.toContain('Opened nothing')
  expect(await d.clp.register.verify(readOf(d))).toMatchObject({ ok: false })
})

const readOf =
  (d: Delivery) =>
  async (
    channelId: string,
    after: string,
  ): Promise<{ messageId: string; text: string; edited: boolean; ours: boolean }[]> =>
    d.discord
      .messages(channelId)
      .filter((m) => BigInt(m.id) > BigInt(after))
      .map((m) => ({ messageId: m.id, text: m.content, edited: m.editedAt !== null, ours: true }))
