import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { fieldOf, parseOrUndefined, textOf } from '../../../local/json';
import { projectRoot } from '../../../local/project-root';

const UNPACK = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;

/** The folder that the browser was unpacked into, and what it reads its fonts from. */
export interface UnpackedBrowser {
  home: string;
  fonts: string;
}

/**
 * The Chromium that comes inside an npm package, unpacked on first use. The package unpacks into the temporary folder
 * without a lock; here it is given a folder of the checkout's own, which is renamed when whole: two test runs at once never
 * start half a browser, nobody else's file is run as one, and what an earlier version left is not taken.
 */
export function unpackBrowser(): UnpackedBrowser {
  const root = projectRoot();
  const described = readFileSync(join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json'), 'utf8');
  const version = textOf(fieldOf(parseOrUndefined(described), 'version')) ?? 'unknown';
  const home = join(root, 'dist', 'browser', version);
  const unpacked = { home, fonts: join(home, 'fonts') };
  if (existsSync(join(home, 'chromium')) && existsSync(unpacked.fonts)) {
    return unpacked;
  }
  rmSync(home, { recursive: true, force: true });
  const draft = `${home}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  // A program of its own: the package is an ES module and finds its archives by its own address. It adds the
  // libraries that a plain machine may lack only where this variable looks like its usual home.
  execFileSync(process.execPath, ['--input-type=module', '-e', UNPACK], {
    cwd: root,
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    renameSync(draft, home);
  } catch {
    // Another run was first; its copy is as good.
    rmSync(draft, { recursive: true, force: true });
  }
  return unpacked;
}

/**
 * Says where the fonts are. The package's own file names folders that exist in a cloud function only, so that on a
 * machine without fonts text would have no size.
 * @returns the file's path
 */
function writeFontConfig({ home, fonts }: UnpackedBrowser): string {
  const file = join(fonts, 'fonts.conf');
  const draft = `${file}.${process.pid}`;
  writeFileSync(
    draft,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escapeXml(fonts)}</dir>
  <cachedir>${escapeXml(join(home, 'fonts-cache'))}</cachedir>
</fontconfig>
`,
  );
  renameSync(draft, file);
  return file;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Starts it without a window, with the libraries and fonts it brought along. Rejects where text has no size. */
export async function launchBrowser(unpacked: UnpackedBrowser = unpackBrowser()): Promise<Browser> {
  const { home, fonts } = unpacked;
  const libraries = [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter((path) => path !== undefined);
  const browser = await chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    env: {
      ...definedOnly(process.env),
      LD_LIBRARY_PATH: libraries.join(':'),
      FONTCONFIG_FILE: writeFontConfig(unpacked),
    },
  });
  const height = await headingHeight(browser);
  if (height > 0) {
    return browser;
  }
  await browser.close();
  const found = readdirSync(fonts, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ttf'));
  throw new Error(
    `Text has no size in the browser: it found no font to use. It looks into ${fonts}, as the fonts.conf there says, ` +
      `and there are ${found.length} font files.`,
  );
}

/** In pixels; 0 too where the browser breaks down over it, as it does without any font. */
export async function headingHeight(browser: Browser): Promise<number> {
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.setContent('<h1 style="display: inline">Heading</h1>');
    const box = await page.locator('h1').boundingBox();
    await page.close();
    return box === null || box.width === 0 ? 0 : box.height;
  } catch {
    return 0;
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
