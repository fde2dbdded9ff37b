import { plainForm } from '../plain-form';

/** User access tokens of Hugging Face: `hf_` and 34 letters. */
export const huggingFaceToken = plainForm({
  kind: 'hugging-face-token',
  hints: ['hf_'],
  pattern: /hf_[\dA-Za-z]{34,40}\b/y,
});
