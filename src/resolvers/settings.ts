import { OFFERS } from '../platform/offers';
import { readConfiguration, writeConfiguration } from '../storage/configuration';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { nothing, settingsRequest } from './admin-requests';
import { note } from './audit';

export const getSettings: ResolverDefinition<'getSettings'> = {
  request: nothing,
  async answer() {
    return answerWith({ settings: (await readConfiguration()).settings });
  },
};

export const saveSettings: ResolverDefinition<'saveSettings'> = {
  request: settingsRequest,
  async answer({ settings }, call) {
    if (settings.liveCheck && !OFFERS.liveCheck) {
      return refuse('not-offered', 'This app was installed without the live check, so it may not ask other sites.');
    }
    await writeConfiguration({ ...(await readConfiguration()), settings });
    const live = settings.liveCheck ? 'on' : 'off';
    await note(call, 'save-settings', `Settings were saved; the live check is ${live}.`);
    return answerWith({ settings });
  },
};
