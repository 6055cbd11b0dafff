/** What is made of several measurements of one thing. */

/** The value below which the share `quantile` (0 to 1) of the values lies. */
export function percentile(values: readonly number[], quantile: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * quantile;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
