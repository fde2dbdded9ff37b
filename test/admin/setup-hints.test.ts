import { toProblem } from '../../src/publish/problems';
import { connectFailureWords } from '../../static/admin/src/words/failures';

const REFUSED = { code: 'forbidden', status: 403, retryAfter: null } as const;
const AT = new Date('2026-11-02T09:00:00Z');

describe('who connects a credential that may not read', () => {
  it('is told to grant the permission first, and then to create the token', () => {
    const { text } = connectFailureWords('automation', { code: 'forbidden', text: '' });

    expect(text).toContain('Grant the permission first, then create the token.');
    expect(toProblem('automation', REFUSED, AT).advice).toContain('a token that was made after that');
  });

  it('is told that a key from before March 2026 cannot read API keys', () => {
    const { text } = connectFailureWords('organization', { code: 'forbidden', text: '' });

    expect(text).toContain('A key from before March 2026 cannot read API keys.');
    expect(toProblem('organization', REFUSED, AT).advice).toContain('A key from before March 2026');
  });
});
