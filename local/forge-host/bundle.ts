import { build } from 'esbuild';

/** Bundles an app's entry as Forge does: one CommonJS file, every package inside, Node's own modules outside. */
export async function bundleApp(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'bundle',
    write: false,
    logLevel: 'error',
    legalComments: 'none',
  });
  const [file] = result.outputFiles;
  if (file === undefined) {
    throw new Error('The bundler wrote nothing.');
  }
  return file.text;
}
