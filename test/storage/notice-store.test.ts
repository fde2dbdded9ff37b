import { NOTHING_SENT, readNotice, writeNotice } from '../../src/storage/notice-store';
import { openStore } from './support/open-store';

/** As many findings as there may be, each told at once by two channels. */
function marks(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, place) => [`finding-${place}`, 'critical']));
}

describe('what was told', () => {
  it('keeps the last marks of each channel, as many as one value holds', async () => {
    openStore();
    const record = await readNotice();

    await writeNotice({
      ...record,
      sent: {
        email: { ...NOTHING_SENT, week: '2026-W47', urgent: marks(3000) },
        other: { ...NOTHING_SENT, urgent: marks(10) },
      },
    });

    const { email, other } = (await readNotice()).sent;
    expect(email?.week).toBe('2026-W47');
    expect(Object.keys(email?.urgent ?? {})).toHaveLength(2000);
    expect(email?.urgent).toHaveProperty('finding-2999');
    expect(Object.keys(other?.urgent ?? {})).toHaveLength(10);
  });
});
