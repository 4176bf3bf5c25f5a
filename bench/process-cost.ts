import { readFileSync } from 'node:fs'
import type { BotProcess } from '../src/practice/bot-process.ts'

/** The most memory that a process has held so far, in MiB; null where the system does not say. */
export function peakMemory({ child }: BotProcess): number | null {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
    return line === null ? null : Math.round(Number(line[1]) / 1024)
  } catch {
    return null
  }
}

/** Real milliseconds from the start of a program to its being ready. */
export async function timeToReady(start: () => BotProcess): Promise<{ bot: BotProcess; ms: number }> {
  const from = performance.now()
  const bot = start()
  await bot.ready()
  return { bot, ms: performance.now() - from }
}
