import { expect, test } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import { appealCard, inRoomOf, inTheRoom, outcomeOf, votes } from '../support/appeals.ts'
import { sharedClp } from '../support/clp.ts'
import { complains, complaintCardWith, signsComplaint } from '../support/complaints.ts'
import { aMoment, cast, daysOn, dmWith, logText, stage, told } from '../support/stories.ts'

const STRANGE: [string, string][] = [
  ['marks of markdown only', '*_~|`>'.repeat(660)],
  [
    'fences, links, mentions and what cannot be seen',
    '```js\n[click](https://evil.example) ||spoiler|| @everyone <@&1> \u202Eevil\u2069 \u200B{{x}}\n# Big\n```'.repeat(
      40,
    ),
  ],
]

const shared = sharedClp()

const fine = (answer: Answer, what: string): Answer => {
  expect(answer.failed, what).toBeUndefined()
  expect(answer.text, what).not.toContain('Something went wrong')
  return answer
}

test.each(STRANGE.map((one, n) => [...one, n] as const))(
  'F4 %s: a complaint, its outcome, the appeal and its vote carry it as text, and no mention fires',
  async (_, long, n) => {
    const clp = shared()
    const { ada, ben, secretary, chair, member } = cast(clp)
    const [tess, robin] = [member(n + 4), member(3)]
    const text = long.slice(0, 3990)
    const up = (most: number) => text.slice(0, most)
    const { ref, answer } = await complains(clp, tess, { what: up(3000), where: up(500), about: [robin.id] })
    fine(answer, 'complain')
    fine(await tess.submit(fine(await tess.press(answer, 'Add'), 'add'), { more: up(3000) }), 'added')
    const card = await complaintCardWith(clp, ref, 'Propose outcome')
    fine(await ada.submit(await ada.press(card, 'Add note'), { note: up(2000) }), 'note')
    const form = await ada.press(card, 'Propose outcome')
    fine(
      await ada.submit(form, { outcome: ['words_of_advice'], reasons: up(1000), advice: up(1000) }),
      'propose',
    )
    const no = await ben.press(await complaintCardWith(clp, ref, "Don't sign"), "Don't sign")
    fine(await ben.submit(no, { reason: up(1000) }), "don't sign")
    fine(await ben.press(await complaintCardWith(clp, ref, 'Read all'), 'Read all'), 'read all')
    fine(await signsComplaint(clp, ben, ref), 'sign')
    const outcome = await told(clp, tess, /Your complaint is decided/)
    await told(clp, robin, /Words of advice/)
    const lodge = await tess.press(outcome, 'Take it to the EC')
    const lodged = fine(await tess.submit(lodge, { grounds: text, notDecide: up(1000) }), 'lodge')
    const appeal = /A\d{4}-\d{3}/.exec(lodged.text)?.[0] ?? lodged.text
    fine(await tess.submit(await tess.press(lodged, 'Add more'), { text }), 'more')
    await secretary.press(await appealCard(clp, appeal, 'Put to the EC'), 'Put to the EC')
    const ask = await dmWith(stage(clp), ada.id, 'Add a statement', appeal)
    fine(await ada.press(ask, 'Read the appeal'), 'read')
    fine(await ada.submit(await ada.press(ask, 'Add a statement'), { text }), 'statement')
    await told(clp, tess, /added/)
    // the vote waits for the answer to whom they do not want to decide it
    const asked = await told(clp, chair, `${appeal}: someone who is heard`)
    fine(await chair.submit(await chair.press(asked, 'Done'), { reasons: up(1000) }), 'objection')
    daysOn(clp, 4)
    await aMoment()
    daysOn(clp, 4)
    await inTheRoom(clp, appeal, clp.ec[1])
    await appealCard(clp, appeal, 'Stands')
    for (const person of clp.ec) {
      await inTheRoom(clp, appeal, person)
      fine(await votes(clp, clp.as(person), appeal, 'Stands', up(1500)), 'vote')
    }
    const letter = await outcomeOf(clp, tess, appeal)
    expect(letter.content.length).toBeLessThanOrEqual(2000)
    fine(await secretary.slash({ guild: clp.guild }, 'appeals view', { ref: appeal }), 'view')
    fine(await tess.slash({ guild: clp.guild }, 'complain'), 'status')
    fine(await tess.slash({ guild: clp.guild }, 'appeal'), 'status')
    for (const message of [
      ...inRoomOf(clp, ref),
      ...inRoomOf(clp, appeal),
      ...clp.discord.dm(tess.id),
      ...clp.discord.dm(robin.id),
      ...clp.discord.messages(clp.channels.log),
    ]) {
      expect(message.pings).toEqual({ everyone: false, users: [], roles: [] })
      const shown = [message.content, JSON.stringify(message.embeds)].join('\n')
      expect(shown).not.toMatch(
        /(?<!\\)@everyone|(?<!\\)<@&1>|(?<!\\)\|\|spoiler|\]\(https:\/\/evil|(?<![\\`])```js|^# Big/m,
      )
    }
    expect(logText(clp)).not.toContain(text.slice(0, 12))
    expect(clp.process.output()).not.toContain('delivery failed')
  },
)
