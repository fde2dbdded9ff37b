const ACTIONS: Readonly<Record<string, string>> = {
  'connect-automation': 'Connected the automation rules',
  'connect-organization': 'Connected the organization',
  disconnect: 'Disconnected a credential',
  'start-scan': 'Started a scan',
  'save-settings': 'Changed the settings',
  'decide-snoozed': 'Snoozed a finding',
  'decide-accepted': 'Accepted a finding',
  'decide-owner-assigned': 'Assigned an owner',
  'decide-expiry-declared': 'Declared an expiry',
  undecide: 'Took back a decision',
  export: 'Exported the report',
  import: 'Imported a file',
  'remove-import': 'Removed an imported file',
  'change-import': 'Said whether a file lists everything',
};

/** What an admin did, in words; one that this page does not know yet is shown by its own name. */
export function actionName(action: string): string {
  return ACTIONS[action] ?? action.replaceAll('-', ' ');
}
