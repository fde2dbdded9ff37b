import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { CliContext } from '../../../../cli/cli-context';
import { runCommandLine } from '../../../../cli/run';
import type { RotationAnswer } from '../../../../cli/rotate/answer';
import { PretendCloud } from '../../../../local/cloud/cloud';
import { transportTo } from '../../../../local/cloud/in-process';
import type { Organization } from '../../../../local/cloud/organization';
import { BORN, HOST } from './small-organization';

export interface RotateResult {
  code: number;
  stdout: string;
  stderr: string;
  /** Everything that was asked, as method and address. */
  requests: { method: string; url: string; authorization: string | null; body: string }[];
}

export interface RotateOptions {
  environment?: Record<string, string>;
  input?: string;
  terminal?: CliContext['terminal'];
  onInterrupt?: CliContext['onInterrupt'];
  /** Called before every request, and after every answer; the request waits for what they return. */
  onRequest?: (request: { method: string; url: string }) => Promise<void> | undefined;
  onAnswer?: (request: { method: string; url: string }) => Promise<void> | undefined;
  /** No timer ever ends a request: for runs that are given up half-way, as a killed process is. */
  never?: boolean;
}

/** A folder of a test file's own, removed when its tests are over. */
export function useFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rotate-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface World {
  cloud: PretendCloud;
  org: Organization;
  now: () => number;
  run: (args: readonly string[], options?: RotateOptions) => Promise<RotateResult>;
}

/** The command line in this process, against a pretend Atlassian without a network, on a clock that jumps in place of waiting. */
export function openWorld(org: Organization): World {
  let now = BORN;
  const cloud = new PretendCloud({ org, now: () => now });
  const { email, token } = cloud.credentials();
  const ask = transportTo(cloud);
  return {
    cloud,
    org,
    now: () => now,
    run: async (args, options = {}) => {
      const result: RotateResult = { code: -1, stdout: '', stderr: '', requests: [] };
      const sink = (stream: 'stdout' | 'stderr'): CliContext['output'] => ({
        write: (text) => {
          result[stream] += text;
        },
        isTerminal: false,
        columns: undefined,
      });
      result.code = await runCommandLine(['rotate', '--live', HOST, ...args], {
        environment: { ATLASSIAN_EMAIL: email, ATLASSIAN_API_TOKEN: token, ...options.environment },
        clock: {
          now: () => new Date(now),
          sleep: (milliseconds) => {
            now += milliseconds;
            return Promise.resolve();
          },
        },
        output: sink('stdout'),
        errors: sink('stderr'),
        readStandardInput: () => Promise.resolve(Buffer.from(options.input ?? '')),
        randomBytes,
        // Requests that are never answered end after a moment, not after a minute.
        startTimer: (_milliseconds, run) => {
          if (options.never === true) {
            return () => undefined;
          }
          const timer = setTimeout(run, 5);
          return () => {
            clearTimeout(timer);
          };
        },
        terminal: options.terminal,
        onInterrupt: options.onInterrupt,
        fetch: async (input, init) => {
          const request = new Request(input, init);
          const { method, url, headers } = request;
          const body = typeof init?.body === 'string' ? init.body : '';
          result.requests.push({ method, url, authorization: headers.get('authorization'), body });
          await options.onRequest?.({ method, url });
          const answer = await ask(url.replace(/^https:\//, 'https://cloud.invalid'), { ...init, method });
          await options.onAnswer?.({ method, url });
          return answer;
        },
      });
      return result;
    },
  };
}

const Answer = v.custom<RotationAnswer>((value) => typeof value === 'object' && value !== null && 'summary' in value);

export function answerOf({ stdout }: RotateResult): RotationAnswer {
  return v.parse(Answer, JSON.parse(stdout));
}
