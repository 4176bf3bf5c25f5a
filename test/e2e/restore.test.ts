import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from '../support/program.ts'
import { startClp } from '../support/clp.ts'
import {
  aMoment,
  asked,
  bothSign,
  cast,
  cardWith,
  entries,
  expectVerified,
  heard,
  letterOf,
  logged,
  logText,
  opened,
  sanctioned,
  signs,
  stage,
  told,
  until,
} from '../support/stories.ts'

const numbersIn = (log: string) => [...log.matchAll(/^no\. (\d+) · /gm)].map(([, n]) => Number(n))

test('J3 F3 G1 a restore drill: paused, the gap declared, no letter and no number twice, verify passes', async () => {
  const clp = await startClp()
  const { ada, ben, secretary, chair, member } = cast(clp)
  const [robin, sam, tess, umar] = [member(0), member(1), member(2), member(3)]
  const at = { guild: clp.guild }
  const first = await sanctioned(clp, robin)
  // decided at night: the letter waits for the morning, in the backup and beyond it
  const waiting = await heard(clp, sam)
  const undecided = await heard(clp, umar)
  until(clp, '2026-03-02', '20:00')
  await signs(clp, ada, waiting)
  const disk = mkdtempSync(join(tmpdir(), 'disk-'))
  // the backup is made while the bot is writing
  const [, backup] = await Promise.all([
    signs(clp, ben, waiting),
    runProgram('backup', [disk], { DATA_DIR: clp.dataDir }),
  ])
  expect(backup).toMatchObject({ code: 0, err: '' })
  expect(await runProgram('backup', [disk], { DATA_DIR: clp.dataDir })).toMatchObject({ code: 0, err: '' })
  const file = join(disk, readdirSync(disk).toSorted().at(-1) ?? '')
  const known = (await entries(clp)).length

  // the time that will be lost: the letter goes out, a case is opened and asked about
  until(clp, '2026-03-03', '09:30')
  const letter = await letterOf(clp, sam, waiting)
  await bothSign(clp, undecided)
  await letterOf(clp, umar, undecided)
  const { ref: lost, notice } = await asked(clp, tess)
  await logged(clp, lost)
  await aMoment()
  const numbers = numbersIn(logText(clp))
  const highest = Math.max(...numbers)
  expect(highest).toBeGreaterThan(known)

  const form = await tess.press(notice, 'Give my side')
  await clp.process.kill()
  const elsewhere = mkdtempSync(join(tmpdir(), 'clp-'))
  copyFileSync(join(clp.dataDir, 'register.key'), join(elsewhere, 'register.key'))
  rmSync(clp.dataDir, { recursive: true })
  clp.dataDir = elsewhere
  expect(await runProgram('restore', [file], { DATA_DIR: elsewhere })).toMatchObject({ code: 0, err: '' })
  until(clp, '2026-03-03', '11:00')
  await clp.restart({ env: { DATA_DIR: elsewhere } })

  // paused: nothing is done, nothing typed is lost, and everyone hears why
  const ask = await told(clp, secretary, 'was put back from a backup and waits for you')
  expect(ask.text).toContain(`to ${highest} are lost`)
  expect(ask.text).toContain(lost)
  expect((await ada.slash(at, 'case list')).text).toContain('stands still')
  expect((await sam.press(letter, "I've read this")).text).toContain('stands still')
  expect((await tess.press(notice, 'Give my side')).text).toContain('stands still')
  const typed = await tess.submit(form, { side: 'I was at home that night.' })
  expect(typed.text).toContain('What you typed is in the file below')
  expect(typed.files.map((f) => f.name)).toEqual(['what-you-typed.txt'])
  await logged(clp, `no. ${highest + 1} · `)
  until(clp, '2026-03-04', '10:00')
  await aMoment()
  expect(clp.discord.dm(sam.id).filter((m) => m.buttons.some((b) => b.label === 'Appeal'))).toHaveLength(1)

  const inLog = await clp.discord.waitFor(
    () => clp.discord.messages(clp.channels.log).find((m) => m.buttons.some((b) => b.label === 'Resume')),
    'Resume in the log channel',
  )
  expect((await told(clp, chair, 'waits for you')).buttons.map((b) => b.label)).toEqual(['Resume'])
  expect((await ada.press(ask, 'Resume').catch(() => null))?.text ?? 'refused').not.toContain('goes on')
  expect((await secretary.press(inLog, 'Resume')).text).toContain('The bot goes on')
  expect((await secretary.press(inLog, 'Resume')).text).toContain('at work again')

  // the letter is found and not sent again; its date is that of the letter that is there
  await logged(clp, 'Had the bot go on')
  await expect
    .poll(
      async () => (await entries(clp)).some((e) => e.action === 'delivery.letter' && e.matter === waiting),
      { message: 'the letter noted as delivered' },
    )
    .toBe(true)
  expect(clp.discord.dm(sam.id).filter((m) => m.buttons.some((b) => b.label === 'Appeal'))).toHaveLength(1)
  const delivered = (await entries(clp)).find((e) => e.action === 'delivery.letter' && e.matter === waiting)
  expect(String(delivered?.details['at'])).toContain('2026-03-03T09:')
  expect((await sam.press(letter, "I've read this")).text).toContain('Thank you')

  // what was decided in the lost time is decided again, and its letter is there already
  const letters = () => clp.discord.dm(umar.id).filter((m) => m.buttons.some((b) => b.label === 'Appeal'))
  await bothSign(clp, undecided)
  await expect
    .poll(
      async () => (await entries(clp)).some((e) => e.action === 'delivery.letter' && e.matter === undecided),
      { message: 'the other letter noted as delivered' },
    )
    .toBe(true)
  expect(letters()).toHaveLength(1)

  // no reference, no number twice
  const anew = await opened(clp, tess, { what: 'Called a member a crook.' })
  expect(Number(anew.slice(5))).toBeGreaterThan(Number(lost.slice(5)))
  await logged(clp, anew)
  expect((await ada.slash(at, 'case view', { ref: first })).text).toContain(first)
  await aMoment()
  const all = numbersIn(logText(clp))
  expect(new Set(all).size).toBe(all.length)
  await told(clp, secretary, 'A task for you')
  await cardWith(stage(clp), anew, 'Agree to ask')
  await expectVerified(clp)
  const verified = await runProgram('verify', [], {
    DATA_DIR: elsewhere,
    DISCORD_TOKEN: clp.bot.token,
    DISCORD_API_URL: clp.discord.apiUrl,
  })
  expect(verified).toMatchObject({ code: 0, err: '' })
  expect(verified.out).toContain(
    `to ${highest} were lost when a backup was put back, as entry ${highest + 1} says`,
  )
  rmSync(disk, { recursive: true })
}, 60_000)
