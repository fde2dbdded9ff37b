import type { JsonObject } from '../../json';
import type { DemoBuilder } from './demo-builder';

type Step = (demo: DemoBuilder) => JsonObject[];

/** Rules as every site has them: no web request, no credential. */
const KINDS: [string, Step][] = [
  [
    'Close stale {topic}',
    ({ build }) => [build.action('jira.issue.transition', { destinationStatus: { type: 'NAME', value: 'Closed' } })],
  ],
  [
    'Assign {topic} to the component lead',
    ({ build }) => [
      build.action('jira.issue.assign', { assignType: 'SMART_VALUE', assignee: '{{issue.components.lead}}' }),
    ],
  ],
  [
    'Copy due date of {topic} to sub-tasks',
    ({ build }) => [
      build.branch([
        build.action('jira.issue.edit', {
          operations: [{ field: { type: 'NAME', value: 'Due date' }, value: '{{parent.duedate}}' }],
        }),
      ]),
    ],
  ],
  ['Welcome comment on {topic}', ({ build }) => [build.comment('Thank you. We answer within one working day.')]],
  [
    'Create a follow-up for {topic}',
    ({ build }) => [
      build.action('jira.issue.create', {
        operations: [{ field: { type: 'NAME', value: 'Summary' }, value: 'Follow up: {{issue.summary}}' }],
      }),
    ],
  ],
  [
    'Label {topic} by priority',
    ({ build }) => [
      build.ifElse(
        'priority = Highest',
        [
          build.action('jira.issue.edit', {
            operations: [{ field: { type: 'NAME', value: 'Labels' }, value: 'urgent' }],
          }),
        ],
        [build.log('Normal priority')],
      ),
    ],
  ],
  [
    'Move {topic} to the next sprint',
    ({ build }) => [
      build.action('jira.issue.edit', {
        operations: [{ field: { type: 'NAME', value: 'Sprint' }, value: '{{issue.project.nextSprint}}' }],
      }),
    ],
  ],
  [
    'Remind about {topic} without estimate',
    ({ build }) => [
      build.condition('jira.jql.condition', '"Story points" is EMPTY'),
      build.comment('Please estimate before planning.'),
    ],
  ],
  [
    'Email the requester when {topic} is resolved',
    ({ build }) => [
      build.action('jira.issue.outgoing.email', {
        to: [{ type: 'SMART', value: '{{reporter}}' }],
        subject: '{{issue.key}} is resolved',
        body: '{{issue.summary}}',
      }),
    ],
  ],
  [
    'Sum story points of {topic}',
    ({ build }) => [build.variable('total', '{{lookupIssues.Story Points.sum}}'), build.log('{{total}}')],
  ],
];

const TOPICS = [
  'bugs',
  'incidents',
  'access requests',
  'change requests',
  'release tasks',
  'purchase requests',
  'onboarding tasks',
  'review tasks',
  'customer questions',
  'security findings',
];

/** Fills the site up with rules that need no watching, so that those that do are as rare as they really are. */
export function addOrdinaryRules(demo: DemoBuilder, total: number): void {
  const { random } = demo;
  for (let index = 0; demo.rules.length < total; index += 1) {
    const [pattern, steps] = KINDS[index % KINDS.length] ?? [
      'Log {topic}',
      ({ build }: DemoBuilder) => [build.log('done')],
    ];
    const topic = TOPICS[Math.floor(index / KINDS.length) % TOPICS.length] ?? 'tasks';
    const round = Math.floor(index / (KINDS.length * TOPICS.length));
    const name = pattern.replace('{topic}', topic);
    demo.rule(
      {
        name: round === 0 ? name : `${name} (${round + 1})`,
        enabled: random.chance(0.92),
        updatedDaysAgo: random.between(1, 700),
        ...(random.chance(0.15) ? { actorId: null } : {}),
      },
      steps(demo),
    );
  }
}
