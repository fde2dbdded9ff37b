/**
 * Every key of the key-value store, in one place. A key that is not made here does not exist, so that
 * nothing is forgotten when something is removed.
 */
export const CONFIGURATION = 'configuration';
export const SCAN = 'scan';
export const CREDENTIALS = 'credential-states';
export const PRIVACY = 'privacy';
export const FACTS_INDEX = 'facts-index';
export const PUBLISHED = 'published';
export const HISTORY = 'history';
export const NOTICE = 'notice';
export const DECISIONS = 'decisions';
export const AUDIT = 'audit';
export const GARBAGE = 'garbage';
export const PENDING_CHECK = 'pending-check';
export const IMPORTS = 'imports';

/** Kept in the secret store, which only `getSecret` reads. Each is read by one file. */
export const SECRET_AUTOMATION = 'automation-credential';
export const SECRET_ORGANIZATION = 'organization-key';
export const SECRET_FINGERPRINT = 'fingerprint-key';
export const SECRETS = [SECRET_AUTOMATION, SECRET_ORGANIZATION, SECRET_FINGERPRINT] as const;

/** Working notes of one scan; removed when it ends. */
export const scanPlan = (scanId: string): string => `scan:${scanId}:plan`;
export const scanListing = (scanId: string, product: string, piece: number): string =>
  `scan:${scanId}:listing:${product}:${piece}`;
export const scanChunk = (scanId: string, chunk: number): string => `scan:${scanId}:chunk:${chunk}`;
export const scanGroup = (scanId: string, group: number): string => `scan:${scanId}:group:${group}`;

export const scanLive = (scanId: string, fingerprint: string): string => `scan:${scanId}:live:${fingerprint}`;

/** Who is at a work that only one may do at a time, and who took over from a holder that died. */
export const leaseKey = (name: string): string => `turn:${name}`;
export const leaseKeyAfter = (name: string, holder: string): string => `turn:${name}:after:${holder}`;

/** Reduced rules: immutable once the index names them. */
export const factsSegment = (scanId: string, name: string | number): string => `facts:${scanId}:${name}`;

/** What a check without a scan needs of the reduced rules. */
export const factsDigest = (scanId: string): string => `facts:${scanId}:digest`;

/** The parts of one report: immutable once `PUBLISHED` names it. */
export const reportFindings = (reportId: string, level: string): string => `report:${reportId}:findings:${level}`;
export const reportPeople = (reportId: string, level: string): string => `report:${reportId}:people:${level}`;
export const reportRoster = (reportId: string): string => `report:${reportId}:roster`;
export const reportWell = (reportId: string): string => `report:${reportId}:well`;
export const reportMemory = (reportId: string): string => `report:${reportId}:memory`;
export const reportLive = (reportId: string): string => `report:${reportId}:live`;
export const reportTokens = (reportId: string): string => `report:${reportId}:tokens`;
export const reportUnreadable = (reportId: string): string => `report:${reportId}:unreadable`;

/** Files that an admin gave: their content in parts, and the notes of an upload until all parts are there. */
export const importedPart = (upload: string, part: number): string => `import:${upload}:part:${part}`;
export const importUpload = (upload: string, part: number): string => `import:${upload}:note:${part}`;

/** One part of a list that is too long for one value. */
export const part = (prefix: string, number: number): string => `${prefix}:${number}`;
