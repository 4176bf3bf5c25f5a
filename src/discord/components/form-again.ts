import { keptForm } from '../../casework/send-once.ts'
import { cancelDraft } from '../../casework/warn-draft.ts'
import { buttons } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { keptForms } from '../forms/all.ts'
import { asText, openForm } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'
import { refused } from '../render/refused.ts'

/** *Edit* on a form that came back with a mistake, or that waits in `/case list`: opens it with everything in it. */
export const formAgain: Component = {
  name: 'form-again',
  async run(c, [word]) {
    const kept = await keptForm(c.clp, c.actor, word ?? '')
    if (!kept.ok) return refused(kept.refusal)
    const { name, args, typed, id } = kept.form
    const form = keptForms.find((one) => one.name === name)
    return form ? openForm(form, c, args, { word: id, typed }) : refused({ why: 'draft_gone' })
  },
}

/** A form that was kept, out of `/case list`: what was typed, to go on with or to throw away. */
export const formShow: Component = {
  name: 'form-show',
  async run(c, [word]) {
    const kept = await keptForm(c.clp, c.actor, word ?? '')
    if (!kept.ok) return refused(kept.refusal)
    const { name, args, typed, id } = kept.form
    const called = keptForms.find((one) => one.name === name)?.called(args) ?? 'This form'
    const text = asText(typed)
    return {
      content: `**${called}** was not sent yet.${text ? ' What you typed is in the file below.' : ''}`,
      ...(text ? { files: [{ name: 'what-you-typed.txt', text }] } : {}),
      components: buttons([
        { label: 'Edit', id: customId('form-again', c.clp.serverId, id), style: 'primary' },
        { label: 'Throw away', id: customId('form-cancel', c.clp.serverId, id) },
      ]),
    }
  },
}

/** *Throw away* on a form that was kept. */
export const formCancel: Component = {
  name: 'form-cancel',
  async run(c, [word]) {
    const kept = await keptForm(c.clp, c.actor, word ?? '')
    if (!kept.ok) return refused(kept.refusal)
    const done = await cancelDraft(c.clp, c.actor, kept.form.id)
    return done.ok
      ? { content: 'Thrown away. Nothing was sent.', components: [], replaces: true }
      : refused(done.refusal)
  },
}
