import type { SendJira } from '../../src/atlassian/jira-api';
import { noticeItem } from '../../src/notify/channels/work-item';
import { fail, succeed } from '../../src/outcome';
import type { HttpFailureCode } from '../../src/platform/http-types';

const DESCRIPTION: Parameters<ReturnType<typeof noticeItem>['keep']>[0] = { version: 1, type: 'doc', content: [] };
const KNOWN = { id: '20001', key: 'ADM-1', projectId: '10001' };

const CODES: readonly HttpFailureCode[] = ['unavailable', 'forbidden', 'network'];

/** Jira, answering by method and path; what it has no answer for is not found. */
function jira(answers: Record<string, unknown>): { send: SendJira; asked: string[]; bodies: unknown[] } {
  const asked: string[] = [];
  const bodies: unknown[] = [];
  return {
    asked,
    bodies,
    send: ({ method, path, body }) => {
      const name = `${method} ${path.split('?')[0] ?? ''}`;
      asked.push(name);
      bodies.push(body);
      const answer = answers[name];
      if (answer === undefined) {
        return Promise.resolve(refusal('not-found'));
      }
      const code = CODES.find((one) => one === answer);
      return Promise.resolve(code === undefined ? succeed(answer) : refusal(code));
    },
  };
}

function refusal(code: HttpFailureCode) {
  return fail({ code, status: null, retryAfter: null });
}

const SEARCH = 'POST /rest/api/3/search/jql';
const CREATE = 'POST /rest/api/3/issue';
const UPDATE = 'PUT /rest/api/3/issue/ADM-1';
const TYPES = 'GET /rest/api/3/issue/createmeta/10001/issuetypes';

describe('the work item of the notices', () => {
  it('is changed where it is known, without a search', async () => {
    const { send, asked } = jira({ [UPDATE]: {} });
    expect(await noticeItem(send, KNOWN, '10001').keep(DESCRIPTION)).toEqual(succeed(KNOWN));
    expect(asked).toEqual([UPDATE]);
  });

  it('is looked for by its label when it is gone, or of another project', async () => {
    const found = { issues: [{ id: '20002', key: 'ADM-2' }] };
    for (const known of [KNOWN, { ...KNOWN, projectId: '10009' }]) {
      const { send, asked } = jira({ [SEARCH]: found, 'PUT /rest/api/3/issue/ADM-2': {} });
      const item = noticeItem(send, known, '10001');
      await item.keep(DESCRIPTION);
      expect(item.known).toEqual({ id: '20002', key: 'ADM-2', projectId: '10001' });
      expect(asked).not.toContain(CREATE);
    }
  });

  it('is made where there is none, of a type that is no sub-task', async () => {
    const types = {
      issueTypes: [
        { id: '1', name: 'Sub-task', subtask: true },
        { id: '2', name: 'Story', subtask: false },
      ],
    };
    const { send, bodies } = jira({
      [SEARCH]: { issues: [] },
      [TYPES]: types,
      [CREATE]: { id: '20003', key: 'ADM-3' },
    });
    const item = noticeItem(send, null, '10001');
    await item.keep(DESCRIPTION);
    expect(item.known?.key).toBe('ADM-3');
    expect(bodies.at(-1)).toMatchObject({
      fields: { issuetype: { id: '2' }, project: { id: '10001' }, labels: ['automation-token-watch'] },
    });
  });

  it.each(CODES)('is not made when the search is answered with %s', async (code) => {
    const { send, asked } = jira({ [SEARCH]: code, [CREATE]: { id: '20003', key: 'ADM-3' } });
    expect(await noticeItem(send, null, '10001').keep(DESCRIPTION)).toMatchObject({ ok: false, failure: { code } });
    expect(asked).toEqual([SEARCH]);
  });

  it('stays as it was when Jira is down, and takes no key that is none', async () => {
    const item = noticeItem(jira({ [UPDATE]: 'unavailable' }).send, KNOWN, '10001');
    await item.keep(DESCRIPTION);
    expect(item.known).toEqual(KNOWN);

    const odd = { [SEARCH]: { issues: [] }, [CREATE]: { id: '7', key: '../admin' } };
    expect(await noticeItem(jira(odd).send, null, '10001').keep(DESCRIPTION)).toMatchObject({
      ok: false,
      failure: { code: 'bad-answer' },
    });
  });
});
