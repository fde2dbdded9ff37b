import type { NoticeView } from '../../../../../src/resolvers/admin-api';
import type { NoticeRecipient, NoticeSettings } from '../../../../../src/report/settings';
import { ask } from '../../backend';
import { ExternalLink } from '../../components/external-link';
import { Message } from '../../components/message';
import { formatMoment } from '../../dates';
import { type Choice, ManyPicker, Picker } from './picker';
import { Setting } from './setting';

type Project = NonNullable<NoticeSettings['project']>;
type ProjectChoice = Choice & { project: Project };
type RecipientChoice = Choice & { recipient: NoticeRecipient };

function projectChoice(project: Project): ProjectChoice {
  return { value: project.id, label: `${project.name} (${project.key})`, project };
}

/** People and groups stand in one list, so the type is part of the value. */
function recipientChoice(recipient: NoticeRecipient): RecipientChoice {
  return {
    value: `${recipient.type}:${recipient.id}`,
    label: recipient.type === 'group' ? `${recipient.name} (group)` : recipient.name,
    recipient,
  };
}

async function findProjects(typed: string): Promise<ProjectChoice[]> {
  const answer = await ask('listProjects', typed === '' ? {} : { search: typed });
  return answer.ok ? answer.value.projects.map(projectChoice) : [];
}

async function findRecipients(typed: string): Promise<RecipientChoice[]> {
  if (typed.trim() === '') {
    return [];
  }
  const [people, groups] = await Promise.all([
    ask('searchPeople', { search: typed }),
    ask('searchGroups', { search: typed }),
  ]);
  const found = [...(people.ok ? people.value.people : []), ...(groups.ok ? groups.value.groups : [])];
  return found.map(recipientChoice);
}

interface Props {
  notice: NoticeSettings;
  view: NoticeView;
  onChange: (notice: NoticeSettings) => void;
}

export function NoticeSetting({ notice, view, onChange }: Props) {
  return (
    <Setting
      title="Weekly notice"
      lead={
        <p>
          After each weekly scan one work item in the project you choose shows what is broken, what breaks next and what
          changed. The people and groups you name get it by mail, so it still arrives when somebody leaves. Without a
          project the mail is sent about the oldest work item of the site, because Jira sends mail only about one.
        </p>
      }
    >
      <div className="form stack">
        <Picker
          label="Project"
          placeholder="No work item"
          value={notice.project === null ? null : projectChoice(notice.project)}
          load={findProjects}
          onChange={(choice) => onChange({ ...notice, project: choice?.project ?? null })}
        />
        <ManyPicker
          label="Who gets the mail"
          placeholder="People and groups"
          values={notice.recipients.map(recipientChoice)}
          load={findRecipients}
          onChange={(choices) => onChange({ ...notice, recipients: choices.map((choice) => choice.recipient) })}
        />
      </div>
      {view.workItem !== null && (
        <p className="subtle">
          Work item{' '}
          {view.workItem.url === null ? (
            view.workItem.key
          ) : (
            <ExternalLink href={view.workItem.url}>{view.workItem.key}</ExternalLink>
          )}
          {view.lastUpdatedAt !== null && `, updated ${formatMoment(view.lastUpdatedAt)}`}
        </p>
      )}
      {view.lastEmailAt !== null && <p className="subtle">Last mail {formatMoment(view.lastEmailAt)}</p>}
      {view.problem !== null && (
        <Message appearance="warning" title="The last notice could not be sent">
          <p>
            {view.problem.text} {view.problem.advice}
          </p>
        </Message>
      )}
    </Setting>
  );
}
