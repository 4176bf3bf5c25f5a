import cron from 'node-cron'
import type { Logger } from '../runtime/logger.ts'

export interface Schedule {
  /** Runs what each minute brings, now: at start, and when a simulated clock was moved. */
  runNow(): Promise<void>
  stop(): Promise<void>
}

/** The only timers of the product that move matters on. Each job looks at the clock itself; running twice is harmless. */
export function startSchedule(jobs: {
  everyMinute: () => Promise<void>
  hourly: () => Promise<void>
  logger: Logger
}): Schedule {
  let running: Promise<void> = Promise.resolve()
  const inTurn = (job: () => Promise<void>, name: string): Promise<void> => {
    running = running
      .then(job)
      .catch((error: unknown) => jobs.logger.error('a job failed', { job: name, error }))
    return running
  }
  const tasks = [
    cron.schedule('* * * * *', () => inTurn(jobs.everyMinute, 'due'), { timezone: 'Europe/London' }),
    cron.schedule('7 * * * *', () => inTurn(jobs.hourly, 'hourly'), { timezone: 'Europe/London' }),
  ]
  return {
    runNow: () => inTurn(jobs.everyMinute, 'due'),
    async stop() {
      for (const task of tasks) await task.stop()
      await running
    },
  }
}
