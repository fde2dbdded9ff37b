import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as v from 'valibot';
import { runDeployProgram } from '../../../deploy/program';
import type { DeployContext } from '../../../deploy/deploy-context';
import { projectRoot } from '../../../local/project-root';

const State = v.object({
  version: v.string(),
  analytics: v.optional(v.boolean()),
  signedIn: v.boolean(),
  sites: v.array(v.string()),
  apps: v.array(v.string()),
  registered: v.array(v.object({ name: v.string(), space: v.optional(v.string()), terms: v.boolean() })),
  builds: v.array(v.object({ tag: v.string(), createdAt: v.string(), permissions: v.string() })),
  deployed: v.record(v.string(), v.object({ tag: v.string(), permissions: v.string() })),
  installations: v.array(
    v.object({
      site: v.string(),
      environment: v.string(),
      product: v.string(),
      tag: v.string(),
      permissions: v.string(),
    }),
  ),
  /** What a step says when it fails. */
  failing: v.record(v.string(), v.string()),
  /** Steps that end well and do nothing. */
  lost: v.array(v.string()),
  calls: v.array(
    v.object({
      name: v.string(),
      args: v.array(v.string()),
      folder: v.string(),
      appId: v.nullable(v.string()),
      token: v.boolean(),
    }),
  ),
});

/** What the stand-in for the Forge CLI knows and was asked. */
export type ForgeState = v.InferOutput<typeof State>;

export const SITE = 'example.atlassian.net';

const FRESH: ForgeState = {
  version: '13.3.0',
  signedIn: true,
  analytics: false,
  sites: [SITE, 'other.atlassian.net'],
  apps: [],
  registered: [],
  builds: [],
  deployed: {},
  installations: [],
  failing: {},
  lost: [],
  calls: [],
};

/** What a checkout needs to be deployed; Forge's checks are stood in for, since they take half a minute. */
const PARTS = ['manifest.yml', 'tsconfig.json', 'src/index.ts', 'src/platform/permitted-hosts.ts'];
const LINT = `console.log('linted', process.argv[2]); process.exitCode = process.env.LINT_FAILS === '1' ? 1 : 0;\n`;

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** A checkout, a home and a Forge CLI that exist for one test. */
export class DeployStage {
  readonly folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  readonly root = join(this.folder, 'checkout');
  readonly home = join(this.folder, 'home');
  /** On the PATH. */
  readonly bin = join(this.folder, 'bin');
  private readonly stateFile = join(this.folder, 'forge.json');
  /** What the user answers, in order; undefined where nobody can be asked. */
  answers: string[] | undefined = [];
  nodeVersion = '22.20.0';
  environment: NodeJS.ProcessEnv = {};
  private runs = 0;

  constructor(forge: Partial<ForgeState> = {}) {
    for (const part of PARTS) {
      mkdirSync(join(this.root, part, '..'), { recursive: true });
      cpSync(join(projectRoot(), part), join(this.root, part));
    }
    for (const folder of [this.home, this.bin, join(this.root, 'static/admin/build'), join(this.root, 'scripts')]) {
      mkdirSync(folder, { recursive: true });
    }
    writeFileSync(join(this.root, 'src/package.json'), JSON.stringify({ version: '1.0.0', dependencies: {} }));
    writeFileSync(join(this.root, 'static/admin/build/index.html'), '<!doctype html><title>The page</title>');
    writeFileSync(join(this.root, 'scripts/forge-lint.mjs'), LINT);
    this.putProgram(join(this.bin, 'forge'));
    this.forge = { ...FRESH, ...forge };
  }

  get forge(): ForgeState {
    return v.parse(State, JSON.parse(readFileSync(this.stateFile, 'utf8')));
  }

  set forge(state: ForgeState) {
    writeFileSync(this.stateFile, JSON.stringify(state));
  }

  /** Changes what the CLI knows, and forgets what it was asked. */
  change(more: Partial<ForgeState>): void {
    this.forge = { ...this.forge, calls: [], ...more };
  }

  /** Commands that the CLI was given, as typed. */
  get commands(): string[] {
    return this.forge.calls.map(({ args }) => args.join(' '));
  }

  /** Puts the stand-in, or another script, where a program of that name would lie. */
  putProgram(file: string, script?: string): void {
    const standIn = join(projectRoot(), 'test/deploy/support/forge-stand-in.mjs');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script ?? `exec "${process.execPath}" "${standIn}" "$@"`}\n`);
    chmodSync(file, 0o755);
  }

  removeForge(): void {
    rmSync(join(this.bin, 'forge'));
  }

  /** `npm run deploy -- …`, without npm. */
  async run(...args: string[]): Promise<Ran> {
    const ran: Ran = { code: 0, out: '', err: '' };
    const { answers, environment, runs } = this;
    this.runs += 1;
    const context: DeployContext = {
      root: this.root,
      home: this.home,
      environment: {
        PATH: [this.bin, '/usr/bin', '/bin'].join(delimiter),
        FORGE_STAND_IN: this.stateFile,
        ...environment,
      },
      nodeVersion: this.nodeVersion,
      // Every run is a second later: a tag is used once.
      now: () => new Date(Date.UTC(2026, 10, 27, 10, 0, runs)),
      write: (text) => (ran.out += text),
      warn: (text) => (ran.err += text),
      ask:
        answers === undefined
          ? null
          : (question) => {
              ran.out += question;
              return Promise.resolve(answers.shift() ?? '');
            },
      stdio: 'pipe',
    };
    ran.code = await runDeployProgram(args, context);
    return ran;
  }

  /** A file beside the checkout. */
  textIn(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  fileIn(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
