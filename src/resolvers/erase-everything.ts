import { eraseEverything as erase, LEFTOVERS_AFTER_SECONDS } from '../privacy/erase-everything';
import { toQueueBody } from '../scan/scan-event';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { eraseRequest } from './admin-requests';

export const eraseEverything: ResolverDefinition<'eraseEverything'> = {
  request: eraseRequest,
  async answer({ confirm }, { ports }) {
    if (confirm !== 'erase') {
      return refuse('bad-request', 'To remove everything, confirm with the word “erase”.');
    }
    const erased = await erase();
    await ports.push([{ body: toQueueBody({ step: 'erase' }), delayInSeconds: LEFTOVERS_AFTER_SECONDS }]);
    return answerWith({ erased });
  },
};
