import type { Stage } from '../story.ts'
import type { View } from './view.ts'

/** Whom a run of an exercise is about, and what was prepared for it. */
export interface Cast {
  stage: Stage
  /** User id of the member whom it is about. */
  member: string
  /** The reference of the matter that was prepared; empty where the exercise begins with nothing. */
  ref: string
}

/** One thing to do, and how it is seen afterwards that it was done. */
export interface Step {
  /** User id of the person whom one is in this step; null for the clock, which is nobody's. */
  as(cast: Cast): string | null
  /** What to press, in plain English. */
  text(cast: Cast): string
  /** More help, for whoever asks. */
  hint: string
  /** Whether it can be seen that it was done. */
  done(view: View): boolean
  /** Why the rulebook wants it so, in plain English. */
  why: string
  /** Ids of the rules that it rests on. */
  rules: readonly string[]
}

/** A guided rehearsal. */
export interface Exercise {
  id: string
  title: string
  /** One sentence. */
  aim: string
  /** Which of the twelve members it is about, as long as nothing has happened to them. */
  about: number
  /** Plays what has to have happened before; gives the reference of the matter to go on with, or an empty text. */
  prepare(stage: Stage, member: string): Promise<string>
  steps: readonly Step[]
}
