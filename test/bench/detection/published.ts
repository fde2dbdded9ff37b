/** Anything that says yes or no to a text: published expressions, or a whole detector. */
export interface OtherDetector {
  name: string;
  detects: (text: string) => boolean | Promise<boolean>;
}

/**
 * Expressions of published detectors for Atlassian tokens, as facts about those tools. Alone, outside their engines,
 * they are a floor and not a fair test of the products: TruffleHog's also wants an email nearby and decodes base64,
 * CredSweeper's also checks the checksum.
 */
const EXPRESSIONS: readonly { name: string; patterns: readonly RegExp[] }[] = [
  { name: 'gitleaks, betterleaks', patterns: [/\b(ATATT3[\w=-]{186})(?:[`'"\s;]|\\[nr]|$)/] },
  {
    name: 'TruffleHog (Jira v2, admin v2, Bitbucket)',
    patterns: [
      /\b(ATATT[\w+/=-]+=[A-Za-z0-9]{8})\b/,
      /\b(ATCTT3xFfG[\w+/=-]+=[A-Za-z0-9]{8})\b/,
      /ATBB[\w=.-]+/,
      /\b([MNO][A-Za-z0-9+/]{43})(?:[^A-Za-z0-9+/=]|$)/,
    ],
  },
  {
    name: 'Nosey Parker, Titus',
    patterns: [/\b(ATATT3xFfGF0[\w-]{20,200}=[0-9A-F]{8})\b/, /\b(ATBB[a-zA-Z0-9]{32})\b/],
  },
  {
    name: 'CredSweeper',
    patterns: [
      /ATATT3xFfGF0[\w-]{80,800}(\\?=|%3[dD])[A-F0-9]{8}/,
      /ATCTT3xFfGN0[\w-]{80,800}(\\?=|%3[dD])[A-F0-9]{8}/,
      /(ATBB[0-9A-Za-z]{24}[A-F0-9]{8})(?!\w)/,
      /BBDC-[MNO][ADQTgjwz][AEIMQUYcgk][012345wxyz][\w-]{40}/,
    ],
  },
];

export const PUBLISHED: readonly OtherDetector[] = EXPRESSIONS.map(({ name, patterns }) => ({
  name,
  detects: (text) => patterns.some((pattern) => pattern.test(text)),
}));
