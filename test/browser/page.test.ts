import { accessibilitySuite } from './suites/accessibility';
import { connectSuite } from './suites/connect';
import { editionsSuite } from './suites/editions';
import { failingSuite } from './suites/failing';
import { filesSuite } from './suites/files';
import { findingsSuite } from './suites/findings';
import { hostileSuite } from './suites/hostile';
import { keyboardSuite } from './suites/keyboard';
import { peopleSuite } from './suites/people';
import { ruleSuite } from './suites/rule';
import { scanSuite } from './suites/scan';
import { settingsSuite } from './suites/settings';
import { siteSuite } from './suites/site';
import { textSuite } from './suites/text';
import { Stage } from './support/stage';

/**
 * The built page in a real browser, under the policy that Forge sends in production: in front of an app made of
 * fixtures, and in front of the real one in the local host. One file, so that one browser serves all.
 */
let stage: Stage | undefined;

beforeAll(async () => {
  stage = await Stage.open();
});

afterEach(async () => {
  // Violations of the policy, errors on the console and requests to elsewhere, whatever the test was about.
  expect(await stage?.clear()).toEqual([]);
});

afterAll(async () => {
  await stage?.close();
});

function onStage(): Stage {
  if (stage === undefined) {
    throw new Error('The browser did not start.');
  }
  return stage;
}

const show: Stage['show'] = (what) => onStage().show(what);

describe('text', () => textSuite(() => onStage().browser));
describe('connecting', () => connectSuite(show));
describe('scanning', () => scanSuite(show));
describe('the list of findings', () => findingsSuite(show));
describe('one rule', () => ruleSuite(show));
describe('check before you delete', () => peopleSuite(show));
describe('settings', () => settingsSuite(show));
describe('files', () => filesSuite(show));
describe('when something fails', () => failingSuite(show));
describe('names that somebody chose badly', () => hostileSuite(show));
describe('with the keyboard only', () => keyboardSuite(show));
describe('accessibility', () => accessibilitySuite(show));
describe('editions', () => editionsSuite(show, () => onStage().browser));
describe('in front of the real app', () => siteSuite(() => onStage().browser));
