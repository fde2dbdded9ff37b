import type { AdminKey, AdminRequest } from '../../../src/resolvers/admin-api';
import { DEFAULT_SETTINGS } from '../../../src/report/settings';

/** What a sample needs to know of the site it is sent to. */
export interface Known {
  email: string;
  token: string;
  orgKey: string;
  findingId: string;
  ruleUuid: string;
  project: { id: string; key: string; name: string };
}

const FILE = { upload: '00000000-0000-4000-8000-000000000001', kind: 'people', fileName: 'users.json' } as const;

/** One good request for each resolver; a resolver without one does not compile. */
export function sampleRequests(known: Known): { [Key in AdminKey]: AdminRequest<Key> } {
  const { email, token, orgKey, findingId, ruleUuid, project } = known;
  return {
    getOverview: {},
    getFindings: { from: 0 },
    getRule: { uuid: ruleUuid },
    connectAutomation: { email, token },
    connectOrganization: { key: orgKey },
    startScan: {},
    getScanProgress: {},
    getSettings: {},
    saveSettings: {
      settings: {
        ...DEFAULT_SETTINGS,
        notice: { project, recipients: [{ type: 'user', id: 'account-1', name: 'account-1' }] },
      },
    },
    listProjects: { search: 'ADM' },
    searchPeople: { search: 'site' },
    searchGroups: { search: 'jira' },
    getHistory: {},
    checkPerson: { account: email },
    getTokens: { from: 0 },
    decide: { findingId, type: 'accepted', because: 'It is known.' },
    undecide: { findingId },
    getAudit: {},
    exportReport: { format: 'csv' },
    importPart: { ...FILE, part: 0, text: '[{"accountId": "account-2", "email": "somebody@example.com"}]' },
    finishImport: { ...FILE, parts: 1, leftOut: [] },
    getImports: {},
    changeImport: { id: FILE.upload, complete: true, day: '2026-11-20' },
    removeImport: { id: FILE.upload },
    disconnect: { which: 'organization' },
    // Last: it takes away what the others need.
    eraseEverything: { confirm: 'erase' },
  };
}
