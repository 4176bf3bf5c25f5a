import { suggestPlatforms } from '../../casework/platforms.ts'
import type { Named } from '../../casework/who-is-meant.ts'
import type { Command, Values } from '../handler.ts'

/** The option *handle* of a command (B3). */
export const handleOption = (description: string): object => ({
  type: 3,
  name: 'handle',
  description,
  max_length: 100,
})

/** The option *platform* of a command, from the register of platforms. */
export const platformOption = (description: string): object => ({
  type: 3,
  name: 'platform',
  description,
  autocomplete: true,
  max_length: 100,
})

/** Whom the options *person*, *handle* and *platform* name, unchecked. */
export const namedIn = (values: Values): Named => ({
  person: values.person('person'),
  handle: values.text('handle'),
  platform: values.text('platform'),
})

/** Suggests platforms for the option *platform*; retired ones only for looking things up. */
export const suggestPlatform =
  (which: 'in_use' | 'all'): NonNullable<Command['suggest']> =>
  async (c, option, typed) =>
    option === 'platform'
      ? (await suggestPlatforms(c.clp, typed, which)).map((name) => ({ name, value: name }))
      : []
