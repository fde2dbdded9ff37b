import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

import type { OtherDetector } from './published';

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, rules: [] }],
};

/** A whole detector that runs on Node: secretlint with its recommended rules. */
export const secretlint: OtherDetector = {
  name: 'secretlint, recommended rules',
  detects: async (content) => {
    const result = await lintSource({
      source: { filePath: 'rule.json', content, ext: '.json', contentType: 'text' },
      options: { config, noPhysicFilePath: true },
    });
    return result.messages.length > 0;
  },
};
