/** An address with encoded parameters; lists repeat the name, absent values are left out. */
export function withQuery(
  address: string,
  parameters: Record<string, string | number | readonly string[] | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) {
      continue;
    }
    for (const one of typeof value === 'object' ? value : [String(value)]) {
      query.append(name, one);
    }
  }
  const text = query.toString();
  return text === '' ? address : `${address}?${text}`;
}
