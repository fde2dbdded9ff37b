import { openApp, type AppBundle } from '../../local/open-app';
import { fire, isPublished, passDays } from '../faults/support/scan-week';
import { smallOrganization } from '../faults/support/small-organization';
import { connectedSite, momentOf, openWorld, type Moment } from '../faults/support/world';

const START = new Date('2026-11-02T09:00:00.000Z');
const WEEK = 7 * 86_400_000;

/** Scans the site as it is at a moment: how many rules were read, and the moment a week later. */
async function scan(moment: Moment, bundle: AppBundle): Promise<{ rulesRead: number; later: Moment }> {
  let rulesRead = 0;
  const world = await openWorld(moment, {
    bundle,
    onRemote: ({ label }) => {
      rulesRead += /\/rule\/(?!summary)/.test(label) ? 1 : 0;
      return undefined;
    },
  });
  await fire(world, 'weekly-scan');
  await passDays(world, () => Promise.resolve(isPublished(world, moment.at)));
  return { rulesRead, later: { ...momentOf(world), at: new Date(moment.at.getTime() + WEEK) } };
}

test('every rule is read again when the finder changed, and only then', async () => {
  const app = await openApp();
  const source = app.source.replace(/(DETECTOR_VERSION = )\d+/, '$1 1000000');
  expect(source).not.toBe(app.source);
  const org = smallOrganization({ rules: 34, bornAt: START });

  const first = await scan(await connectedSite(org, START), app);
  const second = await scan(first.later, app);
  const third = await scan(second.later, { ...app, source });

  expect([first.rulesRead, second.rulesRead, third.rulesRead]).toEqual([org.rules.length, 0, org.rules.length]);
});
