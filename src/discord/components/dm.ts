import { ownAppeals } from '../../casework/add-to-appeal.ts'
import { appealsAnswer } from '../commands/appeal.ts'
import { commands } from '../commands/all.ts'
import { help } from '../commands/help.ts'
import { dmMenu } from '../dm-menu.ts'
import { openAppealForm } from '../forms/appeal-forms.ts'
import { startComplaint } from '../forms/report-forms.ts'
import type { Component } from '../handler.ts'
import { refused } from '../render/refused.ts'

const messageOf = (given: string | undefined): string =>
  /^\d{17,20}$/.test(given ?? '') ? (given as string) : ''

const chosenFor = (name: string, slow: boolean): Component => ({
  name,
  slow,
  async run(c, [command]) {
    const found = commands.find((x) => x.anywhere && x.data.name === command && (x.slow ?? false) === slow)
    return found ? found.run(c, '') : { content: 'Use the command again, please.' }
  },
})

/** A CLP chosen, for a command that was used away from any server. */
export const whichForCommand = chosenFor('which', false)

/** The same for one that takes longer than a moment. */
export const whichForSlow = chosenFor('which-slow', true)

/** A CLP chosen, for what was written in a DM: the menu. */
export const whichForDm: Component = {
  name: 'dm-menu',
  run: async (c, [messageId]) => dmMenu(c.clp.serverId, messageOf(messageId)),
}

/**
 * *Appeal a decision* in the DM menu: where there is one decision and no appeal yet its form opens at once, filled in
 * with what was written; else the same as `/appeal`.
 */
export const dmAppeal: Component = {
  name: 'dm-appeal',
  async run(c, [given]) {
    const messageId = messageOf(given)
    const own = await ownAppeals(c.clp, c.actor)
    if (!own.ok) return refused(own.refusal)
    const [only, another] = own.free
    if (only && !another && own.appeals.length === 0) return openAppealForm(c, only.ref, messageId)
    return appealsAnswer(c, own.free, own.appeals, messageId)
  },
}

/** *Make a complaint* in the DM menu: the form, filled in with what was written. */
export const dmComplain: Component = {
  name: 'dm-complain',
  run: (c, [given]) => startComplaint(c, messageOf(given)),
}

/** *Help* in the DM menu. */
export const dmHelp: Component = {
  name: 'dm-help',
  run: (c) => help.run(c, ''),
}
