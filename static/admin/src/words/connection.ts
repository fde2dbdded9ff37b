import type { ConnectionState } from '../../../../src/resolvers/admin-api';

const STATES: Record<ConnectionState, { name: string; appearance: 'success' | 'danger' | 'warning' | 'neutral' }> = {
  ok: { name: 'Works', appearance: 'success' },
  never: { name: 'Not used yet', appearance: 'neutral' },
  unauthorized: { name: 'Refused', appearance: 'danger' },
  forbidden: { name: 'Lacks permission', appearance: 'danger' },
  unavailable: { name: 'No answer last time', appearance: 'warning' },
};

export function connectionWords(state: ConnectionState): (typeof STATES)[ConnectionState] {
  return STATES[state];
}
