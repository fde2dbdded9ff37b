import { homedir } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { projectRoot } from '../local/project-root';
import { runDeployProgram } from './program';

const isTerminal = process.stdin.isTTY && process.stdout.isTTY;

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

void runDeployProgram(process.argv.slice(2), {
  root: projectRoot(),
  home: homedir(),
  environment: process.env,
  nodeVersion: process.versions.node,
  now: () => new Date(),
  write: (text) => process.stdout.write(text),
  warn: (text) => process.stderr.write(text),
  ask: isTerminal ? ask : null,
  stdio: 'inherit',
}).then((code) => {
  process.exitCode = code;
});
