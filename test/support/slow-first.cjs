const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take minutes: begun first, so that none of them is left alone at the end. */
const SLOW = ['faults/matrix', 'browser/page', 'security/canary', 'faults/kill'];

module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => SLOW.findIndex((name) => path.replaceAll('\\', '/').includes(`/test/${name}.test.`));
    const slow = tests.filter((test) => place(test) >= 0).sort((one, other) => place(one) - place(other));
    return [...slow, ...super.sort(tests.filter((test) => place(test) < 0))];
  }
};
