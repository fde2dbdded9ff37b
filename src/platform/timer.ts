/** Runs `run` after so many milliseconds unless the returned function is called before. */
export type StartTimer = (milliseconds: number, run: () => void) => () => void;

export const startSystemTimer: StartTimer = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => {
    clearTimeout(timer);
  };
};
