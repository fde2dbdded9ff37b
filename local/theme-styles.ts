/**
 * The design tokens' style sheet, which Jira adds to a page that asks for its theme. Loaded on demand: the package is large
 * and only the page needs it.
 */
export async function themeStyles(): Promise<string> {
  const { default: getThemeStyles } = await import('@atlaskit/tokens/get-theme-styles');
  // Outside Jira the package warns once that its feature switches have no server; they keep their defaults.
  const { error } = console;
  console.error = () => undefined;
  try {
    const themes = await getThemeStyles({
      light: 'light',
      dark: 'dark',
      spacing: 'spacing',
      typography: 'typography',
      shape: 'shape',
    });
    return themes.map((theme) => theme.css).join('\n');
  } finally {
    console.error = error;
  }
}
