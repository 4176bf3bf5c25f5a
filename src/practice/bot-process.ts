import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** A bot in a process of its own, as it runs in earnest. */
export interface BotProcess {
  readonly child: ChildProcess
  /** Everything it wrote so far, both streams. */
  output(): string
  /** Resolves when it says that it is ready; throws with its last words when it ends before that. */
  ready(): Promise<void>
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>
  /** Ends it the polite way, and waits. */
  stop(): Promise<void>
  /** Ends it as a power cut would, and waits. */
  kill(): Promise<void>
}

const READY = 'The bot is ready.'

/** Starts the bot against a practice Discord, by its own program, with the environment that a person would give it. */
export function startBotProcess(options: {
  token: string
  apiUrl: string
  clockUrl: string
  dataDir: string
  program?: string
  env?: Record<string, string>
}): BotProcess {
  const program = options.program ?? join(import.meta.dirname, '../main.ts')
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DISCORD_TOKEN: options.token,
      DISCORD_API_URL: options.apiUrl,
      PRACTICE_CLOCK_URL: options.clockUrl,
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    // the channel is there so that the bot ends when whoever started it is gone
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      said += data.toString()
      for (const heard of listeners) heard()
    })
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 0)),
  )
  return {
    child,
    output: () => said,
    ended,
    ready: () =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!said.includes(READY)) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        void ended.then((how) => reject(new Error(`the bot ended (${how}) before it was ready:\n${said}`)))
        look()
      }),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
