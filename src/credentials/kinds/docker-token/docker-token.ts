import { plainForm } from '../plain-form';

/** Access tokens of Docker Hub. */
export const dockerToken = plainForm({
  kind: 'docker-token',
  hints: ['dckr_pat_', 'dckr_oat_'],
  pattern: /dckr_[op]at_[\w-]{27,40}(?![\w-])/y,
});
