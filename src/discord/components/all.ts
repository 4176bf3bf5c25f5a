import type { Component } from '../handler.ts'
import * as cases from './case.ts'
import * as drafts from './draft.ts'
import * as replies from './reply.ts'

/** Every button, select and form. */
export const components: Component[] = [
  ...Object.values(drafts),
  ...Object.values(cases),
  ...Object.values(replies),
]
