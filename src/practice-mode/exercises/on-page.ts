import type { PracticeDiscord } from '../../practice/discord/practice-discord.ts'
import { botQuiet } from '../../practice/page/quiet.ts'
import type { Exercises } from '../../practice/page/exercises.ts'
import type { SmallClp } from '../../practice/small-clp.ts'
import type { Stage } from '../story.ts'
import { exercises } from './exercises.ts'

/** What the exercises need of the session that is on. */
interface OnPage {
  readonly discord: PracticeDiscord
  readonly clp: SmallClp
  /** Everyone one can be. */
  readonly cast: readonly { id: string }[]
  readonly unread: { readAll(people: readonly string[]): void }
  /** Whether the CLP is set up. */
  ready(): boolean
  /** Starts the bot again where somebody has pulled the plug. */
  putPlugIn(): Promise<void>
}

/** Lines in the log come a moment after what they are about. */
const SETTLED_MS = 300

/**
 * The exercises of the practice page, on whichever session is on; none can be begun before the CLP is set up. What was
 * played to make one ready is no news to anyone, so that the marks show what comes from there on.
 */
export function exercisesOnPage(session: () => OnPage): Exercises {
  const all = exercises(() => stageOf(session()))
  return {
    ...all,
    start: async (id) => {
      const { ready, discord, unread, cast } = session()
      if (!ready()) return { text: 'The bot is being set up. A moment, please.', me: null }
      const started = await all.start(id)
      if (started?.me != null) {
        await botQuiet(discord, SETTLED_MS)
        unread.readAll(cast.map((one) => one.id))
      }
      return started
    },
  }
}

const stageOf = ({ discord, clp, putPlugIn }: OnPage): Stage => ({
  discord,
  clp,
  tell: () => undefined,
  botBack: putPlugIn,
})
