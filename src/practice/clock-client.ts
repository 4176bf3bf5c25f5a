/** Follows the clock of a practice Discord from another process, over its event stream. */
import { setTimeout as delay } from 'node:timers/promises'
import type { ClockReading } from './clock.ts'

export interface FollowedClock {
  /** The simulated moment as last heard of; between two readings it runs with real time. */
  now(): Date
  /** Calls `listener` whenever the clock was moved. */
  onChange(listener: (reading: ClockReading) => void): () => void
  close(): void
}

const RETRY_MS = 100

/**
 * Follows the clock of the practice Discord at `url` (its address, with or without `/api`). Resolves once the first
 * reading is in. If the connection is lost the last offset stays in force and the connection is tried again.
 */
export async function followPracticeClock(url: string): Promise<FollowedClock> {
  const stream = new URL('/practice/clock/stream', url)
  const stop = new AbortController()
  const listeners = new Set<(reading: ClockReading) => void>()
  let offsetMs = 0

  const hear = (reading: ClockReading): void => {
    const moved = reading.offsetMs !== offsetMs
    offsetMs = reading.offsetMs
    if (moved) for (const listener of listeners) listener(reading)
  }

  const connect = async (): Promise<AsyncGenerator<ClockReading>> => {
    const response = await fetch(stream, { signal: stop.signal })
    if (!response.ok || response.body === null)
      throw new Error(`the practice clock answered ${response.status}`)
    return readings(response.body)
  }

  const first = await connect()
  const opening = await first.next()
  if (opening.done === true) throw new Error('the practice clock said nothing')
  hear(opening.value)

  const follow = async (): Promise<void> => {
    let source: AsyncGenerator<ClockReading> | undefined = first
    while (!stop.signal.aborted) {
      try {
        source ??= await connect()
        for await (const reading of source) hear(reading)
      } catch {
        // Lost or refused: the loop connects again until close() is called.
      }
      source = undefined
      await delay(RETRY_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
    }
  }
  void follow()

  return {
    now: () => new Date(Date.now() + offsetMs),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => stop.abort(),
  }
}

async function* readings(body: ReadableStream<Uint8Array>): AsyncGenerator<ClockReading> {
  const decoder = new TextDecoder()
  let buffered = ''
  for await (const chunk of body) {
    buffered += decoder.decode(chunk, { stream: true })
    const events = buffered.split('\n\n')
    buffered = events.pop() ?? ''
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '))
      if (data !== undefined) yield JSON.parse(data.slice('data: '.length)) as ClockReading
    }
  }
}
