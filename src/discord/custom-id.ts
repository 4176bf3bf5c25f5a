/**
 * Ids of buttons and forms: `name:server:argument:…`. They are all that a press carries, survive a restart, and can be
 * forged: nothing in them is believed without asking the register.
 */
export const customId = (name: string, serverId: string, ...args: (string | number)[]): string =>
  [name, serverId, ...args].join(':')

/** The parts of a custom id; null for one that is not of our making. */
export function parseCustomId(id: string): { name: string; serverId: string; args: string[] } | null {
  const [name, serverId, ...args] = id.split(':')
  if (name === undefined || serverId === undefined || !/^\d{17,20}$/.test(serverId)) return null
  return { name, serverId, args }
}

/** A request about somebody's data out of a custom id, or null. */
export const dataRef = (text: string | undefined): string | null =>
  text !== undefined && /^D\d{4}-\d{3,6}$/.test(text) ? text : null

/** A case reference out of a custom id or an option, or null. */
export const caseRef = (text: string | undefined): string | null =>
  text !== undefined && /^\d{4}-\d{3,6}$/.test(text.trim()) ? text.trim() : null

/** A reference of a case, a complaint or an appeal out of a custom id or an option, or null. */
export const matterRef = (text: string | undefined): string | null =>
  text !== undefined && /^[CA]?\d{4}-\d{3,6}$/.test(text.trim()) ? text.trim() : null

/** The first reference that a text names, or null. */
export const firstRef = (text: string): string | null => /\b[CA]?\d{4}-\d{3,6}\b/.exec(text)?.[0] ?? null
