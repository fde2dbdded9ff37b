import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { headingHeight, launchBrowser, unpackBrowser } from '../support/launch';

/** Without a font nothing else can be tested: buttons without a size cannot be clicked. */
export function textSuite(browser: () => Browser): void {
  it('has a size, in the font that the browser’s package brings', async () => {
    expect(await headingHeight(browser())).toBeGreaterThan(10);
  });

  it('without any font is named as the cause, not found out by every test', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'no-fonts-'));
    try {
      await expect(launchBrowser({ ...unpackBrowser(), fonts: empty })).rejects.toThrow(
        /^Text has no size in the browser: it found no font to use\..* 0 font files\.$/,
      );
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
}
