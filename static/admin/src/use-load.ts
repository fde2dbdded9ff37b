import { useCallback, useEffect, useState } from 'react';
import type { AdminKey, AdminRequest, AdminValue } from '../../../src/resolvers/admin-api';
import { type Answer, ask, type Failure } from './backend';

export type Load<Value> =
  | { state: 'loading' }
  | { state: 'failed'; failure: Failure }
  /** `refreshing`: shown as it is while a newer answer is on its way. */
  | { state: 'ready'; value: Value; refreshing: boolean };

export interface Loader<Value> {
  load: Load<Value>;
  reload: () => void;
}

/**
 * Asks when first shown and whenever the question changes; null asks nothing and stays `loading`. An answer that comes late,
 * after another question was asked, is dropped.
 * @param question stands for what `answer` asks: equal ones are not asked twice
 */
export function useAnswer<Value>(question: string | null, answer: () => Promise<Answer<Value>>): Loader<Value> {
  const [load, setLoad] = useState<Load<Value>>({ state: 'loading' });
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (question === null) {
      return undefined;
    }
    let wanted = true;
    setLoad((before) => (before.state === 'ready' ? { ...before, refreshing: true } : { state: 'loading' }));
    void answer().then((given) => {
      if (!wanted) {
        return;
      }
      setLoad(
        given.ok
          ? { state: 'ready', value: given.value, refreshing: false }
          : { state: 'failed', failure: given.failure },
      );
    });
    return () => {
      wanted = false;
    };
    // `question` stands for `answer`.
  }, [question, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { load, reload };
}

/** One request to the app, asked again whenever it or `version` changes. */
export function useLoad<Key extends AdminKey>(
  key: Key,
  request: AdminRequest<Key>,
  version = '',
): Loader<AdminValue<Key>> {
  return useAnswer(`${key} ${JSON.stringify(request)} ${version}`, () => ask(key, request));
}
