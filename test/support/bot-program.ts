import { join } from 'node:path'
import { inject } from 'vitest'

/** Where the tests find one of the bot's programs, given by its path in the project: the same code in few files. */
export const botProgram = (path: string): string => join(inject('bundledBot'), path)
