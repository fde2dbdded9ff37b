import { eraseEverything as erase } from '../storage/erase';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { eraseRequest } from './admin-requests';

export const eraseEverything: ResolverDefinition<'eraseEverything'> = {
  request: eraseRequest,
  async answer({ confirm }) {
    if (confirm !== 'erase') {
      return refuse('bad-request', 'To remove everything, confirm with the word “erase”.');
    }
    return answerWith({ erased: await erase() });
  },
};
