/** Small sums over measured times, all in milliseconds. */

/** The value that a share of all values does not exceed (nearest rank); NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export interface Spread {
  median: number
  p99: number
  samples: number
}

export const spread = (values: readonly number[]): Spread => ({
  median: round(median(values)),
  p99: round(quantile(values, 0.99)),
  samples: values.length,
})

/** Two places are all that the measurement bears. */
export const round = (value: number): number => Math.round(value * 100) / 100

/** Rows of equal length as lines, the columns aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
