import type { Command } from '../handler.ts'
import { officer } from './officer.ts'
import { setup } from './setup.ts'
import { openACase, warn } from './warn.ts'

/** Every command and menu, as it is registered with Discord. */
export const commands: Command[] = [setup, officer, warn, openACase]
