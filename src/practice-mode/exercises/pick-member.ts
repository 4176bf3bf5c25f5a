import type { Stage } from '../story.ts'

/** Members whom no exercise is about, for whoever does one again. */
const SPARE_FROM = 8

/**
 * The member whom a run is about: the one it is meant for, else one to whom the bot has never written and who is here.
 * Null where there is nobody left.
 */
export function pickMember({ discord, clp }: Stage, about: number): string | null {
  const order = [clp.members[about], ...clp.members.slice(SPARE_FROM), ...clp.members]
  const here = new Set(discord.members(clp.guild))
  return order.find((id) => id !== undefined && here.has(id) && discord.dm(id).length === 0) ?? null
}
