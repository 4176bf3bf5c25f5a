import { DISCORD } from './platform.ts'

/**
 * Who a respondent is (B3): a Discord user's id, or a handle on a platform of the CLP, kept as `platform:handle`. Discord ids
 * are digits only, so the two can never be mistaken for each other.
 */

/** How a handle is compared: without a leading @, spaces around it, or differences of case and of Unicode form. */
export function cleanHandle(handle: string): string {
  return handle.normalize('NFKC').trim().replace(/^@+/u, '').trim().toLowerCase()
}

/** A handle as people read it. A page's own name has spaces in it, and no @ before it. */
export const handleInWords = (handle: string): string => (/\s/u.test(handle) ? handle : `@${handle}`)

/** A handle with its platform, as letters name it: "@redrose on X". */
export const handleOnPlatform = ({ platform, handle }: { platform: string; handle: string }): string =>
  `${handleInWords(handle)} on ${platform}`

/** The identity of `handle` on `platform` (B3). `handle` must not be empty once it is cleaned, `platform` not `discord`. */
export function handleIdentity(platform: string, handle: string): string {
  const cleaned = cleanHandle(handle)
  if (cleaned === '') throw new RangeError('a handle cannot be empty')
  if (platform === DISCORD) throw new RangeError('people on Discord are known by their id')
  return `${platform}:${cleaned}`
}

/** Platform and handle of an identity, or null where it is a Discord user's. */
export function handleOf(identity: string): { platform: string; handle: string } | null {
  const colon = identity.indexOf(':')
  return colon < 0 ? null : { platform: identity.slice(0, colon), handle: identity.slice(colon + 1) }
}

/** The Discord user's id of an identity, or null where it is a handle: whoever has one can be written to by the bot. */
export function discordUser(identity: string): string | null {
  return /^\d+$/u.test(identity) ? identity : null
}
