import type { Browser, BrowserContext, Page } from 'playwright-core';
import { themeStyles } from '../../../local/theme-styles';

export type ColorMode = 'light' | 'dark';

export interface OpenPage {
  page: Page;
  context: BrowserContext;
  /** Everything that must stay empty: policy violations, console errors, requests to elsewhere. */
  complaints: string[];
  /** Commands of the bridge other than `invoke`, e.g. links that were opened. */
  commands: { command: string; data: unknown }[];
}

interface Options {
  url: string;
  mode?: ColorMode;
  /** The instant that the page's own clock stands at. */
  now: string;
  invoke: (functionKey: string, payload: unknown) => Promise<unknown>;
  viewport?: { width: number; height: number };
}

/** Opens the built page with a bridge like Forge's in it; data crosses as JSON, as it does there. */
export async function openPage(browser: Browser, options: Options): Promise<OpenPage> {
  const { url, mode = 'light', now, invoke, viewport = { width: 1280, height: 900 } } = options;
  const context = await browser.newContext({ viewport, colorScheme: mode, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const opened: OpenPage = { page, context, complaints: [], commands: [] };
  const origin = new URL(url).origin;

  page.on('console', (message) => {
    if (message.type() === 'error') {
      opened.complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => opened.complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const target = new URL(request.url());
    if (target.origin !== origin && !['blob:', 'data:'].includes(target.protocol)) {
      opened.complaints.push(`request: ${target.href}`);
    }
  });
  await page.exposeFunction('reportViolation', (text: string) => opened.complaints.push(`policy: ${text}`));

  await page.exposeFunction('callHost', async (command: string, json: string): Promise<string> => {
    const data: unknown = JSON.parse(json);
    if (command === 'invoke' && isCall(data)) {
      return JSON.stringify((await invoke(data.functionKey, data.payload)) ?? null);
    }
    if (command === 'getContext') {
      return JSON.stringify({ locale: 'en-US', theme: { colorMode: mode } });
    }
    opened.commands.push({ command, data });
    return 'null';
  });
  await page.addInitScript({ content: bridgeScript(await themeStyles(), mode) });
  await page.clock.install({ time: new Date(now) });
  await page.goto(url);
  return opened;
}

function isCall(data: unknown): data is { functionKey: string; payload?: unknown } {
  return typeof data === 'object' && data !== null && 'functionKey' in data && typeof data.functionKey === 'string';
}

/** Runs in the page before its own scripts. */
function bridgeScript(css: string, mode: ColorMode): string {
  return `
    addEventListener('securitypolicyviolation', (event) => {
      reportViolation(event.violatedDirective + ' ' + event.blockedURI);
    });
    const enableTheming = () => {
      const style = document.createElement('style');
      style.textContent = ${JSON.stringify(css)};
      document.head.append(style);
      document.documentElement.dataset.colorMode = ${JSON.stringify(mode)};
      document.documentElement.dataset.theme = 'light:light dark:dark shape:shape spacing:spacing typography:typography';
    };
    globalThis.__bridge = {
      callBridge: async (command, data) => {
        if (command === 'enableTheming') return enableTheming();
        const answer = JSON.parse(await callHost(command, JSON.stringify(data ?? null)));
        return answer === null ? undefined : answer;
      },
    };
  `;
}
