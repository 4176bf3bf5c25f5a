import { CASES } from './retention-cases.ts'
import { DESK } from './retention-desk.ts'
import { MATTERS } from './retention-matters.ts'
import type { TableRule } from './retention-rules.ts'

/**
 * What every table and column of a CLP's file holds, and when it goes (K1). The daily purge deletes by this map, and
 * proves by it that nothing older than its date is left; whoever adds a table or a column adds its line here, and a test
 * fails until they have.
 *
 * Two years are counted from a row's *own date*: the last of the columns in `by` that are set. A row in which none of
 * them is set has no date yet and stays: an office that somebody holds, a platform in use, a hold that is in force.
 */
export const RETENTION: Readonly<Record<string, TableRule>> = { ...DESK, ...CASES, ...MATTERS }
