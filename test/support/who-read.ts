import type { PracticeDiscord } from '../../src/practice/discord/practice-discord.ts'
import type { SmallClp } from '../../src/practice/small-clp.ts'

/** Words of a matter, and who has a part in it. */
export interface Confided {
  words: string[]
  readers: string[]
}

/**
 * What people read that they have no part in (O2, A5), as sentences; none when all is well. Looked through is all that
 * anybody was ever shown: channels, threads, DMs, private answers, forms and suggestions. Nobody without an office and
 * without a message from the bot may have read so much as a reference. The server's owner is left out: Discord itself
 * lets an owner into every thread.
 */
export function readBeyondTheirPart(
  { discord, ...clp }: SmallClp & { discord: PracticeDiscord },
  confided: Confided[],
): string[] {
  const isOfficer = (id: string): boolean => {
    const { roles, members } = discord.world.guild(clp.guild)
    return [...(members.get(id)?.roles ?? [])].some((role) => roles.get(role)?.name === 'Officers')
  }
  const found: string[] = []
  for (const { id, bot, globalName } of discord.world.users.values()) {
    if (bot || id === clp.owner) continue
    const reads = discord.as(id).reads()
    for (const { words, readers } of confided) {
      if (readers.includes(id)) continue
      for (const word of words)
        for (const read of reads)
          if (read.text.includes(word)) found.push(`${globalName} read “${word}” in a ${read.kind}`)
    }
    if (isOfficer(id) || discord.dm(id).length > 0) continue
    const seen = reads.find((read) => /\b20\d\d-\d{3}\b/.test(read.text))
    if (seen) found.push(`${globalName} read a reference in a ${seen.kind}: ${seen.text}`)
  }
  return found
}
