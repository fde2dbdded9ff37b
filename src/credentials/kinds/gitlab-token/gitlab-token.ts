import { plainForm } from '../plain-form';

/** GitLab's token prefixes: https://docs.gitlab.com/security/tokens/#token-prefixes */
export const gitlabToken = plainForm({
  kind: 'gitlab-token',
  hints: ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-', 'gloas-'],
  pattern: /gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas)-[\w-]{20,300}(?:\.[\w-]{2,20}){0,3}(?![\w-])/y,
});
