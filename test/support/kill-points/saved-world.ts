import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PracticeDiscord, startPracticeDiscord } from '../../../src/practice/discord/practice-discord.ts'
import type { World } from '../../../src/practice/discord/world.ts'

/** A practice Discord and the bot's data as they were at one moment, with the bot stopped. */
export interface Saved {
  now: string
  world: Map<string, Map<unknown, unknown>>
  dataDir: string
}

/** A folder that is the test's to delete. */
export const scratch = (): string => mkdtempSync(join(tmpdir(), 'kill-points-'))

const mapsOf = (world: World) =>
  Object.entries(world).filter((entry): entry is [string, Map<unknown, unknown>] => entry[1] instanceof Map)

/** Takes a copy. The bot must have been stopped, and its data folder is copied as it lies. */
export function save(discord: PracticeDiscord, dataDir: string): Saved {
  const copy = scratch()
  cpSync(dataDir, copy, { recursive: true })
  return {
    now: discord.clock.now().toISOString(),
    world: structuredClone(new Map(mapsOf(discord.world))),
    dataDir: copy,
  }
}

/** A practice Discord of its own that goes on from a copy, and a data folder of its own. */
export async function restore(saved: Saved): Promise<{ discord: PracticeDiscord; dataDir: string }> {
  const discord = await startPracticeDiscord({ start: saved.now })
  const copied = structuredClone(saved.world)
  for (const [name, map] of mapsOf(discord.world))
    for (const [key, value] of copied.get(name) ?? []) map.set(key, value)
  const dataDir = scratch()
  cpSync(saved.dataDir, dataDir, { recursive: true })
  return { discord, dataDir }
}

export const discard = (dir: string): void => rmSync(dir, { recursive: true, force: true })
