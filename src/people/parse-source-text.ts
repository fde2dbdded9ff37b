import { parseJson } from '../rules/parse-json';
import { fail, type Outcome } from '../outcome';
import type { FileReading } from './file-reading';
import type { PlaceProblem } from './read-items';

type Parsed<Source> = Outcome<Source, PlaceProblem>;

/** How one sort of file is read in its two formats. */
export interface FileFormats<Source> {
  fromJson: (json: unknown, place: string) => Parsed<Source>;
  fromCsv: (text: string, place: string, reading: FileReading) => Parsed<Source>;
}

/**
 * People or token records from the text of a file in either format. JSON of them is an object or a list; a CSV starts
 * with a column's name.
 * @param place the file's name, for messages
 */
export function parseSourceText<Source>(
  text: string,
  place: string,
  { fromJson, fromCsv }: FileFormats<Source>,
  reading: FileReading = {},
): Parsed<Source> {
  if (!/^\s*[[{]/.test(text)) {
    return fromCsv(text, place, reading);
  }
  const json = parseJson(text);
  return json.ok ? fromJson(json.value, place) : fail({ place, reason: json.failure.reason });
}
