import { creator as onePassword } from '@secretlint/secretlint-rule-1password';
import { creator as anthropic } from '@secretlint/secretlint-rule-anthropic';
import { creator as aws } from '@secretlint/secretlint-rule-aws';
import { creator as github } from '@secretlint/secretlint-rule-github';
import { creator as linear } from '@secretlint/secretlint-rule-linear';
import { creator as npm } from '@secretlint/secretlint-rule-npm';
import { creator as openai } from '@secretlint/secretlint-rule-openai';
import { creator as sendgrid } from '@secretlint/secretlint-rule-sendgrid';
import { creator as shopify } from '@secretlint/secretlint-rule-shopify';
import { creator as slack } from '@secretlint/secretlint-rule-slack';
import type { SecretLintRuleCreator, SecretLintRuleReportDescriptor, SecretLintSourceCode } from '@secretlint/types';

import type { CredentialKind } from '../../../report/report';
import type { Detector } from '../detector';
import { isSample } from '../plain-form';

/** The rules' own options differ; here they are only passed on. */
interface UsedRule {
  rule: Pick<SecretLintRuleCreator, 'create'>;
  kind: CredentialKind;
  hints: readonly string[];
  options?: object;
}

/**
 * Which of secretlint's recommended rules are used, and what their findings are called here. Each is a package of its
 * own: the preset also brings a rule for Google's keys, and with it a cryptography library larger than this app. The
 * hints are the literal starts of what each rule finds: the pack is asked only where one of them stands, and only about
 * the few characters there, so that its cost does not grow with the text.
 */
const USED: readonly UsedRule[] = [
  { rule: github, kind: 'github-token', hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'] },
  { rule: slack, kind: 'slack-token', hints: ['xoxb-', 'xoxp-', 'xapp-', 'xoxa-', 'xoxo-', 'xoxr-'] },
  // The other prefixes that the rule knows (AIDA, AROA, …) name users and roles, not keys.
  { rule: aws, kind: 'aws-key', hints: ['AKIA', 'ASIA'], options: { enableIDScanRule: true } },
  { rule: npm, kind: 'npm-token', hints: ['npm_'] },
  { rule: openai, kind: 'openai-key', hints: ['sk-'] },
  { rule: anthropic, kind: 'anthropic-key', hints: ['sk-ant-'] },
  { rule: linear, kind: 'linear-key', hints: ['lin_api_'] },
  { rule: sendgrid, kind: 'sendgrid-key', hints: ['SG.'] },
  { rule: shopify, kind: 'shopify-key', hints: ['shppa_', 'shpca_', 'shpat_', 'shpss_'] },
  { rule: onePassword, kind: '1password-token', hints: ['ops_ey'] },
];

/** The longest form of the pack is a 1Password token, below 1,300 characters. */
const AROUND = /[\w+./=-]{16,1400}/y;

/** Other vendors' credentials, as secretlint's maintainers know them. */
export const vendorPack: readonly Detector[] = USED.map(({ rule, kind, hints, options = {} }) => {
  let found: SecretLintRuleReportDescriptor['range'] | null = null;
  const handler = rule.create(
    {
      sharedOptions: {},
      // The pack's messages quote what was found; none is ever made.
      createTranslator: () => () => ({ message: '', messageId: '', data: undefined }),
      ignore: () => undefined,
      report: ({ range }) => {
        if (range[0] === 0) {
          found ??= range;
        }
      },
    },
    options,
  );
  /** Asks the pack, whose rules of this list answer at once, by calling `report`. */
  const lengthOf = (content: string): number => {
    found = null;
    void handler.file?.(sourceOf(content));
    return lengthFound(found);
  };
  return {
    hints,
    pattern: AROUND,
    read(around) {
      const length = lengthOf(around);
      const value = around.slice(0, length);
      return length === 0 || isSample(value) ? null : { kind, value, checksum: 'none', expiresAt: null };
    },
  };
});

/** Reads what a callback has written meanwhile, which the type checker cannot see. */
function lengthFound(range: SecretLintRuleReportDescriptor['range'] | null): number {
  return range === null ? 0 : range[1];
}

/** A text as the pack's rules want it. They read `content` only; places in lines and columns are never asked for. */
function sourceOf(content: string): SecretLintSourceCode {
  const start = { line: 1, column: 0 };
  return {
    hasBOM: false,
    content,
    contentType: 'text',
    ext: '',
    filePath: undefined,
    physicalFilePath: undefined,
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, content.length],
    rangeToLocation: () => ({ start, end: start }),
    positionToIndex: () => 0,
    indexToPosition: () => start,
  };
}
