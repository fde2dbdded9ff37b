import { build, type Plugin } from 'esbuild';

/**
 * Bundles an app's entry as Forge does: one CommonJS file, every package inside, Node's own modules outside.
 *
 * @param replaced source texts that stand in for those of files, by absolute path
 */
export async function bundleApp(entry: string, replaced: ReadonlyMap<string, string> = new Map()): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'bundle',
    plugins: replaced.size === 0 ? [] : [replacing(replaced)],
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

function replacing(texts: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'replace-sources',
    setup: (build) => {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = texts.get(path);
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}
