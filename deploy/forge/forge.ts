import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appIdIn } from '../../editions/manifest-for';
import { Stopped, type DeployContext } from '../deploy-context';
import { explainFailure, words } from '../words';
import { typed, type ForgeArguments } from './commands';
import { runProgram, type ProgramRun } from './run-program';

/** The Forge CLI in the folder of one app. */
export class Forge {
  constructor(
    private readonly program: string,
    /** The folder of the app, where its manifest lies. */
    readonly folder: string,
    private readonly site: string | undefined,
    private readonly context: DeployContext,
  ) {}

  /** `ari:cloud:ecosystem::app/…`, as the manifest has it now: `forge register` writes it there. */
  get appId(): string | null {
    return appIdIn(readFileSync(join(this.folder, 'manifest.yml'), 'utf8'));
  }

  /** Runs a command and shows what it prints. @throws Stopped, with what to do, when it fails */
  async run(args: ForgeArguments): Promise<string> {
    const { code, output } = await this.show(args, false);
    if (code !== 0) {
      throw this.failure(args, output);
    }
    return output;
  }

  /** Runs a command that asks the user, where there is a terminal. @throws Stopped when it fails */
  async runInteractive(args: ForgeArguments): Promise<void> {
    const { code, output } = await this.show(args, this.context.stdio === 'inherit');
    if (code !== 0) {
      throw this.failure(args, output);
    }
  }

  /** Runs a command whose output is not for the user. */
  ask(args: ForgeArguments): Promise<ProgramRun> {
    return this.start(args, {});
  }

  /** What a failure means and what to do, by what the CLI printed. */
  explain(output: string): string[] {
    const { folder, site, appId } = this;
    return explainFailure(output, { folder, site, appId: appId?.split('/').at(-1) });
  }

  private show(args: ForgeArguments, isInteractive: boolean): Promise<ProgramRun> {
    const { write } = this.context;
    write(`\n$ ${typed('forge', args)}\n`);
    return this.start(args, isInteractive ? { isInteractive } : { onOutput: write });
  }

  private start(
    args: ForgeArguments,
    how: { onOutput?: (text: string) => void; isInteractive?: boolean },
  ): Promise<ProgramRun> {
    return runProgram(this.program, args, { cwd: this.folder, environment: this.context.environment, ...how });
  }

  private failure(args: ForgeArguments, output: string): Stopped {
    return new Stopped(1, words.stepFailed(typed('forge', args), this.explain(output)));
  }
}
