import { nextOwner, type Scenario } from './scenario';

const healthy: Scenario = (demo) => {
  const jobs = ['Update fix version on release', 'Post build result', 'Sync assignee to HR', 'Create deployment issue'];
  for (let index = 0; index < 28; index += 1) {
    const owner = nextOwner(demo);
    const scoped = index % 4 === 0;
    const token = demo.token(owner, { expiresInDays: 95 + index * 8, scoped });
    const job = `${jobs[index % jobs.length] ?? 'Sync'}: ${owner.name}`;
    const url = scoped ? demo.gatewayUrl() : demo.siteUrl();
    demo.request({ name: job, author: owner, enabled: index % 9 !== 8 }, url, [demo.basicHeader(owner, token)]);
    if (index % 3 === 0) {
      const body = JSON.stringify({ fields: { labels: ['synced'] } });
      demo.request({ name: `${job} (nightly)`, author: owner }, url, [demo.basicHeader(owner, token)], { body });
    }
  }
};

/** Days until the token ends, one rule each: both sides of every step of the ladder. */
const expiring: Scenario = (demo) => {
  for (const days of [0, 2, 5, 7, 8, 14, 25, 30, 31, 45, 60, 75, 90, 91]) {
    const owner = nextOwner(demo);
    const token = demo.token(owner, { expiresInDays: days });
    demo.request({ name: `Notify change board, ${owner.name}` }, demo.siteUrl(), [demo.basicHeader(owner, token)]);
  }
};

const dead: Scenario = (demo) => {
  for (const days of [-1, -40, -170]) {
    const owner = nextOwner(demo);
    const token = demo.token(owner, { expiresInDays: days, createdDaysAgo: 330 });
    demo.request({ name: `Escalate overdue tasks, ${owner.name}`, updatedDaysAgo: 20 - days }, demo.siteUrl(), [
      demo.basicHeader(owner, token),
    ]);
  }
  for (const name of ['Mirror incidents to the status page', 'Fetch on-call engineer']) {
    const owner = nextOwner(demo);
    demo.request({ name }, demo.siteUrl(), [
      demo.basicHeader(owner, demo.token(owner, { expiresInDays: 150, blocked: true })),
    ]);
  }
  for (const name of ['Update parent estimate', 'Archive finished epics']) {
    const owner = nextOwner(demo);
    demo.request({ name }, demo.siteUrl(), [
      demo.basicHeader(owner, demo.token(owner, { expiresInDays: 150, revoked: true })),
    ]);
  }
};

const ambiguous: Scenario = (demo) => {
  const owner = nextOwner(demo);
  const tokens = [12, 80, 300].map((expiresInDays) =>
    demo.token(owner, { expiresInDays, label: `script ${expiresInDays}` }),
  );
  const [used] = tokens;
  if (used !== undefined) {
    demo.request({ name: 'Sync components with the service catalog' }, demo.siteUrl(), [demo.basicHeader(owner, used)]);
  }
  const calm = nextOwner(demo);
  const [first] = [200, 260].map((expiresInDays) => demo.token(calm, { expiresInDays }));
  if (first !== undefined) {
    demo.request({ name: 'Link pull requests to stories' }, demo.siteUrl(), [demo.basicHeader(calm, first)]);
  }
};

const shared: Scenario = (demo) => {
  const owner = nextOwner(demo);
  const token = demo.token(owner, { expiresInDays: 220, label: 'all team rules' });
  for (const team of ['Web', 'Mobile', 'Data', 'Billing', 'Search', 'Payments', 'Accounts']) {
    demo.request({ name: `Team ${team}: update roadmap` }, demo.siteUrl(), [demo.basicHeader(owner, token)]);
  }
};

/** Tokens that no rule uses: scripts elsewhere, or forgotten. */
const unused: Scenario = (demo) => {
  for (const label of ['laptop', 'test script', 'old migration', 'cli', 'backup job', 'spreadsheet']) {
    demo.token(nextOwner(demo), { expiresInDays: demo.random.between(5, 330), label, idle: label === 'old migration' });
  }
};

/** Tokens that live, end, or cannot be told apart. */
export const TOKEN_SCENARIOS: Scenario[] = [healthy, expiring, dead, ambiguous, shared, unused];
