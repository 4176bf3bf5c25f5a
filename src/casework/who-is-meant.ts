import { cleanLine } from '../letters/plain-text.ts'
import { cleanHandle, handleIdentity, handleInWords } from '../policy/identity.ts'
import { DISCORD } from '../policy/platform.ts'
import { findPlatform, platformInUse } from './platforms.ts'
import type { Clp } from './ports.ts'
import { refuse, type Result } from './refusal.ts'

/** Whom an option `person`, or `handle` with `platform`, means (B3). */
export interface Meant {
  /** A Discord user's id, or `platform:handle`. */
  identity: string
  /** As people read it: a name on this server, or `@handle`. */
  name: string
  isBot: boolean
  /** Where the conduct was: `discord` unless said otherwise. */
  platform: string
}

/** What someone gave in the options of a command. */
export interface Named {
  person: { id: string; name: string; isBot: boolean } | null
  handle: string
  platform: string
}

const LONGEST = 80

/**
 * Whom somebody means (B3). Refused with what to do instead: both a person and a handle or neither, a handle on `discord`,
 * a link in place of a handle, a platform that the CLP does not have or, where something is to be opened, has retired.
 */
export const whoIsMeant = (clp: Clp, given: Named, use: 'open' | 'look'): Promise<Result<Meant>> =>
  clp.transact(async (s): Promise<Result<Meant>> => {
    const no = (problem: string) => refuse({ why: 'input', problems: [problem] })
    const { person } = given
    const typed = cleanLine(given.handle)
    const found =
      given.platform.trim() === ''
        ? undefined
        : use === 'open'
          ? await platformInUse(s, given.platform)
          : { ok: true as const, platform: await findPlatform(s, given.platform) }
    if (found?.ok === false) return found
    if (found && !found.platform)
      return no('There is no platform of that name. `/platform list` shows those that the CLP has.')
    const platform = found?.platform?.name ?? DISCORD
    if (person && typed !== '') return no('Give either *person* or *handle*, not both.')
    if (person) return { ok: true, identity: person.id, name: person.name, isBot: person.isBot, platform }
    if (typed === '')
      return no('Choose the person in the option *person*; or give the *handle* and the *platform* it is on.')
    if (platform === DISCORD)
      return no(
        'On this server people are chosen with the option *person*. A *handle* needs the *platform* that it is on, from the list.',
      )
    if (typed.includes('://'))
      return no(
        'That is a link. Give the handle itself, for example redrose; the link belongs to the evidence.',
      )
    const handle = cleanHandle(typed)
    if (handle === '' || handle.length > LONGEST)
      return no(`The handle has 1 to ${LONGEST} characters, as it stands on ${platform}.`)
    return {
      ok: true,
      identity: handleIdentity(platform, handle),
      name: handleInWords(handle),
      isBot: false,
      platform,
    }
  })
