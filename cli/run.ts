import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { checkOutputs } from './check-outputs';
import { checkUser } from './check-user';
import { collect } from './collect';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { completionScript } from './completion/completion-script';
import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { problem, printProblem } from './problem';
import type { Problem } from './problem';
import { createProgram } from './program';
import type { Request } from './requests';
import { holdsSecretArgument, NO_SECRET_ARGUMENTS } from './rotate/read-rotate-request';
import { rotate } from './rotate/rotate';
import { missingDashes } from './npm-options';
import { applySettings } from './memory/apply-settings';
import { scan } from './scan';
import type { CliContext } from './cli-context';
import { explainUsage } from './usage-error';

/**
 * Runs one command line and answers its exit code. Expected failures are one line on standard error. An exception is a
 * bug of ours: it ends in one line, too, without its text, which may quote what was being read.
 */
export async function runCommandLine(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const { errors, environment } = context;
  try {
    const request = parseArguments(args, context);
    if (request === 'answered') {
      return EXIT_CODE.clean;
    }
    const result = request.ok ? await perform(request.value, context) : request;
    if (result.ok) {
      return result.value;
    }
    for (const reason of result.failure.reasons) {
      printProblem(errors, reason);
    }
    return EXIT_CODE.unusable;
  } catch (error) {
    printProblem(errors, 'an internal error ended this run; set TOKEN_WATCH_DEBUG=1 to see where it happened');
    if (environment['TOKEN_WATCH_DEBUG'] === '1') {
      errors.write(`${placesOf(error)}\n`);
    }
    return EXIT_CODE.unusable;
  }
}

/** What was asked for; `answered` when commander has printed help or the version. */
function parseArguments(
  args: readonly string[],
  { output, errors, environment }: CliContext,
): Outcome<Request, Problem> | 'answered' {
  let request: Outcome<Request, Problem> = problem('give a command: scan, collect, check-user or rotate; see --help');
  const program = createProgram((asked) => {
    request = asked;
  });
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => errors.write(text),
      // Commander's own messages repeat what was typed, which may be a credential.
      outputError: () => undefined,
    });
  }
  const kept = missingDashes(optionNames(program), args, { environment });
  if (kept !== null) {
    return problem(kept);
  }
  if (args.length === 0) {
    return request;
  }
  if (args[0] === 'rotate' && holdsSecretArgument(args)) {
    return problem(NO_SECRET_ARGUMENTS);
  }
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    return error.exitCode === 0 ? 'answered' : problem(explainUsage(error));
  }
  return request;
}

async function perform(request: Request, given: CliContext): Promise<Outcome<ExitCode, Problem>> {
  const context = 'verbosity' in request ? { ...given, verbosity: request.verbosity } : given;
  switch (request.command) {
    case 'scan': {
      const settled = await applySettings(request, context);
      return settled.ok ? unlessOverwriting(settled.value, (asked) => scan(asked, context)) : settled;
    }
    case 'collect':
      return unlessOverwriting(request, (asked) => collect(asked, context));
    case 'check-user': {
      const settled = await applySettings(request, context);
      return settled.ok ? unlessOverwriting(settled.value, (asked) => checkUser(asked, context)) : settled;
    }
    case 'rotate':
      return rotate(request, context);
    case 'completion':
      context.output.write(
        completionScript(
          request.shell,
          createProgram(() => undefined),
        ),
      );
      return succeed(EXIT_CODE.clean);
  }
}

async function unlessOverwriting<Asked extends Parameters<typeof checkOutputs>[0]>(
  request: Asked,
  run: (request: Asked) => Promise<Outcome<ExitCode, Problem>>,
): Promise<Outcome<ExitCode, Problem>> {
  const checked = await checkOutputs(request);
  return checked.ok ? run(request) : checked;
}

/** The long options of all commands, without dashes. */
function optionNames(program: Command): string[] {
  const options = program.commands.flatMap((command) => command.options);
  return [...new Set(options.flatMap(({ long }) => (typeof long === 'string' ? [long.replace(/^--/, '')] : [])))];
}

/** The lines of a stack that name places in the program; never the message. */
function placesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = stack.split('\n').filter((line) => /^\s+at\s/.test(line));
  return places.length === 0 ? '(no place known)' : places.join('\n');
}
