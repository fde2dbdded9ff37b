import { useCallback, useState } from 'react';
import type { Answer, Failure } from './backend';

export type Task = { state: 'idle' } | { state: 'waiting' } | { state: 'done' } | { state: 'failed'; failure: Failure };

export interface Runner {
  task: Task;
  /** Runs one request at a time and hands its value over when it went well. */
  run: <Value>(work: () => Promise<Answer<Value>>, onDone: (value: Value) => void) => void;
  reset: () => void;
}

/** Something the admin started with a button: whether it goes on, and how it ended. */
export function useTask(): Runner {
  const [task, setTask] = useState<Task>({ state: 'idle' });
  const run: Runner['run'] = useCallback((work, onDone) => {
    setTask({ state: 'waiting' });
    void work().then((answer) => {
      if (answer.ok) {
        setTask({ state: 'done' });
        onDone(answer.value);
      } else {
        setTask({ state: 'failed', failure: answer.failure });
      }
    });
  }, []);
  const reset = useCallback(() => setTask({ state: 'idle' }), []);
  return { task, run, reset };
}
