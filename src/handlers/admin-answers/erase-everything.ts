import { eraseEverything as erase } from '../../storage/erase';
import type { AdminDefinition } from '../admin-answer';
import { answerWith, refuse } from '../admin-answer';
import { eraseRequest } from '../admin-requests';

export const eraseEverything: AdminDefinition<'eraseEverything'> = {
  request: eraseRequest,
  async answer({ confirm }) {
    if (confirm !== 'erase') {
      return refuse('bad-request', 'To remove everything, confirm with the word “erase”.');
    }
    return answerWith({ erased: await erase() });
  },
};
