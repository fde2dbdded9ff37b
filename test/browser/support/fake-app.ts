import type { AdminKey } from '../../../src/resolvers/admin-api';
import { type Answers, FULL_ANSWERS } from '../fixtures/answers';

export interface FakeApp {
  invoke: (functionKey: string, payload: unknown) => Promise<unknown>;
  /** What the page asked, in order. */
  asked: { key: string; payload: unknown }[];
  /** Changes what the app answers from now on. */
  set: (answers: Partial<Answers>) => void;
}

/**
 * An app made of fixtures: it answers by key, can keep silent, and can crash.
 * @param alter what becomes of every answer on its way
 */
export function fakeApp(
  answers: Partial<Answers> = {},
  alter: (answer: unknown) => unknown = (answer) => answer,
): FakeApp {
  let current: Answers = { ...FULL_ANSWERS, ...answers };
  const asked: FakeApp['asked'] = [];

  const answer = (key: string, payload: unknown): unknown => {
    const entry = Object.entries(current).find(([name]) => name === key);
    if (entry === undefined) {
      throw new Error(`No such resolver: ${key}`);
    }
    // The page's requests are typed by the same list, so the payload fits its key.
    const handler: (payload: never) => unknown = entry[1];
    return Reflect.apply(handler, undefined, [payload ?? {}]);
  };

  return {
    asked,
    set: (more) => {
      current = { ...current, ...more };
    },
    invoke: async (key, payload) => {
      asked.push({ key, payload });
      const given = answer(key, payload);
      if (given === 'silent') {
        return new Promise(() => undefined);
      }
      if (given === 'crash') {
        throw new Error('The resolver crashed.');
      }
      return alter(given);
    },
  };
}

/** Payloads of one key, in the order in which the page sent them. */
export function asksFor(app: FakeApp, key: AdminKey): unknown[] {
  return app.asked.filter((ask) => ask.key === key).map((ask) => ask.payload);
}
