// Whatever is asked of a pretend cloud, and whatever it answers, is held to Atlassian's documents (local/openapi).
const { subscribe, unsubscribe } = require('node:diagnostics_channel');

/** As local/cloud/cloud.ts has it; neither is loaded in the many tests that have no cloud. */
const EXCHANGES = 'automation-token-watch:pretend-cloud';
let takeViolations = () => [];
let failure = null;

function take(exchange) {
  try {
    const { note, ...watch } = require('./documents/watch');
    takeViolations = watch.takeViolations;
    note(exchange);
  } catch (error) {
    // Thrown here it would end the process.
    failure ??= error;
  }
}

function complain() {
  if (failure !== null) {
    throw failure;
  }
  const violations = takeViolations();
  if (violations.length > 0) {
    throw new Error(`Atlassian’s documents (local/openapi) do not have this:\n${violations.join('\n')}`);
  }
}

subscribe(EXCHANGES, take);
afterEach(complain);
afterAll(() => {
  unsubscribe(EXCHANGES, take);
  complain();
});
