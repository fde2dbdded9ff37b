/** A part of a text with smart values: literal text, or the expression between `{{` and `}}`. */
export interface TemplatePart {
  expression: boolean;
  text: string;
}

/** Splits a text at its smart values. A `{{` that is never closed is text, as Jira treats it. */
export function readTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  let open = text.indexOf('{{');
  while (open !== -1) {
    const close = text.indexOf('}}', open + 2);
    if (close === -1) {
      break;
    }
    if (open > from) {
      parts.push({ expression: false, text: text.slice(from, open) });
    }
    parts.push({ expression: true, text: text.slice(open + 2, close) });
    // `{{{value}}}`: the same value, not escaped.
    from = text[open + 2] === '{' && text[close + 2] === '}' ? close + 3 : close + 2;
    open = text.indexOf('{{', from);
  }
  if (from < text.length) {
    parts.push({ expression: false, text: text.slice(from) });
  }
  return parts;
}
