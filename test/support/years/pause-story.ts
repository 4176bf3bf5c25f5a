import { sql } from 'kysely'
import { formatDate, londonDate } from '../../../src/policy/calendar.ts'
import { insist } from '../../../src/practice-mode/story.ts'
import type { Story, Years } from './years.ts'

/** `/pause` from tomorrow for some days; now and then it is ended early. Whoever is asked for their side hears of it (D9). */
export async function* pause(years: Years): Story {
  const { stage, clp, dice } = years
  const secretary = clp.as(clp.secretary)
  const here = { guild: clp.guild }
  const today = Temporal.PlainDate.from(londonDate(clp.discord.clock.now().toISOString()))
  const days = 5 + dice.upTo(10)
  const given = {
    from: formatDate(today.add({ days: 1 }).toString()),
    to: formatDate(today.add({ days }).toString()),
    reason: 'A campaign',
  }
  const asked = await beingAsked(years)
  const set = await insist(stage, () => secretary.slash(here, 'pause', given))
  if (!/is set/.test(set.text)) throw new Error(`no pause: ${set.text}`)
  for (let n = 1; n <= days; n++) years.paused.add(years.day + n)
  yield 1
  await areTold(years, asked, 'set')
  const early = dice.onceIn(2)
  if (!early) return void (yield days)
  yield dice.upTo(days - 2)
  const waiting = await beingAsked(years)
  const list = await insist(stage, () => secretary.slash(here, 'pause'))
  const button = list.buttons.find((b) => b.label.startsWith('End the pause'))?.label
  if (button === undefined) throw new Error(`no pause to end: ${list.text}`)
  await insist(stage, () => secretary.press(list, button))
  for (const day of years.paused) if (day > years.day) years.paused.delete(day)
  years.count('a pause ended early')
  yield 1
  await areTold(years, waiting, 'ended')
}

interface Asked {
  ref: string
  who: string
  messages: number
}

/** Members whose days for their side run beyond today, and how many messages each of them has had about their case. */
async function beingAsked({ clp, file }: Years): Promise<Asked[]> {
  const { rows } = await sql<{ ref: string; who: string }>`
    select ref, respondent as who from cases where state = 'replying' and platform = 'discord'`.execute(
    file.db(),
  )
  return rows.map(({ ref, who }) => ({ ref, who, messages: aboutTime(clp, who, ref) }))
}

const aboutTime = (clp: Years['clp'], who: string, ref: string): number =>
  clp.discord.dm(who).filter((m) => m.content.includes(ref) && /You now have until/.test(m.content)).length

/** Those who are asked still: whose time ended on the day itself had nothing to hear. */
async function areTold(years: Years, asked: Asked[], what: string): Promise<void> {
  const still = new Set((await beingAsked(years)).map(({ ref }) => ref))
  for (const { ref, who, messages } of asked.filter((one) => still.has(one.ref)))
    if (aboutTime(years.clp, who, ref) > messages) years.count(`told of a pause that was ${what}`)
    else throw new Error(`${who} was not told how long they have for ${ref} now that a pause was ${what}`)
}
