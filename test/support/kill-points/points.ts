import { type Moment, wordsOf } from './boundary.ts'
import type { Point } from './run-piece.ts'
import type { Later, Met } from './stage.ts'

type Dies = (met: Met) => { later: Later } | null

/** Ends the bot at some points, each once. */
export function at(points: readonly { point: Point; later: Later }[]): Dies {
  const met = new Map<string, number>()
  const left = new Set(points)
  return ({ name, moment }) => {
    const key = `${name} ${moment}`
    const nth = (met.get(key) ?? 0) + 1
    met.set(key, nth)
    for (const one of left) {
      if (one.point.name !== name || one.point.moment !== moment || one.point.nth > nth) continue
      left.delete(one)
      return { later: one.later }
    }
    return null
  }
}

/** Ends the bot once at every boundary of a kind that has not been met before, and goes on after each restart. */
export function everywhere(kind: Met['kind'], moment: Moment, later: () => Later): Dies {
  const seen = new Set<string>()
  return (met) => {
    if (met.kind !== kind || met.moment !== moment) return null
    const words = wordsOf(met.request)
    if (seen.has(words)) return null
    seen.add(words)
    return { later: later() }
  }
}

/** Numbers from 0 up to, but not including, 1, the same for the same seed. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Some of a list, each at most once, in the list's order. */
export function some<T>(list: readonly T[], count: number, random: () => number): T[] {
  const left = list.map((_, i) => i)
  const chosen = new Set<number>()
  while (chosen.size < Math.min(count, list.length))
    for (const i of left.splice(Math.floor(random() * left.length), 1)) chosen.add(i)
  return list.filter((_, i) => chosen.has(i))
}
