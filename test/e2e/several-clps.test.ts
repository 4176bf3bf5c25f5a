import { expect, test } from 'vitest'
import { BOT_RIGHTS } from '../../src/practice/small-clp.ts'
import { DM, sendAppeal } from '../support/appeal-ways.ts'
import { type Clp, startClp } from '../support/clp.ts'
import { aMoment, cast, sanctioned, told } from '../support/stories.ts'

/** A second CLP's server with the same bot, of which these people are members; the bot has taken it up. */
async function secondServer(clp: Clp, name: string, members: string[]): Promise<string> {
  const { id } = clp.discord.addGuild({ name, owner: clp.owner })
  for (const member of members) clp.discord.addMember(id, member)
  clp.discord.addChannel(id, { name: 'general' })
  clp.discord.inviteBot(id, clp.bot.id, BOT_RIGHTS)
  for (let i = 0; i < 30; i++) {
    const heard = await clp.discord.as(members[0] as string).slash({ guild: id }, 'rules')
    if (heard.failed === undefined && !heard.content.includes('works on the server of your CLP')) return id
    await aMoment()
  }
  throw new Error(`the bot does not work on ${name}`)
}

test('H1 a member of two CLPs is asked which, in a DM, for /appeal and /complain; only their own are offered', async () => {
  const clp = await startClp()
  const { member } = cast(clp)
  const robin = member(0)
  const ref = await sanctioned(clp, robin)
  await secondServer(clp, 'Sampleton CLP', [robin.id])
  await secondServer(clp, 'Elsewhere CLP', [clp.members[1] as string])
  const shown = await robin.slash(DM, 'appeal')
  expect(shown.ephemeral).toBe(true)
  expect(shown.buttons.map((b) => b.label)).toEqual(['Exampleton CLP', 'Sampleton CLP'])
  expect((await robin.press(shown, 'Sampleton CLP')).content).toContain(
    'nothing that you could appeal against',
  )
  const own = await robin.press(shown, 'Exampleton CLP')
  expect(own.content).toContain(`**${ref}**: a warning`)
  const complain = await robin.slash(DM, 'complain')
  expect(complain.buttons.map((b) => b.label)).toEqual(['Exampleton CLP', 'Sampleton CLP'])
  expect((await robin.press(complain, 'Sampleton CLP')).modal).toBeDefined()
  // what takes longer than a moment is asked the same way
  const data = await robin.slash(DM, 'mydata')
  const copy = await robin.press(data, 'Exampleton CLP')
  expect(copy.files.map((f) => f.name)).toEqual(['my-data.html', 'my-data.json'])
  // on a server the question does not arise
  expect((await robin.slash({ guild: clp.guild }, 'appeal')).content).toContain(ref)
  // free text: first which, then the menu, then the form with what was written
  robin.say(DM, 'That was not me at all.')
  const which = await told(clp, robin, 'Which CLP is it about')
  const menu = await robin.press(which, 'Exampleton CLP')
  const form = await robin.press(menu, 'Appeal a decision')
  expect(form.modal?.fields.find((f) => f.customId === 'grounds')?.value).toBe('That was not me at all.')
  const { appeal } = await sendAppeal(robin, form, {})
  expect(appeal).toBe('A2026-001')
}, 60_000)

test('H1 A6 somebody who has left is offered the CLP that wrote to them, not one that has only opened a case', async () => {
  const clp = await startClp()
  const { member, ada } = cast(clp)
  const [robin, sam] = [member(0), member(1)]
  await sanctioned(clp, robin)
  await secondServer(clp, 'Sampleton CLP', [robin.id, sam.id])
  const opened = await ada.slash({ guild: clp.guild }, 'warn', { person: sam.id })
  expect(opened.modal).toBeDefined()
  for (const person of [robin, sam]) {
    person.leave(clp.guild)
    person.addAppToAccount()
  }
  const offered = await robin.slash(DM, 'appeal')
  expect(offered.buttons.map((b) => b.label)).toEqual(['Exampleton CLP', 'Sampleton CLP'])
  // nothing was told to Sam, so for Sam there is one CLP and no question
  expect((await sam.slash(DM, 'appeal')).content).toContain('nothing that you could appeal against')
  sam.say(DM, 'hello')
  expect((await told(clp, sam, 'I am a program')).buttons).toHaveLength(4)
}, 60_000)
