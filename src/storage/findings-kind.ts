import type { Finding } from '../report/report';
import type { ListKind } from './pack';

/** Findings as they are kept in lists. */
export const FINDINGS: ListKind<Finding> = {
  kind: 'findings',
  schema: 1,
  isItem: (item): item is Finding => typeof item === 'object' && item !== null && 'reasons' in item,
};
