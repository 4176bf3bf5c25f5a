import { answerMediation } from '../../casework/mediation-answer.ts'
import { markIllegal, mayMarkIllegal, WHERE_TO_REPORT } from '../../casework/may-be-illegal.ts'
import { postsToRemove, removePost as remove } from '../../casework/remove-post.ts'
import { readWhy } from '../../casework/safeguarding-advice.ts'
import { quote } from '../../letters/plain-text.ts'
import { buttons } from '../answer.ts'
import { customId, matterRef } from '../custom-id.ts'
import * as forms from '../forms/care-forms.ts'
import { type KeptForm, openForm } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'
import { inPieces } from '../render/pieces.ts'
import { refused } from '../render/refused.ts'

/** A button that opens a form about a matter. */
const opening = (name: string, form: KeptForm): Component => ({
  name,
  run: (c, [ref]) => openForm(form, c, [matterRef(ref) ?? '']),
})

export const safeguarding = opening('safeguarding', forms.safeguardingForm)
export const mediate = opening('mediate', forms.mediateForm)
export const mediationAgreed = opening('mediation-agreed', forms.mediationAgreedForm)
export const mediationNot = opening('mediation-not', forms.mediationNotForm)
export const pausePosting = opening('pause-posting', forms.pauseForm)

/** *Read why* on the alert: what is known. */
export const safeguardingWhy: Component = {
  name: 'safeguarding-why',
  async run(c, [id]) {
    const found = await readWhy(c.clp, c.actor, Number(id))
    if (!found.ok) return refused(found.refusal)
    const { ref, lines, link } = found
    return inPieces(
      [
        `**${ref}.** Keep this confidential.`,
        ...(lines.length === 0 ? ['Nothing was written down.'] : lines.map((line) => quote(line, 1000))),
        ...(link === null ? [] : [`The post: ${link}`]),
        `The safeguarding contact: ${c.clp.config.policy.safeguarding.contact}`,
      ],
      `${ref}.txt`,
    )
  },
}

/** *Done* on the alert: what the contact said. */
export const safeguardingSaid: Component = {
  name: 'safeguarding-said',
  run: (c, [id]) => openForm(forms.adviceForm, c, [String(Number(id))]),
}

/** **Remove post** on a card: says what it does, with the button that does it (C8). */
export const removePost: Component = {
  name: 'remove-post',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const found = await postsToRemove(c.clp, c.actor, ref)
    if (!found.ok) return refused(found.refusal)
    const posts = found.posts.slice(0, 10)
    return {
      content: [
        '**Remove the post?** The bot deletes it from the server for everyone. That cannot be undone, and it is no sanction; the copy that was kept stays with the matter.',
        ...(found.illegal
          ? ['Report it to the police and to Discord **first**: once it is gone they cannot see it any more.']
          : []),
        ...posts.map((p, n) => (posts.length === 1 ? p.link : `${n + 1}. ${p.link}`)),
      ].join('\n'),
      components: buttons(
        posts.map((p, n) => ({
          label: posts.length === 1 ? 'Yes, remove it' : `Remove no. ${n + 1}`,
          id: customId('remove-post-yes', c.clp.serverId, ref, p.messageId),
          style: 'danger',
        })),
      ),
    }
  },
}

/** The second press. */
export const removePostYes: Component = {
  name: 'remove-post-yes',
  async run(c, [ref, messageId]) {
    const done = await remove(c.clp, c.actor, matterRef(ref) ?? '', messageId ?? '')
    if (!done.ok) return refused(done.refusal)
    return { content: 'The bot removes it now. The room says when it is gone.', replaces: true }
  },
}

/** **May be illegal** on the card of a complaint: what it does, and how to reach the police, before the second press (C8). */
export const mayBeIllegal: Component = {
  name: 'may-be-illegal',
  async run(c, [given]) {
    const ref = matterRef(given) ?? ''
    const may = await mayMarkIllegal(c.clp, c.actor, ref)
    if (!may.ok) return refused(may.refusal)
    return {
      content:
        '**May this post be illegal**, a sexual image of a child for example? The copy of it is then thrown away, with its files, and only the link is kept. The Secretary, the SM Officer and the safeguarding contact are told at once. This cannot be undone.',
      components: buttons([
        {
          label: 'Yes, it may be illegal',
          id: customId('may-be-illegal-yes', c.clp.serverId, ref),
          style: 'danger',
        },
      ]),
    }
  },
}

/** The second press. */
export const mayBeIllegalYes: Component = {
  name: 'may-be-illegal-yes',
  async run(c, [given]) {
    const done = await markIllegal(c.clp, c.actor, matterRef(given) ?? '')
    return done.ok
      ? { content: `The copy is gone, and they are being told.\n${WHERE_TO_REPORT}`, replaces: true }
      : refused(done.refusal)
  },
}

const answering = (name: string, yes: boolean): Component => ({
  name,
  async run(c, [given]) {
    const done = await answerMediation(c.clp, c.actor, matterRef(given) ?? '', yes)
    if (!done.ok) return { ...refused(done.refusal), kept: true }
    return { content: AFTER_ANSWER[done.next], kept: true }
  },
})

const AFTER_ANSWER = {
  other_is_asked:
    'Thank you. The other person is asked now. You hear what they answer; until then you need not do anything.',
  begins: 'Thank you. Both of you said yes: the admin who mediates writes to you both.',
  ends: 'Thank you, that is noted, and held against nobody. The admins go on with the complaint.',
}

/** *Yes* and *No* to a mediation, in the DM that asks (C5). */
export const mediationYes = answering('mediation-yes', true)
export const mediationNo = answering('mediation-no', false)
