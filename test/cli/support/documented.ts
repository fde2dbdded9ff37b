import MarkdownIt from 'markdown-it';
import { createProgram } from '../../../cli/program';
import type { Request } from '../../../cli/requests';

/** One fenced block of a document. */
export interface Block {
  language: string;
  text: string;
}

export function blocksOf(markdown: string): Block[] {
  return new MarkdownIt()
    .parse(markdown, {})
    .filter(({ type }) => type === 'fence')
    .map(({ info, content }) => ({ language: info.trim(), text: content }));
}

/** The arguments of each command in a text of a shell that begins with one of these words. */
export function commandsIn(text: string, beginnings: readonly string[]): string[][] {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines.flatMap((line) => {
    const beginning = beginnings.find((one) => line.trimStart().startsWith(one));
    return beginning === undefined ? [] : [wordsOf(line.slice(line.indexOf(beginning) + beginning.length))];
  });
}

/** Words as a shell cuts them, up to what is for the shell itself: a pipe, a redirection, a comment. */
function wordsOf(text: string): string[] {
  const command = /^(?:"[^"]*"|'[^']*'|[^"'|<>#&;])*/.exec(text)?.[0] ?? '';
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
}

/** What the program makes of the arguments; throws at what it refuses. */
export function parseCommand(args: readonly string[]): Request {
  const requests: Request[] = [];
  const program = createProgram((request) => {
    if (!request.ok) {
      throw new Error(request.failure.reasons.join('\n'));
    }
    requests.push(request.value);
  });
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  }
  program.parse([...args], { from: 'user' });
  const [request] = requests;
  if (request === undefined) {
    throw new Error('no command');
  }
  return request;
}
