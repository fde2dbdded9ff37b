import { fieldOf, textsOf } from '../../json';
import type { WorkItem } from './work-items';

export interface Wanted {
  field: string;
  /** Null where any value will do. */
  values: string[] | null;
}

/**
 * The little JQL that the app needs: `field = value`, `field in (…)` and `field is not empty`, joined by AND. Jira refuses a
 * search without a condition.
 */
export function parseJql(jql: string): Wanted[] | undefined {
  const [conditions = ''] = jql.split(/\border\s+by\b/i);
  const wanted: Wanted[] = [];
  if (conditions.trim() === '') {
    return undefined;
  }
  for (const condition of conditions.split(/\band\b/i).filter((part) => part.trim() !== '')) {
    const filled = /^\s*(\w+)\s+is\s+not\s+empty\s*$/i.exec(condition)?.[1]?.toLowerCase();
    if (filled === 'project') {
      wanted.push({ field: filled, values: null });
      continue;
    }
    const [field, rest] = split(condition);
    if (!['project', 'labels', 'key', 'id'].includes(field) || rest === undefined) {
      return undefined;
    }
    wanted.push({
      field,
      values: rest
        .replace(/^\(|\)$/g, '')
        .split(',')
        .map(unquoted),
    });
  }
  return wanted;
}

function split(condition: string): [string, string | undefined] {
  const text = condition.trim();
  const equals = text.indexOf('=');
  if (equals > 0) {
    return [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()];
  }
  const words = text.split(/\s+/);
  return [words[0]?.toLowerCase() ?? '', words[1]?.toLowerCase() === 'in' ? words.slice(2).join(' ') : undefined];
}

function unquoted(text: string): string {
  return text.trim().replace(/^["']|["']$/g, '');
}

/** Whether a work item is what a parsed query asks for. */
export function matches(issue: WorkItem, wanted: Wanted[]): boolean {
  return wanted.every(({ field, values }) => {
    if (values === null) {
      return true;
    }
    const fields = issue.fields;
    const project = fieldOf(fields, 'project');
    const found =
      field === 'project'
        ? [fieldOf(project, 'key'), fieldOf(project, 'id')]
        : field === 'labels'
          ? textsOf(fieldOf(fields, 'labels'))
          : [issue.key, issue.id];
    return values.some((value) => found.includes(value));
  });
}
