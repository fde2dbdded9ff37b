import { ESCAPERS } from './escape-layers';
import type { EscapeLayer } from './escape-layers';
import type { Leaf } from './rule-texts';

const { percent, json, html } = ESCAPERS;

/** A text of JSON inside a text of JSON escapes what is special twice. */
const jsonTwice: EscapeLayer = {
  ...json,
  escape: (character, sample) =>
    Array.from(json.escape(character, sample), (one) => (json.isSpecial(one) ? json.escape(one, sample) : one)).join(
      '',
    ),
};

/**
 * What may keep a new value from being taken for the text around it, the likeliest first. The finder decides which of
 * them is right: only the right one lets it read the very value.
 */
export function escapersFor({ pointer, text }: Leaf): readonly (EscapeLayer | null)[] {
  if (pointer.endsWith('/url')) {
    return [percent, null];
  }
  if (!pointer.endsWith('/customBody')) {
    return [null, json, percent, html];
  }
  const start = text.trimStart().charAt(0);
  if (start === '{' || start === '[' || start === '"') {
    return [json, jsonTwice, null, percent, html];
  }
  if (/^\s{0,20}[\w.%[\]-]{1,80}=/.test(text)) {
    return [percent, null, json, html];
  }
  return text.includes('</') ? [html, null, json, percent] : [null, json, percent, html];
}
