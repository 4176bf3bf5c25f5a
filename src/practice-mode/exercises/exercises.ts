import type { Exercises } from '../../practice/page/exercises.ts'
import type { Stage } from '../story.ts'
import { DEFINITIONS } from './definitions.ts'
import type { Cast, Exercise, Step } from './kinds.ts'
import { toMorning } from './morning.ts'
import { pickMember } from './pick-member.ts'
import { viewOf } from './view.ts'

/** A run: whom it is about, and since when (simulated) things count for it. */
interface Run {
  cast: Cast
  since: Date
}

/**
 * The guided rehearsals on a practice CLP. `stageNow` gives the stage as it is at the moment, so that after *Start over*
 * all of them begin anew. What was done is judged by what people can see on the practice Discord and by nothing else.
 */
export function exercises(stageNow: () => Stage): Exercises {
  const runs = new WeakMap<Stage['discord'], Map<string, Run>>()
  /** Those on which an exercise is being made ready. */
  const preparing = new WeakSet<Stage['discord']>()

  const runsOf = ({ discord }: Stage): Map<string, Run> => {
    const known = runs.get(discord) ?? new Map<string, Run>()
    runs.set(discord, known)
    return known
  }
  const find = (id: string): { exercise: Exercise; run: Run | undefined } | null => {
    const exercise = DEFINITIONS.find((one) => one.id === id)
    return exercise === undefined ? null : { exercise, run: runsOf(stageNow()).get(id) }
  }

  return {
    list: () => {
      const stage = stageNow()
      return DEFINITIONS.map((exercise) => {
        const cast = runsOf(stage).get(exercise.id)?.cast ?? unbegun(stage, exercise)
        const { id, title, aim, steps } = exercise
        return { id, title, aim, steps: steps.map((step) => inWords(step, cast)), hints: steps.length }
      })
    },
    async start(id) {
      const found = find(id)
      if (found === null) return null
      const stage = stageNow()
      if (preparing.has(stage.discord))
        return { text: 'An exercise is being made ready. Try again in a moment.', me: null }
      const member = pickMember(stage, found.exercise.about)
      if (member === null) return { text: NOBODY_LEFT, me: null }
      preparing.add(stage.discord)
      try {
        toMorning(stage.discord.clock)
        const ref = await found.exercise.prepare(stage, member)
        const cast = { stage, member, ref }
        runsOf(stage).set(id, { cast, since: stage.discord.clock.now() })
        const [first] = found.exercise.steps
        return {
          text: `${found.exercise.aim} Everything is ready. ${first === undefined ? '' : inWords(first, cast)}`,
          me: first?.as(cast) ?? null,
        }
      } catch (error) {
        return { text: `This could not be made ready: ${(error as Error).message}. ${TRY}`, me: null }
      } finally {
        preparing.delete(stage.discord)
      }
    },
    check(id) {
      const found = find(id)
      if (found === null) return null
      const { exercise, run } = found
      if (run === undefined) return { done: false, points: [{ done: false, text: NOT_BEGUN, more: null }] }
      const view = viewOf(run.cast, run.since)
      const points = exercise.steps.map((step) => {
        const done = step.done(view)
        return {
          done,
          text: done ? step.why : inWords(step, run.cast),
          more: done ? rulesInWords(step) : step.hint,
        }
      })
      return { done: points.every((point) => point.done), points }
    },
    hint(id) {
      const found = find(id)
      if (found === null) return null
      const { exercise, run } = found
      if (run === undefined) return { text: NOT_BEGUN, left: exercise.steps.length }
      const view = viewOf(run.cast, run.since)
      const left = exercise.steps.filter((step) => !step.done(view))
      const [next] = left
      if (next === undefined)
        return { text: 'Everything is done. Press Check to see what went right.', left: 0 }
      return { text: `${inWords(next, run.cast)} ${next.hint}`, left: left.length - 1 }
    },
  }
}

const NOBODY_LEFT =
  'Something has happened to every member of this CLP by now. Press Start over, then begin again.'
const TRY = 'Look whether the bot is running and Discord is there, then try again, or press Start over.'
const NOT_BEGUN = 'Begin this exercise first: that makes everything ready for it.'

/** Before it is begun, an exercise speaks of the member whom it is meant for. */
const unbegun = (stage: Stage, { about }: Exercise): Cast => ({
  stage,
  member: stage.clp.members[about] as string,
  ref: '',
})

function inWords(step: Step, cast: Cast): string {
  const person = step.as(cast)
  const who = person === null ? 'With the clock' : `As ${cast.stage.discord.world.user(person).globalName}`
  return `${who}: ${step.text(cast)}`
}

const rulesInWords = ({ rules }: Step): string =>
  `In the rulebook: ${rules.length === 1 ? 'rule' : 'rules'} ${rules.join(', ')}.`
