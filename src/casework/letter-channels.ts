import type { Store } from './ports.ts'

/** The DMs in which somebody has a letter from the bot, the latest first. */
export const letterChannels = async (s: Store): Promise<string[]> => [
  ...new Set((await s.sanctions({})).toReversed().flatMap((x) => x.dmChannelId ?? [])),
]
