import { keptForm } from '../../casework/send-once.ts'
import { keptForms } from '../forms/all.ts'
import { openForm } from '../forms/kept-form.ts'
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
