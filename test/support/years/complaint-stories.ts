import { sql } from 'kysely'
import type { Person } from '../../../src/practice/discord/driver/person.ts'
import { dmWith, insist } from '../../../src/practice-mode/story.ts'
import { cardIn, lodged, toTheEc } from './appeal-stories.ts'
import { deciders, type Story, type Years } from './years.ts'

const OUTCOMES = ['content_removed', 'words_of_advice', 'no_breach', 'not_taken_further']

/** A complaint about a post: decided by two admins; now and then the complainant is not satisfied. */
export async function* complaint(years: Years, from: string, about: string): Story {
  const { stage, clp, dice } = years
  const [complainant, author] = [clp.as(from), clp.as(about)]
  const then = [...years.admins]
  const post = author.say({ guild: clp.guild, channel: clp.channels.general }, 'You people are all the same.')
  const form = await insist(stage, () => complainant.messageMenu('Report to admins', post))
  const sent = await insist(stage, () =>
    complainant.submit(form, { what: `That was aimed at me. ${years.wordOfToday()}` }),
  )
  const ref = /C\d{4}-\d{3}/.exec(sent.text)?.[0]
  if (ref === undefined) throw new Error(`no complaint was made: ${sent.text}`)
  yield dice.upTo(9)
  const [first, second] = deciders(years, then, 2) as [Person, Person]
  await decides(years, ref, first, second)
  const told = await dmWith(stage, from, 'Take it to the EC', ref)
  years.count('a complaint decided')
  if (!dice.onceIn(8)) return
  yield dice.upTo(10)
  const review = await insist(stage, () => complainant.press(told, 'Take it to the EC'))
  const put = await insist(stage, () =>
    complainant.submit(review, { grounds: 'He has done it again since.' }),
  )
  yield* toTheEc(years, lodged(put.text), { appellant: from })
  if (!(await isOpenAgain(years, ref))) return
  yield dice.upTo(3)
  // whoever decided it before does not do so again
  const fresh = deciders(
    years,
    then.filter((id) => id !== first.id && id !== second.id),
    1,
  )
  const [third, fourth] = [...fresh, clp.as(clp.smOfficer), clp.as(clp.chair)] as [Person, Person]
  await decides(years, ref, third, fourth)
  years.count('a complaint decided anew')
}

/** One proposes an outcome, another signs it. */
async function decides(years: Years, ref: string, first: Person, second: Person): Promise<void> {
  const { stage, dice } = years
  const outcome = dice.oneOf(OUTCOMES)
  const proposal = await insist(stage, async () =>
    first.press(await cardIn(years, ref, 'Propose outcome', first.id), 'Propose outcome'),
  )
  await insist(stage, () =>
    first.submit(proposal, {
      outcome: [outcome],
      reasons: `So we find: ${outcome}.`,
      advice: 'Please think of who reads it.',
    }),
  )
  const signed = await insist(stage, async () =>
    second.press(await cardIn(years, ref, 'Sign', second.id), 'Sign'),
  )
  if (!signed.text.includes('it is decided')) throw new Error(`${ref} is not decided: ${signed.text}`)
}

/** The EC found that what was decided does not stand (C7). */
async function isOpenAgain({ file }: Years, ref: string): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from complaints where ref = ${ref} and state = 'open'`.execute(file.db())
  return rows[0]?.n === 1
}
