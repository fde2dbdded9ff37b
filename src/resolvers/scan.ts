import { OFFERS } from '../platform/offers';
import { startScan as start } from '../scan/start-scan';
import { readScan } from '../storage/scan-store';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { nothing } from './admin-requests';
import { note } from './audit';
import { toScanView } from './overview';

export const startScan: ResolverDefinition<'startScan'> = {
  request: nothing,
  async answer(_, call) {
    const started = await start(call.ports, { trigger: 'manual', cloudId: call.cloudId });
    switch (started) {
      case 'started':
      case 'files':
        await note(call, 'start-scan', 'A scan was started.');
        return answerWith({ scan: await toScanView(await readScan()) });
      case 'already-running':
        return refuse('already-running', 'A scan is running already. Its progress is shown above.');
      case 'not-connected':
        return refuse(
          'not-connected',
          OFFERS.connections
            ? 'Connect an email address and an API token of a Jira admin first, in the settings.'
            : 'Give the app a file with your rules first, in the settings under Files.',
        );
      case 'no-site':
        return refuse('unexpected', 'Forge did not say which site this is. Reload the page.');
    }
  },
};
