import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { sharedClp } from '../support/clp.ts'
import {
  banIs,
  cast,
  daysOn,
  everythingKept,
  expectVerified,
  letterOf,
  logged,
  logText,
  opened,
  sanctioned,
  secondsPass,
  told,
  until,
} from '../support/stories.ts'

const clpOf = sharedClp()

test(
  'K1 K2 K3 K4 K5 two years on: what is gone, what is held, what is kept, and the certificate as the Secretary reads it',
  { timeout: 120_000 },
  async () => {
    const clp = clpOf()
    const { secretary, ada, member } = cast(clp)
    const [robin, tess, sam] = [member(0), member(2), member(1)] as [Person, Person, Person]
    const here = { guild: clp.guild }
    const bans: string[] = []
    // two people on their way to a lifetime ban, side by side
    for (const [what, days] of [
      ['Called a member a crook.', 2],
      ['Called the same member a parasite.', 33],
      ['Wrote that the parasite should watch out.', 0],
    ] as const) {
      const refs: string[] = []
      for (const one of [robin, tess]) {
        const ref = await sanctioned(clp, one, { what, finding: 'The attacks went on after the ban.' })
        await one.press(await letterOf(clp, one, ref), "I've read this")
        refs.push(ref)
      }
      if (days > 2) for (const one of [robin, tess]) await banIs(clp, one, true)
      if (days > 0) daysOn(clp, days)
      else bans.push(...refs)
      if (days > 2)
        for (const one of [robin, tess]) {
          await banIs(clp, one, false)
          clp.discord.addMember(clp.guild, one.id)
        }
    }
    for (const one of [robin, tess]) await banIs(clp, one, true)
    await logged(clp, 'The lifetime ban is in force')
    const held = await opened(clp, sam, { what: 'Shared a list of addresses.' })
    const letters = clp.discord.clock.now().toISOString().slice(0, 10)
    const lastDay = Temporal.PlainDate.from(letters).add({ months: 24 })
    const early = new Set(clp.admins.flatMap((id) => clp.discord.dm(id).map((m) => m.id)))
    const robinsDms = clp.discord.dm(robin.id).length

    // the bot is away for two years but a month, and makes up for it as it starts
    await clp.process.kill()
    until(clp, lastDay.subtract({ months: 1 }).toString())
    await clp.restart({ env: { LOG_LEVEL: 'debug' } })
    await logged(clp, 'Deletion of 6 March 2028')
    expect(logText(clp)).toContain('No run was made from 7 April 2026 to 5 March 2028')
    for (const [n, choice] of (['Keep', 'Lift'] as const).entries()) {
      const task = await told(clp, secretary, `${bans[n]}: the file of this lifetime ban is deleted on`)
      const form = await secretary.press(task, choice)
      const done = await secretary.submit(form, { minute: 'EC of 12 March 2028, minute 4' })
      expect(done.text).toContain('It is written down')
    }
    await banIs(clp, tess, false)
    const form = await secretary.slash(here, 'register hold', { ref: held })
    expect(
      (await secretary.submit(form, { reason: 'The police asked for it.', minute: '5' })).text,
    ).toContain(`${held} is on hold`)
    expect((await ada.slash(here, 'register hold', { ref: held })).text).toContain('not yours to do')

    until(clp, lastDay.add({ days: 40 }).toString())
    await logged(clp, `On hold: ${held}.`)
    // Discord deletes one message a second
    const old = () => [
      ...clp.discord
        .threads(clp.guild)
        .filter((t) => t.name !== held)
        .map((t) => t.name),
      ...logText(clp)
        .split('\n')
        .filter((line) => line.includes('2026 at') && !line.includes(held) && !line.startsWith('no. 1 ')),
      ...clp.admins.flatMap((id) =>
        clp.discord.dm(id).flatMap((m) => (early.has(m.id) && !m.text.includes(held) ? m.text : [])),
      ),
    ]
    await secondsPass(clp, () => old().length === 0)
    expect(clp.discord.threads(clp.guild).map((t) => t.name)).toEqual([held])
    const certificate = logText(clp)
      .split('\n')
      .findLast((line) => line.includes('Deletion of'))
    expect(certificate).toContain('letters with their sanctions')
    expect(certificate).toContain('Checked: nothing older than its date is left')

    // gone from the register, but for the one that is held; the letter in their own DM stays
    const kept = await everythingKept(clp)
    for (const word of ['crook', 'parasite', 'watch out']) expect(kept, word).not.toContain(word)
    expect(kept).toContain('Shared a list of addresses.')
    expect(kept).toContain(robin.id)
    expect((await letterOf(clp, robin, bans[0] as string)).content).toContain('parasite')
    expect(clp.discord.dm(robin.id).length).toBeLessThanOrEqual(robinsDms + 1)
    await banIs(clp, robin, true)
    await expectVerified(clp)
    const verified = await secretary.slash(here, 'register verify')
    await clp.discord.waitFor(() => !verified.deferred, 'the verification')
    expect(verified.text).toContain('in order')
    // N4: nothing personal in the program's own log, at its most talkative, nor in a file beside the register
    const said = clp.process.output()
    for (const word of ['crook', 'parasite', 'addresses', robin.id, tess.id, sam.id, 'Robin', 'Ada Bell'])
      expect(said, word).not.toContain(word)
    expect(readFileSync(join(clp.dataDir, clp.guild, 'register.db')).includes('Shared a list')).toBe(false)
  },
)
