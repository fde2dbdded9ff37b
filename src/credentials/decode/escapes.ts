/** Undoes percent-encoding. What is no valid escape stays as it is; bytes that are not UTF-8 are ISO-8859-1. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) {
    return text;
  }
  return text.replace(/(?:%[\da-f]{2}){1,4096}/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return Buffer.from(run.replaceAll('%', ''), 'hex').toString('latin1');
    }
  });
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Undoes the escapes of a JSON string, and `\=`, which JSON does not know but published rules and shells use. */
export function decodeJsonEscapes(text: string): string {
  if (!text.includes('\\')) {
    return text;
  }
  return text.replace(/\\(?:u([\da-f]{4})|([^u]))/gi, (_, hex: string | undefined, character: string | undefined) => {
    if (hex !== undefined) {
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    return character === undefined ? '' : (SHORT_ESCAPES[character] ?? character);
  });
}

/** The named references whose characters occur in credentials, URLs and what stands around them. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  equals: '=',
  sol: '/',
  plus: '+',
  colon: ':',
  commat: '@',
  period: '.',
  lowbar: '_',
  hyphen: '-',
  percnt: '%',
};

/** Undoes HTML and XML character references, decimal, hexadecimal and the named ones above. */
export function decodeHtml(text: string): string {
  if (!text.includes('&')) {
    return text;
  }
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) {
        return NAMED[name.toLowerCase()] ?? whole;
      }
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
