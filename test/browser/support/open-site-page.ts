import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { Edition } from '../../../editions/edition';
import { fieldOf } from '../../../local/json';
import { openSite, type OpenSite } from '../../../local/open-site';
import { servePage, type ServedPage } from '../../../local/serve-page';

/** Which of the people of the pretend site looks at the page. */
export type Visitor = 'admin' | 'user' | 'nobody';

export interface SitePage {
  /** The frame of Jira's settings around the page. */
  page: Page;
  /** The page itself. */
  app: FrameLocator;
  /** What the app answered to the page, as text. */
  answers: string[];
  /** Errors on the console, violations of the policy and requests to elsewhere. */
  complaints: string[];
  close: () => Promise<void>;
}

/** The real app in the local host, on a pretend site with a pretend cloud, served as `npm start` serves it. */
export class RealSite {
  private constructor(
    readonly site: OpenSite,
    private readonly served: ServedPage,
  ) {}

  static async open(now: Date, edition?: Edition): Promise<RealSite> {
    const site = await openSite({ seed: 1, now, edition });
    return new RealSite(site, await servePage(site, 0));
  }

  /** The pretend organization; the site is never opened on another server here. */
  get cloud(): NonNullable<OpenSite['cloud']> {
    if (this.site.cloud === null) {
      throw new Error('The site has no pretend cloud.');
    }
    return this.site.cloud;
  }

  async visit(browser: Browser, { at = '', as = 'admin' }: { at?: string; as?: Visitor } = {}): Promise<SitePage> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const answers: string[] = [];
    const complaints: string[] = [];
    const origin = new URL(this.served.url).origin;
    page.on('console', (message) => {
      if (message.type() === 'error') {
        complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && url.protocol !== 'blob:') {
        complaints.push(url.href);
      }
    });
    page.on('response', (response) => {
      if (response.url().endsWith('/bridge')) {
        void response.json().then(
          (body: unknown) => answers.push(JSON.stringify(fieldOf(body, 'value') ?? null)),
          () => undefined,
        );
      }
    });
    await page.clock.install({ time: new Date(this.site.host.clock.now()) });
    await page.goto(`${this.served.url}?account=${as}${at}`);
    return { page, app: page.frameLocator('#app'), answers, complaints, close: () => context.close() };
  }

  async close(): Promise<void> {
    await this.served.close();
    await this.site.close();
  }
}
