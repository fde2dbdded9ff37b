import { strengthOf } from '../../heuristics/credential-name';
import { isSecretValue } from '../../heuristics/secret-value';

export interface Assignment {
  name: string;
  value: string;
  from: number;
}

/** `password: "…"` in a query of GraphQL, `token="…"` on an element or in a script. */
const QUOTED = /(?<![\w"'\\.-])([a-z][\w.-]{1,60})\s{0,4}[:=]\s{0,4}(["'])([^"'\\\s<>]{8,2000})\2/gi;
/** `api_key: …` of YAML, `export TOKEN=…` of a shell: a line of its own. */
const LINE =
  /^[ \t]{0,20}(?:export[ \t]{1,4})?([a-z][\w.-]{1,60})[ \t]{0,4}[:=][ \t]{0,4}([^\s"',;&<>{}]{8,2000})[ \t]{0,20}$/gim;
const WORTH_A_LOOK = /(?:token|secret|pass(?:w|p)|pwd|key|cred|auth|jwt)[\w.-]{0,12}\s?[:=]/i;

/** A cheap look before the expressions. */
export function mayAssign(text: string): boolean {
  return (text.includes(':') || text.includes('=')) && WORTH_A_LOOK.test(text);
}

/**
 * What plain text, YAML, scripts, GraphQL and attributes say is a credential. Outside of JSON and forms people write
 * sentences, so the name has to be a strong one and the value one that no sentence has.
 */
export function readAssignments(text: string): Assignment[] {
  const found: Assignment[] = [];
  const take = (name: string, value: string, from: number): void => {
    const mixes = /\d/.test(value) && /[a-z]/i.test(value);
    if (mixes && strengthOf(name) === 'strong' && isSecretValue(value, name, 'strong')) {
      found.push({ name, value, from });
    }
  };
  for (const { 0: whole, 1: name = '', 3: value = '', index } of text.matchAll(QUOTED)) {
    take(name, value, index + whole.length - 1 - value.length);
  }
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(LINE)) {
    take(name, value, index + whole.lastIndexOf(value));
  }
  return found;
}
