/** How many of the newest matters are looked through for a list, and suggested while someone types. */
export const LISTED = 200
export const SUGGESTED = 25
const STEP = 25

/**
 * The newest matters that someone may see, as they stand now, read in small steps since a matter can be long; `more`:
 * there are older ones that were not looked at.
 */
export async function seenInSteps<R extends { ref: string }, F extends R>(
  found: R[],
  files: (refs: string[]) => Promise<F[]>,
  sees: (file: F) => boolean,
  enough: number,
): Promise<{ seen: R[]; more: boolean }> {
  const seen: R[] = []
  for (let i = 0; i < found.length && seen.length < enough; i += STEP)
    seen.push(...(await files(found.slice(i, i + STEP).map((m) => m.ref))).filter(sees))
  return { seen: seen.slice(0, enough), more: found.length === LISTED }
}
