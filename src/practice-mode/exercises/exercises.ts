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

/** What was begun on one practice Discord. */
interface Begun {
  runs: Map<string, Run>
  /** Exercises of which every step was once seen to be done. */
  done: Set<string>
  /** The one that was begun last and not put away. */
  current: string | null
}

/**
 * The guided rehearsals on a practice CLP. `stageNow` gives the stage as it is at the moment, so that after *Start over*
 * all of them begin anew. What was done is judged by what people can see on the practice Discord and by nothing else.
 */
export function exercises(stageNow: () => Stage): Exercises {
  const begun = new WeakMap<Stage['discord'], Begun>()
  /** Those on which an exercise is being made ready. */
  const preparing = new WeakSet<Stage['discord']>()

  const begunOn = ({ discord }: Stage): Begun => {
    const known = begun.get(discord) ?? {
      runs: new Map<string, Run>(),
      done: new Set<string>(),
      current: null,
    }
    begun.set(discord, known)
    return known
  }
  const find = (id: string): { exercise: Exercise; run: Run | undefined } | null => {
    const exercise = DEFINITIONS.find((one) => one.id === id)
    return exercise === undefined ? null : { exercise, run: begunOn(stageNow()).runs.get(id) }
  }
  /** Which steps can be seen to be done. That all were is kept: what comes afterwards makes none of it undone. */
  const progress = ({ id, steps }: Exercise, run: Run): boolean[] => {
    const view = viewOf(run.cast, run.since)
    const each = steps.map((step) => step.done(view))
    if (each.every(Boolean)) begunOn(run.cast.stage).done.add(id)
    return each
  }

  return {
    list: () => {
      const stage = stageNow()
      const { runs, done } = begunOn(stage)
      return DEFINITIONS.map((exercise) => {
        const { id, title, aim, steps } = exercise
        const run = runs.get(id)
        const cast = run?.cast ?? unbegun(stage, exercise)
        return {
          id,
          title,
          aim,
          steps: steps.map((step) => inWords(step, cast)),
          hints: steps.length,
          progress: run === undefined ? [] : progress(exercise, run),
          done: done.has(id),
        }
      })
    },
    current() {
      const { current } = begunOn(stageNow())
      const found = current === null ? null : find(current)
      if (found?.run === undefined) return null
      const { exercise, run } = found
      const at = progress(exercise, run).indexOf(false)
      const next = exercise.steps[at]
      return {
        id: exercise.id,
        title: exercise.title,
        step: next === undefined ? null : at + 1,
        steps: exercise.steps.length,
        text: next === undefined ? '' : inWords(next, run.cast),
        me: next?.as(run.cast) ?? null,
      }
    },
    putAway() {
      begunOn(stageNow()).current = null
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
        const on = begunOn(stage)
        on.runs.set(id, { cast, since: stage.discord.clock.now() })
        on.current = id
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
      const each = progress(exercise, run)
      const points = exercise.steps.map((step, n) => {
        const done = each[n] === true
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
      if (run === undefined) return { text: NOT_BEGUN, more: NOT_BEGUN, left: exercise.steps.length }
      const each = progress(exercise, run)
      const left = exercise.steps.filter((_, n) => each[n] === false)
      const [next] = left
      if (next === undefined) return { text: ALL_DONE, more: ALL_DONE, left: 0 }
      return { text: `${inWords(next, run.cast)} ${next.hint}`, more: next.hint, left: left.length - 1 }
    },
  }
}

const NOBODY_LEFT =
  'Something has happened to every member of this CLP by now. Press Start over, then begin again.'
const TRY = 'Look whether the bot is running and Discord is there, then try again, or press Start over.'
const ALL_DONE = 'Everything is done. Press Check to see what went right.'
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
