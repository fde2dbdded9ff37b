import { plainForm } from '../plain-form';

/** Client secrets of Google's OAuth clients: `GOCSPX-` and 28 characters. */
export const googleOauthSecret = plainForm({
  kind: 'google-oauth-secret',
  hints: ['GOCSPX-'],
  pattern: /GOCSPX-[\w-]{28}(?![\w-])/y,
});
