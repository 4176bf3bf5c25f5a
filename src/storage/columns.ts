/** JSON from a text column; null stays null. */
export const parse = <T>(column: string | null): T => (column === null ? null : JSON.parse(column)) as T

/** JSON for a text column; null and undefined become null. */
export const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value)

/** Carries a converted column over only if the change names it at all, so that an update touches nothing else. */
export const same = <K extends string, V>(change: object, name: K, value: V): { [P in K]?: V } =>
  name in change ? ({ [name]: value } as { [P in K]?: V }) : {}
