import { plainForm } from '../plain-form';

/** Personal access tokens of Figma. */
export const figmaToken = plainForm({
  kind: 'figma-token',
  hints: ['figd_'],
  pattern: /figd_[\w-]{40,60}(?![\w-])/y,
});
