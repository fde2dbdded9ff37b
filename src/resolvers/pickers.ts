import { objectField, textField } from '../atlassian/json-fields';
import { readPage } from '../atlassian/read-page';
import { withQuery } from '../atlassian/with-query';
import { scrubText } from '../credentials/scrub-text';
import type { NoticeRecipient } from '../report/settings';
import { toProblem } from '../publish/problems';
import type { ProjectChoice } from './admin-api';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { projectsRequest, searchRequest } from './admin-requests';

const SHOWN = 50;

/** Projects that the notice's work item can live in, as the caller sees them. */
export const listProjects: ResolverDefinition<'listProjects'> = {
  request: projectsRequest,
  async answer({ search }, { sendAsCaller, ports }) {
    const path = withQuery('/rest/api/3/project/search', { query: search, maxResults: SHOWN, orderBy: 'name' });
    const answer = await sendAsCaller({ method: 'GET', path });
    if (!answer.ok) {
      return refuse('unavailable', toProblem('jira', answer.failure, ports.clock.now()).text);
    }
    const projects = (readPage(answer.value)?.items ?? []).flatMap((item): ProjectChoice[] => {
      const [id, key, name] = [textField(item, 'id'), textField(item, 'key'), textField(item, 'name')];
      return id === null || key === null ? [] : [{ id, key: scrubText(key), name: scrubText(name ?? key) }];
    });
    return answerWith({ projects });
  },
};

/** People whom the notice's email may go to. */
export const searchPeople: ResolverDefinition<'searchPeople'> = {
  request: searchRequest,
  async answer({ search }, { sendAsCaller, ports }) {
    const path = withQuery('/rest/api/3/user/search', { query: search, maxResults: SHOWN });
    const answer = await sendAsCaller({ method: 'GET', path });
    if (!answer.ok) {
      return refuse('unavailable', toProblem('jira', answer.failure, ports.clock.now()).text);
    }
    const people = (readPage(answer.value)?.items ?? [])
      .filter((item) => textField(item, 'accountType') !== 'app')
      .flatMap((item): NoticeRecipient[] => {
        const id = textField(item, 'accountId');
        return id === null ? [] : [{ type: 'user', id, name: scrubText(textField(item, 'displayName') ?? id) }];
      });
    return answerWith({ people });
  },
};

/** Groups whom the notice's email may go to. */
export const searchGroups: ResolverDefinition<'searchGroups'> = {
  request: searchRequest,
  async answer({ search }, { sendAsCaller, ports }) {
    const path = withQuery('/rest/api/3/groups/picker', { query: search, maxResults: SHOWN });
    const answer = await sendAsCaller({ method: 'GET', path });
    if (!answer.ok) {
      return refuse('unavailable', toProblem('jira', answer.failure, ports.clock.now()).text);
    }
    const listed = objectField(answer.value, 'groups');
    const items: unknown[] = Array.isArray(listed) ? listed : [];
    const groups = items.flatMap((item): NoticeRecipient[] => {
      const id = textField(item, 'groupId');
      return id === null ? [] : [{ type: 'group', id, name: scrubText(textField(item, 'name') ?? id) }];
    });
    return answerWith({ groups });
  },
};
