import { readFileSync, readdirSync } from 'node:fs';

import { vendors } from '../../src/credentials/kinds/vendors';
import { bodyRule, usesOf } from './support/facts-of';
import { readKinds } from './support/kinds';
import { makeValue } from './support/make-value';
import { Random } from './support/random';

const kinds = readKinds();

describe.each(kinds)('$kind, $form', ({ kind, form, found, notFound }) => {
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

it('finds no kind that has no cases', () => {
  const covered = new Set(kinds.map(({ kind }) => kind));

  const missing = vendors.map(({ kind }) => kind).filter((kind) => !covered.has(kind));

  expect(missing).toEqual([]);
});

it('names every folder of kinds in the table', () => {
  const table = readFileSync('src/credentials/kinds/table.ts', 'utf8');
  const folders = readdirSync('src/credentials/kinds', { withFileTypes: true }).filter((entry) => entry.isDirectory());

  const missing = folders.filter(({ name }) => !table.includes(`from './${name}/${name}';`)).map(({ name }) => name);

  expect(missing).toEqual([]);
});
