import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { NOW, makeRequest, makeRule } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCli } from './support/run-cli';

const { folder, run } = useCli();
const RULES = 500;
const BYTES = 50 * 1024 * 1024;

describe('an export of 50 MB', () => {
  it('is read whole within a gigabyte of memory', async () => {
    const file = createWriteStream(join(folder, 'large.json'));
    const filler = 'a sentence that a rule carries '.repeat(BYTES / RULES / 31);
    file.write('{"cloud":true,"rules":[');
    for (let index = 0; index < RULES; index += 1) {
      const request = makeRequest({ Authorization: basic('leaver@example.com', makeAtlassianToken(index)) });
      const rule = makeRule({
        components: [request, { component: 'ACTION', type: 'codebarrel.action.log', value: filler }],
      });
      file.write(`${index === 0 ? '' : ','}${JSON.stringify(rule)}`);
    }
    file.end(']}');
    await once(file, 'close');
    const { code, stdout, stderr } = await run(['scan', '--now', NOW, '--format', 'json', 'large.json'], {
      environment: { NODE_OPTIONS: '--max-old-space-size=1024' },
    });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ coverage: { rulesRead: RULES, webRequests: RULES } });
  });
});
