import type { HttpFailure } from '../platform/http-types';

/**
 * True where the first page of a listing was refused and the size asked for may be why: Atlassian's listings answer 400, and some of
 * them 500, to a parameter or a size that they do not take. They are then asked without one.
 */
export function isSizeRefused({ failure, pages }: { failure: HttpFailure | null; pages: number }): boolean {
  return pages === 0 && failure !== null && (failure.code === 'rejected' || failure.status === 500);
}
