import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { toSafeJson } from '../src/report/formats/json';
import { toInventory } from '../src/rules/inventory';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherRules } from './gather-inputs';
import { printProblem } from './problem';
import type { Problem } from './problem';
import type { CollectRequest } from './requests';
import type { CliContext } from './cli-context';
import { writeOutput } from './write-output';

/**
 * Writes an inventory file: the rules with every credential reduced to its kind, owner and fingerprint. It is made where the
 * admin's token is, and may then go where the token must not.
 */
export async function collect(request: CollectRequest, context: CliContext): Promise<Outcome<ExitCode, Problem>> {
  const reading = await gatherRules(request, context);
  if (!reading.ok) {
    return reading;
  }
  const { rules, key } = reading.value;
  const inventory = toInventory(rules.facts, {
    collectedAt: context.clock.now().toISOString(),
    site: request.site,
    keyId: key.keyId,
  });
  const written = await writeOutput(`${toSafeJson(inventory)}\n`, request.output, context.output);
  if (!written.ok) {
    return written;
  }
  printProblem(context.errors, `${rules.facts.length} rules reduced`);
  const isWhole = rules.unreadable.length + rules.unreadInside.length === 0;
  return succeed(isWhole ? EXIT_CODE.clean : EXIT_CODE.partial);
}
