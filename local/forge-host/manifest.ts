import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';

const Text = v.string();
const FunctionModule = v.object({ key: Text, handler: Text, timeoutSeconds: v.optional(v.number()) });
const ScheduledTrigger = v.object({
  key: Text,
  function: Text,
  interval: v.picklist(['fiveMinute', 'hour', 'day', 'week']),
});
const Consumer = v.object({ key: Text, queue: Text, function: Text });
const EventName = v.union([
  Text,
  v.pipe(
    v.object({ eventType: Text }),
    v.transform((event) => event.eventType),
  ),
]);
const EventTrigger = v.object({ key: Text, function: Text, events: v.array(EventName) });
const AdminPage = v.object({
  key: Text,
  title: Text,
  resource: Text,
  resolver: v.optional(v.object({ function: Text })),
});
const Egress = v.union([
  Text,
  v.pipe(
    v.object({ address: Text }),
    v.transform((entry) => entry.address),
  ),
]);

const Manifest = v.object({
  app: v.object({ id: Text }),
  modules: v.object({
    'jira:adminPage': v.optional(v.array(AdminPage), []),
    scheduledTrigger: v.optional(v.array(ScheduledTrigger), []),
    consumer: v.optional(v.array(Consumer), []),
    trigger: v.optional(v.array(EventTrigger), []),
    function: v.optional(v.array(FunctionModule), []),
  }),
  resources: v.optional(v.array(v.object({ key: Text, path: Text })), []),
  permissions: v.optional(
    v.object({
      scopes: v.optional(v.array(Text), []),
      external: v.optional(
        v.object({ fetch: v.optional(v.object({ backend: v.optional(v.array(Egress), []) }), {}) }),
        {},
      ),
      content: v.optional(
        v.object({
          styles: v.optional(v.array(v.literal('unsafe-inline')), []),
          scripts: v.optional(v.array(Text), []),
        }),
        {},
      ),
    }),
    {},
  ),
});

/** The parts of manifest.yml that decide what runs when, and where it may send requests. */
export type AppManifest = v.InferOutput<typeof Manifest>;

export function parseManifest(yaml: string): AppManifest {
  const document: unknown = parse(yaml);
  const result = v.safeParse(Manifest, document);
  if (!result.success) {
    const places = result.issues.map((issue) => v.getDotPath(issue) ?? 'the document').join(', ');
    throw new Error(`The manifest cannot be read at: ${places}`);
  }
  return result.output;
}

export function readManifest(file: string): AppManifest {
  return parseManifest(readFileSync(file, 'utf8'));
}

export type ModuleType = 'adminPage' | 'scheduledTrigger' | 'consumer' | 'trigger';

/** Seconds a function may run: 25 in front of a user, else what the manifest asks for, 900 at most (limits-invocation). */
export function timeLimitOf(manifest: AppManifest, functionKey: string, type: ModuleType): number {
  const asked = manifest.modules.function.find((candidate) => candidate.key === functionKey)?.timeoutSeconds;
  if (type === 'adminPage') {
    return 25;
  }
  return type === 'trigger' ? Math.min(asked ?? 25, 55) : Math.min(asked ?? 55, 900);
}

export function handlerOf(manifest: AppManifest, functionKey: string): string {
  const found = manifest.modules.function.find((candidate) => candidate.key === functionKey);
  if (found === undefined) {
    throw new Error(`The manifest names no function ${functionKey}.`);
  }
  return found.handler;
}
