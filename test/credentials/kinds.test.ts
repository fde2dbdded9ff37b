import { readFileSync, readdirSync } from 'node:fs';

import { bodyRule, usesOf } from './support/facts-of';
import { readKinds } from './support/kinds';
import { makeValue } from './support/make-value';
import { Random } from './support/random';

const kinds = readKinds();

describe.each(kinds)('$kind', ({ kind, form, found, notFound }) => {
  it.each(found)('is found: $name', ({ text }) => {
    const random = new Random(text.length);

    for (let round = 0; round < 20; round += 1) {
      const uses = usesOf(bodyRule(text.replaceAll('@token@', makeValue(form, random))));

      expect(uses.map((use) => use.kind)).toEqual([kind]);
    }
  });

  it.each(notFound)('is not found: $name', ({ text }) => {
    const uses = usesOf(bodyRule(makeValue(text, new Random(7))));

    expect(uses).toEqual([]);
  });
});

it('knows every folder of kinds: a new one is missing from no list without being named here', () => {
  const table = readFileSync('src/credentials/kinds/table.ts', 'utf8');
  const folders = readdirSync('src/credentials/kinds', { withFileTypes: true }).filter((entry) => entry.isDirectory());

  const missing = folders.filter(({ name }) => !table.includes(`from './${name}/${name}';`)).map(({ name }) => name);

  expect(folders.length).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});

it('has a folder of cases for every folder of kinds', () => {
  const folders = readdirSync('src/credentials/kinds', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const coveredTogether = {
    'atlassian-token': 'atlassian-user-token',
    'vendor-pack': 'github-token',
    'google-key': 'google-api-key',
  };
  const covered = new Set(kinds.map(({ kind }) => kind));

  const missing = folders.filter((folder) => !covered.has(folder) && !(folder in coveredTogether));

  expect(missing).toEqual([]);
});
