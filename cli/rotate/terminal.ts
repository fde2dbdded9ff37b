/** A person at a terminal. Answers are null where they gave up (Ctrl+C, end of input). */
export interface Terminal {
  /** Asks without showing what is typed. */
  askHidden(question: string): Promise<string | null>;
  ask(question: string): Promise<string | null>;
}

/** The part of a terminal’s input that is used. */
export interface TerminalInput {
  setRawMode(mode: boolean): unknown;
  on(event: 'data', listener: (data: Buffer) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  off(event: 'data', listener: (data: Buffer) => void): unknown;
  off(event: 'end', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const ENTER = /[\r\n]/;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
/** Terminals send one or the other. */
const BACKSPACE: readonly string[] = ['\u007F', '\u0008'];
const ESCAPE = '\u001B';

/** Without arrow keys and the marks that terminals put around what is pasted: `ESC [ 200 ~`. */
function withoutSequences(text: string): string[] {
  const kept: string[] = [];
  let isInSequence = false;
  for (const character of text) {
    if (isInSequence) {
      isInSequence = !/[a-z~]/i.test(character);
    } else if (character === ESCAPE) {
      isInSequence = true;
    } else {
      kept.push(character);
    }
  }
  return kept;
}

/** Reads lines in raw mode, so that the terminal itself shows nothing: what is to be seen is written here. */
export function createTerminal(input: TerminalInput, write: (text: string) => void): Terminal {
  /** What was typed ahead of a question. */
  let ahead = '';

  function readLine(question: string, isHidden: boolean): Promise<string | null> {
    write(question);
    return new Promise((resolve) => {
      let line = '';
      const finish = (answer: string | null): void => {
        input.off('data', onData);
        input.off('end', onEnd);
        input.setRawMode(false);
        input.pause();
        write('\n');
        resolve(answer);
      };
      const take = (text: string): void => {
        const characters = withoutSequences(text);
        for (const [index, character] of characters.entries()) {
          if (ENTER.test(character)) {
            ahead = characters
              .slice(index + 1)
              .join('')
              .replace(/^\n/, '');
            finish(line);
            return;
          }
          if (character === CTRL_C || (character === CTRL_D && line === '')) {
            finish(null);
            return;
          }
          if (BACKSPACE.includes(character)) {
            if (!isHidden && line !== '') {
              write('\b \b');
            }
            line = line.slice(0, -1);
          } else if (character >= ' ') {
            line += character;
            if (!isHidden) {
              write(character);
            }
          }
        }
      };
      const onData = (data: Buffer): void => take(data.toString('utf8'));
      const onEnd = (): void => finish(null);
      input.setRawMode(true);
      input.on('data', onData);
      input.on('end', onEnd);
      input.resume();
      const typed = ahead;
      ahead = '';
      if (typed !== '') {
        take(typed);
      }
    });
  }

  return {
    askHidden: (question) => readLine(question, true),
    ask: (question) => readLine(question, false),
  };
}
