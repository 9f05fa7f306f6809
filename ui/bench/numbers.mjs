// What is made of many values.

/** The value that a share of all is not above. */
export function percentile(values, share) {
  if (values.length === 0) return NaN
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]
}

export const largest = values => values.reduce((most, value) => Math.max(most, value), 0)

/** One line of the table: what was measured, its budget, and whether it is kept. */
export function figure(name, value, unit, budget) {
  return { name, value, unit, budget: budget ?? null, isKept: budget === undefined ? null : value <= budget }
}
