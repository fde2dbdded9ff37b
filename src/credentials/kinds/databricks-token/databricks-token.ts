import { plainForm } from '../plain-form';

/** Personal access tokens of Databricks. */
export const databricksToken = plainForm({
  kind: 'databricks-token',
  hints: ['dapi'],
  then: '[\\da-f]{32}',
  pattern: /dapi[\da-f]{32}(?:-\d)?\b/y,
});
