import type { Command } from 'commander';
import { LEVEL_LABELS } from '../../src/labels/levels';
import { LEVELS } from '../../src/report/report';
import { wrapText } from '../table/wrap-text';
import { COMMAND_HELP, DOCUMENTATION, PROGRAM_EXAMPLES, VARIABLES } from './texts';
import type { CommandHelp, Example } from './texts';

const WIDTH = 80;

interface Section {
  title: string;
  lines: string[];
}

/** Gives each command its examples, exit codes and environment, and the program the levels, after their options. */
export function addHelp(program: Command): Command {
  program.addHelpText('after', () => textOf(sectionsOfProgram()));
  for (const command of program.commands) {
    command.addHelpText('after', () => textOf(sectionsOf(command.name())));
  }
  return program;
}

/** The text of docs/command-line.md. */
export function documentOf(program: Command): string {
  const commands = program.commands.map((command) => {
    const shown = command.configureHelp({ helpWidth: WIDTH }).helpInformation().trimEnd();
    return `## token-watch ${command.name()}\n\n${fence(`${shown}\n${textOf(sectionsOf(command.name()))}`)}`;
  });
  return [
    '# The command line',
    'Made of the help of the program by `npm run -s command-line`; the tests compare the two and run every example.',
    fence(`${program.configureHelp({ helpWidth: WIDTH }).helpInformation().trimEnd()}\n${textOf(sectionsOfProgram())}`),
    ...commands,
  ]
    .join('\n\n')
    .concat('\n');
}

function fence(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}

function sectionsOfProgram(): Section[] {
  const levels = LEVELS.map((level) => [level, LEVEL_LABELS[level].meaning] as const);
  return [
    { title: 'Examples', lines: PROGRAM_EXAMPLES.flatMap(linesOfExample) },
    { title: 'Levels, the worst first', lines: inColumns(levels) },
    { title: 'Environment', lines: inColumns(Object.entries(VARIABLES)) },
    { title: 'Learn more', lines: wrapText(DOCUMENTATION, WIDTH - 2) },
  ];
}

function sectionsOf(name: string): Section[] {
  const help: CommandHelp | undefined = COMMAND_HELP[name];
  if (help === undefined) {
    return [];
  }
  const codes = help.exitCodes.map(({ code, when }) => [String(code), when] as const);
  const variables = help.environment.map((variable) => [variable, VARIABLES[variable]] as const);
  return [
    { title: 'Examples', lines: help.examples.flatMap(linesOfExample) },
    { title: 'Exit codes', lines: inColumns(codes) },
    { title: 'Environment', lines: inColumns(variables) },
    { title: 'Notes', lines: help.notes.flatMap((note) => wrapText(note, WIDTH - 2)) },
  ];
}

function textOf(sections: readonly Section[]): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => `\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
    .join('');
}

/** A command may be wider than a terminal: it is there to be copied. */
function linesOfExample({ what, command }: Example): string[] {
  return [...wrapText(`# ${what}`, WIDTH - 2), `$ ${command}`];
}

function inColumns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([first]) => first.length)) + 2;
  return rows.flatMap(([first, text]) =>
    wrapText(text, WIDTH - 2 - width).map((line, index) => `${(index === 0 ? first : '').padEnd(width)}${line}`),
  );
}
