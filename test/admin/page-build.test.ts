import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio/slim';
import { buildPage } from '../support/build-page';

// Forge serves the page from an address of its own choice and under a policy without inline scripts, and whatever lies
// in the folder is uploaded: https://developer.atlassian.com/platform/forge/custom-ui/

let files: Record<string, string>;

beforeAll(() => {
  const folder = buildPage();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: false });
  files = Object.fromEntries(
    names.filter((name) => name.includes('.')).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}, 120_000);

const textsOf = (ending: string): string[] =>
  Object.entries(files).flatMap(([name, text]) => (name.endsWith(ending) ? [text] : []));

const isRelative = (address: string): boolean => /^\.{1,2}\/[^:]*$/.test(address);

it('holds no source map', () => {
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['index.html']));
  expect(Object.keys(files).filter((name) => name.endsWith('.map'))).toEqual([]);
  // At the end of a file, where a browser looks for it; not the words in some package's text.
  expect([...textsOf('.js'), ...textsOf('.css')].filter((text) => /[#@] sourceMappingURL=\S+\s*$/.test(text))).toEqual(
    [],
  );
});

it('has no script, style or handler in the document itself', () => {
  const page = load(files['index.html'] ?? '');
  const inline = page('script, style').filter((_at, element) => page(element).text().trim() !== '');
  const handlers = page('*')
    .toArray()
    .flatMap((element) => Object.keys('attribs' in element ? element.attribs : {}))
    .filter((name) => name === 'style' || name.startsWith('on'));

  expect(page('script').length).toBeGreaterThan(0);
  expect(inline.toArray()).toEqual([]);
  expect(handlers).toEqual([]);
});

it('names its parts by relative addresses only, and has all of them', () => {
  const page = load(files['index.html'] ?? '');
  const inDocument = page('[src], [href]')
    .toArray()
    .map((element) => page(element).attr('src') ?? page(element).attr('href') ?? '');
  const inStyles = textsOf('.css')
    .flatMap((text) => [...text.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/g)])
    .map(([, url, imported]) => url ?? imported ?? '');
  const inScripts = textsOf('.js')
    .flatMap((text) => [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*["'`]([^"'`\s{}]+\.(?:js|css))["'`]/g)])
    .map(([, address = '']) => address);

  expect(inDocument.length).toBeGreaterThan(2);
  expect(inScripts.length).toBeGreaterThan(10);
  expect([...inDocument, ...inStyles, ...inScripts].filter((address) => !isRelative(address))).toEqual([]);
  const present = new Set(Object.keys(files).map((name) => name.replace(/^assets\//, '')));
  const missing = [...inDocument, ...inScripts]
    .map((address) => address.replace(/^\.\/(?:assets\/)?/, ''))
    .filter((name) => !present.has(name));
  expect(missing).toEqual([]);
});
