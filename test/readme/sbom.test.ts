import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { projectRoot } from '../../local/project-root';

const Sbom = v.object({
  bomFormat: v.literal('CycloneDX'),
  metadata: v.object({ component: v.object({ name: v.string() }) }),
  components: v.array(v.object({ name: v.string(), version: v.string(), purl: v.string() })),
});
const Package = v.object({ name: v.string(), dependencies: v.record(v.string(), v.string()) });
const Named = v.object({ name: v.string(), devDependencies: v.record(v.string(), v.string()) });

function textOf(...path: string[]): string {
  return readFileSync(join(projectRoot(), ...path), 'utf8');
}

it('npm run sbom lists what runs in Jira, with versions, and tells nothing of the machine that made it', () => {
  const { status } = spawnSync(process.execPath, ['scripts/sbom.mjs'], { cwd: projectRoot() });
  const text = textOf('dist', 'sbom.json');
  const { components, metadata } = v.parse(Sbom, JSON.parse(text));
  const app = v.parse(Package, JSON.parse(textOf('src', 'package.json')));
  const project = v.parse(Named, JSON.parse(textOf('package.json')));
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));

  expect(status).toBe(0);
  expect(Object.keys(app.dependencies).length).toBeGreaterThan(10);
  for (const [name, version] of Object.entries(app.dependencies)) {
    expect(listed).toContain(`${name}@${version}`);
  }
  for (const name of ['jest', 'eslint', 'esbuild']) {
    expect(project.devDependencies).toHaveProperty(name);
    expect(components.map((component) => component.name)).not.toContain(name);
  }
  expect(metadata.component.name).toBe(project.name);
  expect(text).not.toContain(projectRoot());
  if (basename(projectRoot()) !== project.name) {
    expect(text).not.toContain(`"${basename(projectRoot())}"`);
  }
  expect(text).not.toMatch(/"(?:\/(?:home|root|tmp|usr|work|Users)\/|[A-Z]:\\\\)|file:|registry\./);
});
