import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

/** Moves a finished file to its place, readable by this user only: a power cut leaves the whole file there or none. */
export function place(draft: string, path: string): void {
  chmodSync(draft, 0o600)
  sync(draft)
  renameSync(draft, path)
  sync(dirname(path))
}

/**
 * Makes a folder, for this user only, and those above it that are not there. Throws what the file system answers; the
 * recursive `mkdir` of Node 26 never comes back from a place such as `/proc`, where nothing can be made.
 */
export function makeFolder(dir: string): void {
  if (existsSync(dir)) return
  if (dirname(dir) !== dir) makeFolder(dirname(dir))
  mkdirSync(dir, { mode: 0o700 })
}

function sync(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
