import type { HostState, Table } from '../../forge-host/state-folder';
import { fieldOf, isJson, isRecord, textOf, textsOf, type Json, type JsonObject } from '../../json';

export interface WorkItem {
  id: string;
  key: string;
  fields: JsonObject;
}

export interface Mail {
  issueKey: string;
  subject: string;
  textBody: string;
  htmlBody: string;
  /** Addresses of the people it reached. */
  to: string[];
  at: number;
}

/** Work items and mails of the pretend site; kept between runs. */
export class WorkItems {
  private readonly issues: Table;
  private readonly mails: Table;
  private readonly properties: Table;

  constructor(state: HostState) {
    this.issues = state.table('issues');
    this.mails = state.table('mails');
    this.properties = state.table('issue-properties');
  }

  all(): WorkItem[] {
    return this.issues.keys().flatMap((key) => {
      const issue = this.find(key);
      return issue === undefined ? [] : [issue];
    });
  }

  find(idOrKey: string): WorkItem | undefined {
    const key =
      this.issues.keys().find((candidate) => fieldOf(this.issues.get(candidate), 'id') === idOrKey) ?? idOrKey;
    return readItem(key, this.issues.get(key));
  }

  save(issue: WorkItem): void {
    this.issues.set(issue.key, { ...issue });
  }

  remove(key: string): void {
    this.issues.delete(key);
  }

  nextNumber(): number {
    return this.issues.size + 1;
  }

  sent(): Mail[] {
    return this.mails.keys().map((key) => {
      const mail = this.mails.get(key);
      const text = (name: string): string => textOf(fieldOf(mail, name)) ?? '';
      return {
        issueKey: text('issueKey'),
        subject: text('subject'),
        textBody: text('textBody'),
        htmlBody: text('htmlBody'),
        to: textsOf(fieldOf(mail, 'to')),
        at: Number(fieldOf(mail, 'at')),
      };
    });
  }

  send(mail: Mail): void {
    this.mails.set(String(this.mails.size + 1).padStart(6, '0'), { ...mail });
  }

  property(key: string, name: string): Json | undefined {
    return this.properties.get(`${key}/${name}`);
  }

  setProperty(key: string, name: string, value: Json): void {
    this.properties.set(`${key}/${name}`, value);
  }
}

function readItem(key: string, stored: Json | undefined): WorkItem | undefined {
  const fields = fieldOf(stored, 'fields');
  const id = textOf(fieldOf(stored, 'id'));
  return id === undefined || !isRecord(fields) || !isJson(fields) ? undefined : { id, key, fields };
}
