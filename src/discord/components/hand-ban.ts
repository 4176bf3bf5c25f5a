import { answerHandBans } from '../../casework/answer-hand-bans.ts'
import { buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { banIds, banReasonForm } from '../forms/ban-reason.ts'
import { openForm } from '../forms/kept-form.ts'
import { startWarnForm } from '../forms/start-warn.ts'
import type { Component, Context } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { cleanName, truncate } from '../../letters/plain-text.ts'

const BUTTON_LIMIT = 80

/** The answers to bans made or lifted by hand (G5); those that need a reason ask for it first. */
export const handBan: Component = {
  name: 'hand-ban',
  async run(c, [answer, joined]) {
    if (answer === 'leave_lifted' || answer === 'spam')
      return openForm(banReasonForm, c, [answer, banIds(joined).join('-')])
    if (answer !== 'put_back' && answer !== 'lift' && answer !== 'lift_and_open')
      return refused({ why: 'no_such_matter' })
    const done = await answerHandBans(c.clp, c.actor, banIds(joined), answer, '')
    if (!done.ok) return refused(done.refusal)
    const who = done.userIds.map((id) => `<@${id}>`).join(', ')
    if (answer === 'put_back') return { content: `The ban of ${who} is being put back.` }
    if (answer === 'lift') return { content: `The ban of ${who} is being lifted.` }
    return {
      content: `The ban of ${who} is being lifted. To open a case, press the button and say what happened.`,
      components: buttons(await openers(c, done.userIds)),
    }
  },
}

const openers = (c: Context, people: string[]) =>
  Promise.all(
    people.map(async (id) => {
      const person = await c.server.person(id)
      const label = people.length === 1 ? 'Open a case' : `Open a case about ${cleanName(person?.name ?? id)}`
      return {
        label: truncate(label, BUTTON_LIMIT),
        id: customId('warn-start', c.clp.serverId, id),
        style: 'primary' as const,
      }
    }),
  )

/** *Open a case* after a ban was lifted: the form of `/warn` about that person. */
export const warnStart: Component = {
  name: 'warn-start',
  async run(c, [id]) {
    const person = /^\d{17,20}$/.test(id ?? '') ? await c.server.person(id ?? '') : null
    return person ? startWarnForm(c, person) : refused({ why: 'no_such_matter' })
  },
}
