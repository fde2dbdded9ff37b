import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openManifest } from '../../../local/open-app';
import { pagePolicy } from '../../../local/page-policy';
import { buildPage } from '../../support/build-page';
import { AS_OF } from '../fixtures/findings';
import type { Answers } from '../fixtures/answers';
import { type FakeApp, fakeApp } from './fake-app';
import { launchBrowser } from './launch';
import { type ColorMode, type OpenPage, openPage } from './open-page';
import { type Served, serveFolder } from './serve-folder';

export interface Show {
  answers?: Partial<Answers>;
  /** What becomes of every answer of the app on its way. */
  alter?: (answer: unknown) => unknown;
  mode?: ColorMode;
  /** The fragment to start at, e.g. `#/findings`. */
  at?: string;
  viewport?: { width: number; height: number };
}

export type Shown = OpenPage & { app: FakeApp };

/** One browser and one server for a whole test file; each test gets a page of its own. */
export class Stage {
  private readonly shown: OpenPage[] = [];

  private constructor(
    readonly browser: Browser,
    private readonly served: Served,
  ) {}

  static async open(): Promise<Stage> {
    const build = buildPage();
    const manifest = openManifest();
    const html = readFileSync(join(build, 'index.html'), 'utf8');
    const [served, browser] = await Promise.all([serveFolder(build, pagePolicy(html, manifest)), launchBrowser()]);
    return new Stage(browser, served);
  }

  /** The page in front of an app made of fixtures. */
  async show({ answers = {}, alter, at = '', ...options }: Show = {}): Promise<Shown> {
    const app = fakeApp(answers, alter);
    const opened = await openPage(this.browser, {
      url: this.served.url + at,
      now: AS_OF,
      invoke: app.invoke,
      ...options,
    });
    this.shown.push(opened);
    return { ...opened, app };
  }

  /** Closes the pages of one test; gives back what none of them should have complained about. */
  async clear(): Promise<string[]> {
    const complaints = this.shown.flatMap((opened) => opened.complaints);
    await Promise.all(this.shown.splice(0).map((opened) => opened.context.close()));
    return complaints;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.served.close();
  }
}
