import { deleteDecisions, readDecisions, saveDecision } from '../../src/storage/decisions-store';
import { openStore } from './support/open-store';

const decision = {
  findingId: 'finding-1',
  type: 'accepted',
  because: 'Known.',
  about: null,
  by: 'account-1',
  at: '2026-11-02T09:00:00.000Z',
  until: null,
} as const;

test('a decision can be taken back before a listing of the store shows it', async () => {
  let now = 0;
  const store = openStore({ now: () => now });
  store.lag = () => 5000;
  await saveDecision(decision);
  expect(await readDecisions()).toEqual([]);

  await deleteDecisions('finding-1');
  now = 60_000;
  expect(store.keys()).toEqual([]);
});
