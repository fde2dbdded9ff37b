import * as v from 'valibot';
import { parseOrUndefined } from '../../local/json';

const Settings = v.array(v.object({ setting: v.string(), value: v.optional(v.unknown()) }));
const Installations = v.array(
  v.object({ environment: v.string(), site: v.string(), product: v.string(), status: v.string() }),
);
const Builds = v.array(v.object({ tag: v.string(), createdAt: v.optional(v.string()) }));

export type Installation = v.InferOutput<typeof Installations>[number];
export type Build = v.InferOutput<typeof Builds>[number];

/** `forge install list --json`; null where the output is not as expected. */
export function readInstallations(output: string): Installation[] | null {
  return read(Installations, output);
}

/** `forge build list --json`, as the CLI has it. */
export function readBuilds(output: string): Build[] | null {
  return read(Builds, output);
}

/** Has the user told the CLI whether it may report its use? `forge settings list --json` */
export function hasAnalyticsSetting(output: string): boolean {
  return (read(Settings, output) ?? []).some(
    ({ setting, value }) => setting === 'usage-analytics' && value !== undefined,
  );
}

/** The app in Jira on a site, in one environment. */
export function installationAt(
  installations: readonly Installation[],
  site: string,
  environment: string,
): Installation | undefined {
  return installations.find(
    (one) =>
      one.environment === environment &&
      one.product.split(', ').some((product) => /^Jira(?: \(Required\))?$/.test(product)) &&
      one.site.replace(/^https?:\/\//, '').replace(/\/$/, '') === site,
  );
}

/** As the CLI 13.3.0 calls it; anything else wants an upgrade. */
export function isUpToDate({ status }: Installation): boolean {
  return status === 'Up-to-date';
}

/** The CLI prints warnings about itself before the JSON. */
function read<Schema extends v.GenericSchema>(schema: Schema, output: string): v.InferOutput<Schema> | null {
  const start = /^\[/m.exec(output)?.index;
  const result = v.safeParse(schema, start === undefined ? undefined : parseOrUndefined(output.slice(start)));
  return result.success ? result.output : null;
}
