import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import { toSafeJson } from '../src/report/formats/json';
import { toInventory } from '../src/rules/inventory';
import { EXIT_CODE } from './exit-code';
import type { ExitCode } from './exit-code';
import { gatherRules } from './gather-material';
import { tell } from './problem';
import type { Problem } from './problem';
import type { CollectRequest } from './requests';
import type { Surroundings } from './surroundings';
import { writeOutput } from './write-output';

/**
 * Writes an inventory file: the rules with every credential reduced to its kind, owner and fingerprint. It is made where the
 * admin's token is, and may then go where the token must not.
 */
export async function collect(
  request: CollectRequest,
  surroundings: Surroundings,
): Promise<Outcome<ExitCode, Problem>> {
  const reading = await gatherRules(request, surroundings);
  if (!reading.ok) {
    return reading;
  }
  const { rules, key } = reading.value;
  const inventory = toInventory(rules.facts, {
    collectedAt: surroundings.clock.now().toISOString(),
    site: request.site,
    keyId: key.keyId,
  });
  const written = await writeOutput(`${toSafeJson(inventory)}\n`, request.output, surroundings.output);
  if (!written.ok) {
    return written;
  }
  tell(surroundings.errors, `${rules.facts.length} rules reduced`);
  const isWhole = rules.unreadable.length + rules.unreadInside.length === 0;
  return succeed(isWhole ? EXIT_CODE.clean : EXIT_CODE.partial);
}
