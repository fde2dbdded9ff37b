import { plainForm } from '../plain-form';

/** API tokens of PyPI: https://pypi.org/help/#apitoken */
export const pypiToken = plainForm({
  kind: 'pypi-token',
  hints: ['pypi-AgE'],
  pattern: /pypi-AgE[\w-]{50,1000}(?![\w-])/y,
});
