import { OFFERS } from '../platform/offers';
import type { NoticeSettings, Settings } from '../report/settings';
import { readPrivacy } from '../storage/privacy-store';
import { changeSettings, readSettings } from '../storage/configuration';
import { withLeaseSoon } from '../storage/lease';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { nothing, settingsRequest } from './admin-requests';
import { note } from './audit';

export const getSettings: ResolverDefinition<'getSettings'> = {
  request: nothing,
  async answer() {
    return answerWith({ settings: await readSettings() });
  },
};

/** Saves what the caller changed; what somebody else saved since the caller looked stays. */
export const saveSettings: ResolverDefinition<'saveSettings'> = {
  request: settingsRequest,
  async answer({ settings: wanted, seen }, call) {
    if (wanted.liveCheck && !OFFERS.liveCheck) {
      return refuse('not-offered', 'This app was installed without the live check, so it may not ask other sites.');
    }
    const held = await withLeaseSoon(call.ports, 'settings', async () => {
      const closed = new Set((await readPrivacy()).closed);
      const refused = { isOutdated: false };
      const settings = await changeSettings((stored) => {
        const merged = merge(stored, wanted, seen);
        refused.isOutdated = merged === null;
        return merged === null ? stored : { ...merged, notice: withoutClosed(merged.notice, closed) };
      });
      return refused.isOutdated ? null : settings;
    });
    if (held === null) {
      return refuse('unavailable', 'Somebody else is saving settings at this moment. Nothing was saved; try again.');
    }
    const settings = held.result;
    if (settings === null) {
      return refuse(
        'outdated',
        'Somebody else has changed the same setting meanwhile. Nothing was saved; load the page again.',
      );
    }
    const live = settings.liveCheck ? 'on' : 'off';
    await note(call, 'save-settings', `Settings were saved; the live check is ${live}.`);
    return answerWith({ settings });
  },
};

/** Each setting by itself: as the caller wants it where the caller changed it. Null where somebody else changed it as well. */
function merge(stored: Settings, wanted: Settings, seen: Settings = stored): Settings | null {
  const isMine = (name: keyof Settings): boolean => !isSame(wanted[name], seen[name]);
  const isContradiction = (name: keyof Settings): boolean =>
    isMine(name) && !isSame(stored[name], seen[name]) && !isSame(stored[name], wanted[name]);
  const choose = <Name extends keyof Settings>(name: Name): Settings[Name] =>
    isMine(name) ? wanted[name] : stored[name];
  const merged: Settings = {
    ladder: choose('ladder'),
    products: choose('products'),
    notice: choose('notice'),
    liveCheck: choose('liveCheck'),
    fullReadWeeks: choose('fullReadWeeks'),
  };
  return SETTINGS.some(isContradiction) ? null : merged;
}

const SETTINGS = ['ladder', 'products', 'notice', 'liveCheck', 'fullReadWeeks'] as const satisfies (keyof Settings)[];

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A page that was loaded before somebody was erased must not bring them back. */
function withoutClosed(notice: NoticeSettings, closed: ReadonlySet<string>): NoticeSettings {
  return { ...notice, recipients: notice.recipients.filter(({ type, id }) => type !== 'user' || !closed.has(id)) };
}
