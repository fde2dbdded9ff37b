import type { LeavingPoint } from '../../../local/forge-host/hooks';

/** Requests of the store that change nothing. */
const READS = ['/api/v1/get', '/api/v1/secret/get', '/api/v1/query', '/api/v1/batch/get'];

export interface Flight {
  /**
   * Notes a point. True where no other call is on its way that may still change something: then what is stored at
   * this very moment is all that is left if the invocation dies here.
   */
  pass: (point: LeavingPoint) => boolean;
}

/** Keeps count of the calls that left and did not come back. */
export function watchFlight(): Flight {
  let writing = 0;
  return {
    pass: (point) => {
      const isWrite = mayChange(point);
      writing -= isWrite && point.phase === 'after' ? 1 : 0;
      const isExact = writing === 0;
      writing += isWrite && point.phase === 'before' ? 1 : 0;
      return isExact;
    },
  };
}

function mayChange({ kind, label }: LeavingPoint): boolean {
  const [word = ''] = label.split(' ', 1);
  return kind === 'kvs' ? !READS.includes(word) : word !== 'GET';
}
