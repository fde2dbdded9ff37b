import { readRetryAfter } from '../../src/platform/retry-after';

const NOW = new Date('2026-11-02T09:00:00Z');

function read(headers: Record<string, string>): number | null {
  return readRetryAfter((name) => headers[name] ?? null, NOW);
}

describe('how long the other side asks to wait', () => {
  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Mon, 02 Nov 2026 09:01:00 GMT' }, 60_000],
    [{ 'retry-after': 'Mon, 02 Nov 2026 08:00:00 GMT' }, 0],
    [{ 'x-ratelimit-reset': '2026-11-02T09:00:10.500Z' }, 10_500],
    [{ 'x-ratelimit-reset': '2026-11-02T10:00:10+01:00' }, 10_000],
    [{ 'retry-after': '3', 'x-ratelimit-reset': '2026-11-02T09:30:00Z' }, 3000],
  ])('%j is %i ms', (headers, milliseconds) => {
    expect(read(headers)).toBe(milliseconds);
  });

  it.each([[{}], [{ 'retry-after': 'soon' }], [{ 'retry-after': '' }], [{ 'x-ratelimit-reset': 'never' }]])(
    '%j says nothing',
    (headers) => {
      expect(read(headers)).toBeNull();
    },
  );
});
