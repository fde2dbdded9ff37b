import { parseJson } from '../rules/parse-json';
import { fail, type Outcome } from '../outcome';
import type { PlaceProblem } from './parse-people';

type Parse<Input, Source> = (input: Input, place: string) => Outcome<Source, PlaceProblem>;

/**
 * People or token records from the text of a file in either format. JSON of them is an object or a list; a CSV starts
 * with a column's name.
 * @param place the file's name, for messages
 */
export function parseSourceText<Source>(
  text: string,
  place: string,
  { fromJson, fromCsv }: { fromJson: Parse<unknown, Source>; fromCsv: Parse<string, Source> },
): Outcome<Source, PlaceProblem> {
  if (!/^\s*[[{]/.test(text)) {
    return fromCsv(text, place);
  }
  const json = parseJson(text);
  return json.ok ? fromJson(json.value, place) : fail({ place, reason: json.failure.reason });
}
