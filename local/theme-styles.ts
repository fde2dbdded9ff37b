import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fieldOf, textOf } from './json';
import { projectRoot } from './project-root';

const THEMES = { light: 'light', dark: 'dark', spacing: 'spacing', typography: 'typography', shape: 'shape' };

let made: string | undefined;

/**
 * The design tokens' style sheet, which Jira adds to a page that asks for its theme. The package is loaded when the page
 * first asks: it is large, and nothing else needs it.
 */
export async function themeStyles(): Promise<string> {
  made ??= await makeStyles();
  return made;
}

async function makeStyles(): Promise<string> {
  const load = createRequire(join(projectRoot(), 'static', 'admin', 'package.json'));
  const loaded: unknown = load('@atlaskit/tokens/get-theme-styles');
  const getThemeStyles = fieldOf(loaded, 'default');
  if (typeof getThemeStyles !== 'function') {
    throw new Error('The design tokens package has another form than expected.');
  }
  // Outside Jira the package warns once that its feature switches have no server; they keep their defaults.
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const themes: unknown = await Reflect.apply(getThemeStyles, undefined, [THEMES]);
    const styles: unknown[] = Array.isArray(themes) ? themes : [];
    return styles.map((theme) => textOf(fieldOf(theme, 'css')) ?? '').join('\n');
  } finally {
    console.warn = warn;
  }
}
