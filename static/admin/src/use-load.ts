import { useCallback, useEffect, useState } from 'react';
import type { AdminKey, AdminRequest, AdminValue } from '../../../src/resolvers/admin-api';
import { ask, type Failure } from './backend';

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
 * Asks when first shown and whenever the request or `version` changes. An answer that comes late, after
 * another question was asked, is dropped.
 */
export function useLoad<Key extends AdminKey>(
  key: Key,
  request: AdminRequest<Key>,
  version = '',
): Loader<AdminValue<Key>> {
  const [load, setLoad] = useState<Load<AdminValue<Key>>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const question = JSON.stringify(request);

  useEffect(() => {
    let wanted = true;
    setLoad((before) => (before.state === 'ready' ? { ...before, refreshing: true } : { state: 'loading' }));
    void ask(key, request).then((answer) => {
      if (!wanted) return;
      setLoad(
        answer.ok
          ? { state: 'ready', value: answer.value, refreshing: false }
          : { state: 'failed', failure: answer.failure },
      );
    });
    return () => {
      wanted = false;
    };
    // `question` stands for `request`: equal requests are the same question.
  }, [key, question, version, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { load, reload };
}
