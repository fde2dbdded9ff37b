const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * An ISO-8601 date or instant. Without an offset it is UTC, as all days of a report are; a date alone is its first
 * instant. Null for anything else, also for days that do not exist.
 */
export function parseInstant(text: string): Date | null {
  const match = ISO.exec(text.trim());
  if (match === null) {
    return null;
  }
  const [whole, year, month, day, offset] = match;
  const date = new Date(whole.includes('T') && offset === undefined ? `${whole}Z` : whole);
  // Date turns 30 February into 2 March.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number.isNaN(date.getTime()) || Number(day) > lastDay ? null : date;
}
