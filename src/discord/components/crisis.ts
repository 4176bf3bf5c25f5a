import { crisisForm } from '../forms/crisis-form.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'

/** *Pass on* (D10). */
export const crisisPass: Component = {
  name: 'crisis-pass',
  run: (c, [id]) => openForm(crisisForm, c, [String(Number(id))]),
}
