import { DISCORD } from '../../policy/platform.ts'
import { cleanLine, plainName } from '../../letters/plain-text.ts'
import { handleInWords, handleOf, handleOnPlatform } from '../../policy/identity.ts'

/** A platform in the text of a message. */
export const placeInWords = (platform: string): string =>
  platform === DISCORD ? 'this server' : plainName(platform)

/** Someone by their identity in the text of a message: a mention, with their name where it is known; or @handle on X (B3). */
export function whoInWords(identity: string, name: string | null = null): string {
  const known = handleOf(identity)
  if (known === null) return name === null ? `<@${identity}>` : `<@${identity}> (${plainName(name)})`
  return `${plainName(handleInWords(known.handle))} on ${plainName(known.platform)}`
}

/** The same for a file, in which mentions show no name. */
export function whoInFile(identity: string, name: string): string {
  const known = handleOf(identity)
  return known === null ? cleanLine(name) : handleOnPlatform(known)
}
