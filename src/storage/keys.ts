/**
 * Every key of the key-value store, in one place. A key that is not made here does not exist, so that
 * nothing is forgotten when something is removed.
 */
export const SITE = 'site';
export const SETTINGS = 'settings';
export const CONNECTION_AUTOMATION = 'connection:automation';
export const CONNECTION_ORGANIZATION = 'connection:organization';
export const STATE_AUTOMATION = 'connection-state:automation';
export const STATE_ORGANIZATION = 'connection-state:organization';
export const SCAN = 'scan';
export const PRIVACY = 'privacy';
export const FACTS = 'facts';
export const PUBLISHED = 'published';
export const HISTORY = 'history';
export const NOTICE = 'notice';
export const PENDING_CHECK = 'pending-check';

/** Kept in the secret store, which only `getSecret` reads. Each is read by one file. */
export const SECRET_AUTOMATION = 'automation-credential';
export const SECRET_ORGANIZATION = 'organization-key';
export const SECRET_FINGERPRINT = 'fingerprint-key';
export const SECRETS = [SECRET_AUTOMATION, SECRET_ORGANIZATION, SECRET_FINGERPRINT] as const;

/** Records that admins make, each under a key of its own: none can be lost because another is written at the same time. */
export const DECISIONS = 'decision:';
export const decisionKey = (findingId: string, type: string): string => `${DECISIONS}${findingId}:${type}`;
export const AUDIT = 'audit:';
export const auditKey = (at: string, id: string): string => `${AUDIT}${at}:${id}`;
export const IMPORTS = 'imported:';
export const importedFile = (upload: string): string => `${IMPORTS}${upload}`;
/** What an admin said of a file since it was given. */
export const importStatement = (upload: string): string => `import-said:${upload}`;

/** Files that an admin gave: their content, and each part with its note until all parts are there. */
export const importedContent = (upload: string): string => `import:${upload}:content`;
export const importedPart = (upload: string, part: number): string => `import:${upload}:part:${part}`;
export const importUpload = (upload: string, part: number): string => `import:${upload}:note:${part}`;

/** Working notes of one scan; removed when it ends. */
export const scanPlan = (scanId: string): string => `scan:${scanId}:plan`;
export const scanListing = (scanId: string, product: string, piece: number): string =>
  `scan:${scanId}:listing:${product}:${piece}`;
export const scanChunk = (scanId: string, chunk: number): string => `scan:${scanId}:chunk:${chunk}`;
export const scanRules = (scanId: string, chunk: number, go: string): string => `scan:${scanId}:rules:${chunk}:${go}`;
export const scanGroup = (scanId: string, group: number): string => `scan:${scanId}:group:${group}`;
export const scanLive = (scanId: string, fingerprint: string): string => `scan:${scanId}:live:${fingerprint}`;

/** Who holds a lease, and who took over from a holder that died. */
export const leaseKey = (name: string): string => `lease:${name}`;
export const leaseKeyAfter = (name: string, holder: string): string => `lease:${name}:after:${holder}`;

/** Two places for each list: the one is read while the other is written. */
export type Slot = 'a' | 'b';
export const factsList = (slot: Slot, list: string): string => `facts:${slot}:${list}`;
export const reportList = (slot: Slot, list: string): string => `report:${slot}:${list}`;
/** Which report was made in place of which: a key for the one before. */
export const reportAfter = (before: string): string => `report-after:${before}`;
export const privacyList = (slot: Slot): string => `privacy:${slot}`;

/** One part of a list. */
export const partKey = (list: string, number: number): string => `${list}:${number}`;
/** The list that a part's key belongs to. */
export const listOfPart = (key: string): string => key.slice(0, key.lastIndexOf(':'));

/** Values that the platform removes by itself after so many days, should nothing else; undefined for all others. */
export const daysOf = (key: string): number | undefined =>
  key.startsWith('scan:') || /^import:[^:]+:(?:part|note):/.test(key) ? TEMPORARY_DAYS : undefined;
/** A scan is replaced after a day, and an upload takes minutes. */
export const TEMPORARY_DAYS = 3;
