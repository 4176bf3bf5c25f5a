import type { PracticeDiscord } from '../../practice/discord/practice-discord.ts'
import type { Exercises } from '../../practice/page/exercises.ts'
import type { SmallClp } from '../../practice/small-clp.ts'
import type { Stage } from '../story.ts'
import { exercises } from './exercises.ts'

/** What the exercises need of the session that is on. */
interface OnPage {
  readonly discord: PracticeDiscord
  readonly clp: SmallClp
  /** Whether the CLP is set up. */
  ready(): boolean
  /** Starts the bot again where somebody has pulled the plug. */
  putPlugIn(): Promise<void>
}

/** The exercises of the practice page, on whichever session is on; none can be begun before the CLP is set up. */
export function exercisesOnPage(session: () => OnPage): Exercises {
  const all = exercises(() => stageOf(session()))
  return {
    ...all,
    start: (id) =>
      session().ready()
        ? all.start(id)
        : Promise.resolve({ text: 'The bot is being set up. A moment, please.', me: null }),
  }
}

const stageOf = ({ discord, clp, putPlugIn }: OnPage): Stage => ({
  discord,
  clp,
  tell: () => undefined,
  botBack: putPlugIn,
})
