import { openForm } from '../forms/kept-form.ts'
import { keepBanForm } from '../forms/retention-forms.ts'
import type { Component } from '../handler.ts'

/** *Keep* and *Lift*: what the EC minuted about a lifetime ban whose file goes (K3). */
export const keepBan: Component = {
  name: 'keep-ban',
  run: (c, [id, choice]) =>
    openForm(keepBanForm, c, [String(Number(id)), choice === 'keep' ? 'keep' : 'lift']),
}
