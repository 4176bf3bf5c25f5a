import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { tempFolder } from './temp-register.ts'

/** What the programs compile at their start is kept: the tests start them many times. */
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/bot')

/** Runs one of the programs behind the npm scripts as a process of its own, in an empty folder. */
export async function runProgram(
  name: 'verify' | 'backup' | 'restore' | 'doctor',
  args: string[],
  env: Record<string, string>,
): Promise<{ out: string; err: string; code: number | null }> {
  const program = join(import.meta.dirname, '../../src', `${name}.ts`)
  const child = spawn(process.execPath, [program, ...args], {
    cwd: tempFolder(),
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code: child.exitCode }
}
