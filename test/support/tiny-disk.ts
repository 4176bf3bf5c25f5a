import { spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { tempFolder } from './temp-register.ts'

/**
 * A disk of so many KiB of the test's own, gone when the test ends; null where this user may mount none, so that the test
 * is skipped.
 */
export function tinyDisk(kib: number): string | null {
  const dir = tempFolder()
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k,mode=700`, 'tmpfs', dir])
  if (made.status !== 0) return null
  // before its folder goes
  onTestFinished(() => void spawnSync('umount', ['-l', dir]))
  return dir
}
