import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import type { Edition } from './edition';

/** The sites that the live check asks; the manifest cannot name the own one alone, since it is not known before. */
const LIVE_CHECK_ADDRESS = 'https://*.atlassian.net';
const BACKEND = ['permissions', 'external', 'fetch', 'backend'];

/**
 * The manifest of an edition, made from `manifest.yml`, which is the private edition without the live check.
 * Without external permissions an app keeps all data with Atlassian and may carry the “Runs on Atlassian” badge
 * (developer.atlassian.com/platform/forge/runs-on-atlassian-apps).
 *
 * @param source the text of manifest.yml
 * @param appId `ari:cloud:ecosystem::app/…`; the source's own when absent
 * @returns YAML
 */
export function manifestFor(source: string, edition: Edition, appId?: string): string {
  const document = parseDocument(source);
  if (edition.name === 'zero-egress') {
    document.deleteIn(['permissions', 'external']);
  }
  if (edition.liveCheck) {
    document.addIn(BACKEND, document.createNode({ address: LIVE_CHECK_ADDRESS, inScopeEUD: true }));
  }
  if (appId !== undefined) {
    document.setIn(['app', 'id'], appId);
  }
  return document.toString({ lineWidth: 0 });
}

/** Hosts that the manifest lets the app's backend ask, as they stand there. */
export function permittedHosts(manifest: string): string[] {
  const listed = parseDocument(manifest).getIn(BACKEND);
  return isSeq(listed)
    ? listed.items.flatMap((item) => (isMap(item) ? textAt(item.get('address', true)) : textAt(item)))
    : [];
}

export function scopesIn(manifest: string): string[] {
  const listed = parseDocument(manifest).getIn(['permissions', 'scopes']);
  return isSeq(listed) ? listed.items.flatMap(textAt) : [];
}

/** The app's id, `ari:cloud:ecosystem::app/…`; null where there is none. */
export function appIdIn(manifest: string): string | null {
  const document: Document = parseDocument(manifest);
  const id = document.getIn(['app', 'id']);
  return typeof id === 'string' ? id : null;
}

function textAt(node: unknown): string[] {
  return isScalar(node) && typeof node.value === 'string' ? [node.value] : [];
}
