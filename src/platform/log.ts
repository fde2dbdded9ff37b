/** Facts that go with a message. Names and numbers only: never text from a rule, an answer or a page. */
export type LogFacts = Record<string, string | number | boolean | null>;

/** A fixed message with facts. Messages are literals so that nothing can slip into them. */
export interface Log {
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
}

/** Forge keeps what is written to the console as the app's log. */
export const forgeLog: Log = {
  info: (message, facts = {}) => {
    // eslint-disable-next-line no-console -- the console is Forge's log; this is the only place that writes to it
    console.info(JSON.stringify({ message, ...facts }));
  },
  warn: (message, facts = {}) => {
    // eslint-disable-next-line no-console -- see above
    console.warn(JSON.stringify({ message, ...facts }));
  },
};
