import { caseRef } from '../custom-id.ts'
import { openForm } from '../forms/kept-form.ts'
import { lookAgainForm } from '../forms/look-again-form.ts'
import type { Component } from '../handler.ts'

/** *Keep the decision* (D8). */
export const keepDecision: Component = {
  name: 'look-keep',
  run: (c, [ref]) => openForm(lookAgainForm, c, [caseRef(ref) ?? '', 'keep']),
}

/** *Take it back* (D8). */
export const takeDecisionBack: Component = {
  name: 'look-back',
  run: (c, [ref]) => openForm(lookAgainForm, c, [caseRef(ref) ?? '', 'take_back']),
}
