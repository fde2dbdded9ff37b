import * as v from 'valibot';

const Scheduled = v.object({ context: v.object({ cloudId: v.pipe(v.string(), v.minLength(1)) }) });

/** The site an invocation is for, as Forge names it; null where it does not. */
export function readCloudId(request: unknown): string | null {
  const parsed = v.safeParse(Scheduled, request);
  return parsed.success ? parsed.output.context.cloudId : null;
}

/** What a scheduled trigger answers. Its value is not used, but older docs ask for this shape. */
export const DONE = { statusCode: 200 };
