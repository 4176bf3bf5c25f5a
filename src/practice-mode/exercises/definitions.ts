import type { Exercise } from './kinds.ts'

/** The guided rehearsals, in the order in which one learns. */
export const DEFINITIONS: readonly Exercise[] = []
