import { ABOUT_APPEALS } from './about-appeals.ts'
import { ABOUT_CASES } from './about-cases.ts'
import { OWN_DATA } from './about-data.ts'
import type { Exercise } from './kinds.ts'

/** The guided rehearsals, in the order in which one learns. */
export const DEFINITIONS: readonly Exercise[] = [...ABOUT_CASES, ...ABOUT_APPEALS, OWN_DATA]
