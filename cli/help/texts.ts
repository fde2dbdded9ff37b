/** What the help of a command says beyond its options. docs/command-line.md is made of the same texts. */
export interface CommandHelp {
  /** Each runs as it stands where the files are there; the tests run them all. */
  examples: readonly Example[];
  exitCodes: readonly ExitCodeText[];
  environment: readonly VariableName[];
  /** Sentences that belong nowhere else. */
  notes: readonly string[];
}

export interface Example {
  what: string;
  command: string;
}

export interface ExitCodeText {
  code: number;
  when: string;
}

export const VARIABLES = {
  ATLASSIAN_EMAIL: 'with --live: the account that is signed in, a Jira admin’s',
  ATLASSIAN_API_TOKEN: 'with --live: an API token of that account, without scopes',
  ATLASSIAN_ORG_KEY:
    'with --live: an API key of the organization, for people and tokens; without it people come from Jira, and tokens are not listed',
  TOKEN_WATCH_OLD: 'rotate: the token that is replaced, where it is not typed or piped',
  TOKEN_WATCH_NEW: 'rotate: the token that takes its place',
  NO_COLOR: 'anything in it: no colours, see no-color.org',
  COLUMNS: 'width of the table where the output is no terminal',
  TOKEN_WATCH_DEBUG: '1: after an internal error, the places in the program at which it happened',
} as const;
export type VariableName = keyof typeof VARIABLES;

const LIVE: readonly VariableName[] = ['ATLASSIAN_EMAIL', 'ATLASSIAN_API_TOKEN', 'ATLASSIAN_ORG_KEY'];
const OUTPUT: readonly VariableName[] = ['NO_COLOR', 'COLUMNS', 'TOKEN_WATCH_DEBUG'];
const UNUSABLE = 'nothing could be read, or the command line cannot be used; the reason is on standard error';
const PARTIAL = 'a part could not be read; the rest is reported';

export const COMMAND_HELP: Readonly<Record<string, CommandHelp>> = {
  scan: {
    examples: [
      { what: 'what is broken, from an export of all rules', command: 'token-watch scan automation-rules.json' },
      {
        what: 'who is gone and what expires, from files that list everybody and every token',
        command:
          'token-watch scan automation-rules.json --users users.csv --users-complete --tokens tokens.json --tokens-complete',
      },
      {
        what: 'what breaks in the next 30 days, with reasons and next steps',
        command: 'token-watch scan automation-rules.json --tokens tokens.json --within 30 --explain',
      },
      {
        what: 'rules, people and tokens of a real site, credentials from the environment',
        command: 'token-watch scan --live example.atlassian.net',
      },
      {
        what: 'a calendar of what breaks when, to be imported anywhere',
        command: 'token-watch scan automation-rules.json --tokens tokens.json --format ics --output breaks.ics',
      },
      {
        what: 'in a pipeline: the report for the next time, and a summary beside it',
        command: 'token-watch scan automation-rules.json --format json --output report.json --also summary.md',
      },
      {
        what: 'in a pipeline: fail only on what is new or worse since then',
        command: 'token-watch scan automation-rules.json --strict --baseline report.json',
      },
      { what: 'from another program', command: 'cat automation-rules.json | token-watch scan -' },
    ],
    exitCodes: [
      { code: 0, when: 'nothing at the level of --fail-on or worse; always with --fail-on never, even with --strict' },
      { code: 1, when: 'findings at that level or worse; with --baseline, only new or worse ones' },
      { code: 2, when: UNUSABLE },
      { code: 3, when: PARTIAL },
    ],
    environment: [...LIVE, ...OUTPUT],
    notes: [],
  },
  collect: {
    examples: [
      {
        what: 'read a site here, where the token is; the file may go where the token must not',
        command: 'token-watch collect --live example.atlassian.net --output inventory.json',
      },
      {
        what: 'reduce an export, for somebody who must not see what is in it',
        command: 'token-watch collect automation-rules.json --site example.atlassian.net --output reduced.json',
      },
      { what: 'judge an inventory', command: 'token-watch scan inventory.json --users users.csv' },
    ],
    exitCodes: [
      { code: 0, when: 'all rules are in the file' },
      { code: 2, when: UNUSABLE },
      { code: 3, when: 'some rules could not be read; the others are in the file' },
    ],
    environment: [...LIVE, 'TOKEN_WATCH_DEBUG'],
    notes: [
      'The file is dropped on the admin page of the app, or given to scan and check-user like an export. It holds no credential.',
    ],
  },
  'check-user': {
    examples: [
      {
        what: 'before you deactivate an account',
        command: 'token-watch check-user ada@example.com automation-rules.json --users users.csv',
      },
      {
        what: 'the same for a real site, for a program',
        command: 'token-watch check-user ada@example.com --live example.atlassian.net --format json',
      },
    ],
    exitCodes: [
      { code: 0, when: 'the account is known, and nothing depends on it' },
      { code: 1, when: 'something breaks with it, or is broken because of it' },
      { code: 2, when: `${UNUSABLE}; or nobody, or more than one, is meant` },
      { code: 3, when: PARTIAL },
    ],
    environment: [...LIVE, ...OUTPUT],
    notes: [],
  },
  rotate: {
    examples: [
      {
        what: 'the plan: every place of the old token, and what cannot be written; writes nothing',
        command: 'token-watch rotate --live example.atlassian.net --plan plan.json',
      },
      {
        what: 'one rule first',
        command: 'token-watch rotate --live example.atlassian.net --rule RULE_UUID --apply --yes',
      },
      { what: 'and then all the others', command: 'token-watch rotate --live example.atlassian.net --apply --yes' },
    ],
    exitCodes: [
      { code: 0, when: 'all done' },
      { code: 1, when: 'a rule is uncertain: look at it before anything else' },
      { code: 2, when: 'nothing done; the reason is on standard error' },
      { code: 3, when: 'some rules are left' },
    ],
    environment: ['ATLASSIAN_EMAIL', 'ATLASSIAN_API_TOKEN', 'TOKEN_WATCH_OLD', 'TOKEN_WATCH_NEW', ...OUTPUT],
    notes: [
      'The old and the new token are typed at a prompt that shows nothing, or piped (the old one on the first line, the new one on the second), or given as TOKEN_WATCH_OLD and TOKEN_WATCH_NEW. Never as an argument.',
      'docs/rotate.md leads through it.',
    ],
  },
  completion: {
    examples: [
      { what: 'bash, for this session', command: 'source <(token-watch completion bash)' },
      { what: 'zsh, for good', command: 'token-watch completion zsh > "${fpath[1]}/_token-watch"' },
      { what: 'fish, for good', command: 'token-watch completion fish > ~/.config/fish/completions/token-watch.fish' },
    ],
    exitCodes: [
      { code: 0, when: 'the script is printed' },
      { code: 2, when: 'there is none for this shell' },
    ],
    environment: [],
    notes: [],
  },
};

/** Of the program as a whole. */
export const PROGRAM_EXAMPLES: readonly Example[] = [
  { what: 'which rules will break', command: 'token-watch scan automation-rules.json' },
  { what: 'what breaks if somebody goes', command: 'token-watch check-user ada@example.com automation-rules.json' },
];

export const DOCUMENTATION =
  'docs/command-line.md has all commands, docs/people-and-token-files.md the files, docs/ci.md pipelines. In a checkout, token-watch is `npm run -s token-watch --`.';
