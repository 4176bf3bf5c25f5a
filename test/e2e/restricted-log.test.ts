import { expect, test } from 'vitest'
import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import { startClp } from '../support/clp.ts'
import {
  aMoment,
  bothSign,
  cast,
  daysOn,
  expectVerified,
  heard,
  letterOf,
  logged,
  logText,
  opened,
} from '../support/stories.ts'

/** Lines of the log that are restricted. */
const restricted = (text: string): number =>
  text.match(/no\. \d+ · restricted entry · [0-9a-f]{12}/g)?.length ?? 0

test('J4 the Chair is the respondent and reads the log: from the first line on it says restricted entry only', async () => {
  const clp = await startClp()
  const { ada, chair, secretary } = cast(clp)
  clp.confide(['Shouted at the treasurer'], [ada.id, ...clp.admins, clp.smOfficer, clp.secretary, ...clp.ec])
  // else a message of the log shows them together with what is restricted
  await logged(clp, 'Appointed a new trusted EC officer')
  const ref = await opened(clp, chair, { what: 'Shouted at the treasurer.' })
  await clp.discord.waitFor(() => restricted(logText(clp)) >= 1, 'a restricted line')
  expect(logText(clp)).not.toContain(ref)
  const line = clp.discord.messages(clp.channels.log).findLast((m) => restricted(m.content) > 0)
  // Details keep working for whoever may see them, and are nothing to the Chair
  const shown = await secretary.press(line as SeenMessage, 'Details')
  expect(shown.text).toContain(ref)
  const hidden = await chair.press(line as SeenMessage, 'Details')
  expect(hidden.text).not.toContain(ref)
  expect(hidden.text).toContain('nothing with that reference')
  // and so does search
  const found = await secretary.slash({ guild: clp.guild }, 'register search', { ref })
  expect(found.text).toContain('Opened')
  const verified = await secretary.slash({ guild: clp.guild }, 'register verify')
  expect(verified.text).toContain('The register is in order')
  await expectVerified(clp)
})

test('J4 A5 the Secretary declares an interest later: the old lines are edited once, and verify accepts these edits alone', async () => {
  const clp = await startClp()
  const { secretary, chair, member } = cast(clp)
  await logged(clp, 'Appointed a new trusted EC officer')
  const ref = await heard(clp, member(0))
  await logged(clp, `Agreed to ask for the other side · ${ref}`)
  const before = clp.discord.messages(clp.channels.log).filter((m) => m.content.includes(ref)).length
  expect(before).toBeGreaterThan(0)

  const done = await secretary.slash({ guild: clp.guild }, 'involved', { ref, reason: 'He is my neighbour.' })
  expect(done.text).toContain('You take no part in this matter')
  await clp.discord.waitFor(() => !logText(clp).includes(ref), 'the old lines to be restricted')
  expect(restricted(logText(clp))).toBeGreaterThan(before)
  // what comes after is restricted from the beginning
  await bothSign(clp, ref)
  await letterOf(clp, member(0), ref)
  await aMoment()
  expect(logText(clp)).not.toContain(ref)
  expect(logText(clp)).not.toContain('Decided by 2 signatures')

  // the gathered lines of the day as well
  daysOn(clp, 1)
  await logged(clp, 'Refusals and deliveries of')
  expect(logText(clp)).not.toContain('The letter was delivered')
  expect(logText(clp)).not.toContain(ref)

  const verified = await chair.slash({ guild: clp.guild }, 'register verify')
  expect(verified.text).toContain('The register is in order')
  // any other edit is still found
  const edited = clp.discord.messages(clp.channels.log).find((m) => m.content.includes('Appointed'))
  const ours = clp.discord.world.message(clp.channels.log, edited?.id ?? '')
  ours.editedAt = clp.discord.clock.now()
  const bad = await chair.slash({ guild: clp.guild }, 'register verify')
  expect(bad.text).toContain('was edited')
})
