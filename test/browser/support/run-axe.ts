import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string | null;
  places: string[];
}

/** Serious and critical accessibility violations, with the place of each. Injected past the page's policy. */
export async function runAxe(page: Page | Frame, options: RunOptions = {}): Promise<string[]> {
  await page.evaluate(source);
  // Colours fade after a change of theme; half-way through they have a contrast that nobody is meant to read.
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => undefined))).then(() => undefined)`);
  const found = await page.evaluate<Violation[]>(`axe.run(${JSON.stringify(options)}).then((results) =>
    results.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      places: nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary),
    })))`);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, places }) => places.map((place) => `${id}: ${place}`));
}
