import { stat } from 'node:fs/promises';
import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { toSafeJson } from '../src/report/formats/json';
import { toInventory } from '../src/rules/inventory';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherRules } from './gather-inputs';
import { shownName } from './input/file-name';
import { printNote } from './notes';
import { problem } from './problem';
import type { Problem } from './problem';
import type { CollectRequest } from './requests';
import type { CliContext } from './cli-context';
import { writeOutput } from './write-output';

/** Of a site whose list of rules is not whole; the limits beside it say why. */
const PARTLY_LISTED = { source: 'the list of rules', reason: 'it could not be read whole' };

/**
 * Writes an inventory file: the rules with every credential reduced to its kind, owner and fingerprint. It is made where the
 * admin's token is, and may then go where the token must not.
 */
export async function collect(request: CollectRequest, context: CliContext): Promise<Outcome<ExitCode, Problem>> {
  if (!request.force && (await isThere(request.output))) {
    return problem(`${shownName(request.output ?? '', true)}: is there already; --force overwrites it`);
  }
  const reading = await gatherRules(request, context);
  if (!reading.ok) {
    return reading;
  }
  const { rules, live, key } = reading.value;
  const unread = [...rules.unreadable, ...(live?.areRulesPartial === true ? [PARTLY_LISTED] : [])];
  const inventory = toInventory(
    rules.facts,
    { collectedAt: context.clock.now().toISOString(), site: request.site, keyId: key.keyId },
    { unread, limits: rules.limits },
  );
  const written = await writeOutput(`${toSafeJson(inventory)}\n`, request.output, context.output);
  if (!written.ok) {
    return written;
  }
  for (const line of whatNext(rules.facts.length, request)) {
    printNote(context, line);
  }
  const isWhole = unread.length + rules.unreadInside.length === 0;
  return succeed(isWhole ? EXIT_CODE.clean : EXIT_CODE.partial);
}

/** A file; a device or a pipe holds nothing that could be lost. */
async function isThere(file: string | undefined): Promise<boolean> {
  if (file === undefined) {
    return false;
  }
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** What was made, and what it is good for. */
function whatNext(count: number, { output, keyFile }: CollectRequest): string[] {
  const made = `${count} ${count === 1 ? 'rule' : 'rules'} reduced; the inventory holds no credential`;
  if (output === undefined) {
    return [made];
  }
  const key = keyFile === undefined ? '' : ` --key-file ${shownName(keyFile, true)}`;
  const name = shownName(output, true);
  return [`${made}. Drop ${name} on the app’s page under Files, or judge it here: token-watch scan${key} ${name}`];
}
