/** Discord's own audit log of a server. */
import { emitAuditEntry } from './events.ts'
import type { AuditEntryState, GuildState } from './state.ts'
import type { World } from './world.ts'

export interface Audited {
  /** Discord's number for the kind of action (22 ban, 23 unban, 20 kick …). */
  action: number
  by: string
  target: string | null
  reason?: string | undefined
  changes?: AuditEntryState['changes']
  options?: Record<string, string>
}

/** Writes an entry and tells bots that may read the log. */
export function recordAudit(world: World, guild: GuildState, entry: Audited): void {
  const recorded: AuditEntryState = {
    id: world.nextId(),
    actionType: entry.action,
    userId: entry.by,
    targetId: entry.target,
    reason: entry.reason,
    changes: entry.changes ?? [],
    options: entry.options,
  }
  guild.auditLog.push(recorded)
  emitAuditEntry(world, guild, recorded)
}
