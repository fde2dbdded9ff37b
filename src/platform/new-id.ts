/** Sorts by time; random enough that two made in one millisecond differ. */
export function newId(now: Date, random: () => number): string {
  const chance = Math.floor(random() * 36 ** 6);
  return `${now.getTime().toString(36)}-${chance.toString(36).padStart(6, '0')}`;
}
