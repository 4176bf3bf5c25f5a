import type { SeenMessage } from '../../src/practice/discord/seen.ts'
import type { Clp } from './clp.ts'

/** Waits until the room of a matter says something. */
export const roomSays = (clp: Clp, ref: string, text: string | RegExp): Promise<SeenMessage> =>
  clp.discord.waitFor(
    () =>
      clp.discord
        .threads(clp.guild)
        .filter((t) => t.name === ref)
        .flatMap((t) => clp.discord.messages(t.id))
        .find((m) => (typeof text === 'string' ? m.text.includes(text) : text.test(m.text))),
    `“${String(text)}” in the room of ${ref}`,
  )

/** The channel in which everyone writes. */
export const general = (clp: Clp) => ({ channel: clp.channels.general })
/** Whether a post still stands there. */
export const isThere = (clp: Clp, post: SeenMessage): boolean =>
  clp.discord.messages(clp.channels.general).some((m) => m.id === post.id)
