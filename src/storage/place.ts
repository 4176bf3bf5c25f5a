import { chmodSync, closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

/** Moves a finished file to its place, readable by this user only: a power cut leaves the whole file there or none. */
export function place(draft: string, path: string): void {
  chmodSync(draft, 0o600)
  sync(draft)
  renameSync(draft, path)
  sync(dirname(path))
}

function sync(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
