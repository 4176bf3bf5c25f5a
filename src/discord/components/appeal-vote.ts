import type { Verdict } from '../../casework/appeal-vote.ts'
import { suspendBan } from '../../casework/suspend-ban.ts'
import { matterRef } from '../custom-id.ts'
import { meetingForm, voteArgs, voteForm } from '../forms/appeal-vote-forms.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'
import { refused } from '../render/refused.ts'

const voting = (name: string, verdict: Verdict): Component => ({
  name,
  run: (c, [ref, question]) =>
    openForm(voteForm, c, voteArgs(matterRef(ref) ?? '', verdict, matterRef(question) ?? undefined)),
})

/** *Stands* (H5). */
export const stands = voting('appeal-stands', 'stands')
/** *Does not stand*. */
export const doesNotStand = voting('appeal-falls', 'does_not_stand')
/** The second vote: *replace by that step, by a new letter* (H9). */
export const replaces = voting('appeal-replace', 'replace')
/** The second vote: *falls*. */
export const falls = voting('appeal-drop', 'falls')

/** *Record the meeting*: the same as `/appeals meeting`. */
export const meeting: Component = {
  name: 'appeal-meeting',
  run: (c, [ref]) => openForm(meetingForm, c, [matterRef(ref) ?? '']),
}

/** *Suspend the ban* (H8). */
export const suspend: Component = {
  name: 'appeal-suspend',
  async run(c, [ref]) {
    const done = await suspendBan(c.clp, c.actor, matterRef(ref) ?? '')
    if (!done.ok) return refused(done.refusal)
    return {
      content: done.suspended
        ? 'The ban is suspended while the appeal runs. The person is told, with an invitation.'
        : 'Noted. It takes one more person: whoever handles the appeal, and one EC member on the roll. They are told.',
    }
  },
}
