import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio/slim';
import { parse } from 'yaml';

interface ManifestPermissions {
  permissions?: { content?: { styles?: ['unsafe-inline'] } };
}

/**
 * The Content-Security-Policy that Forge sends with a page in production, made by Forge's own package from the
 * page and from what manifest.yml permits. Reports of violations are left out: there is nobody to send them to.
 */
export function productionPolicy(root: string, html: string): string {
  const manifest: unknown = parse(readFileSync(join(root, 'manifest.yml'), 'utf8'));
  const content = permissionsOf(manifest).permissions?.content ?? {};
  const details = new CSPProcessingService({ info: () => undefined }, load).getCspDetails(html, {
    scopes: [],
    content,
  });
  return new CSPInjectionService()
    .getInjectableCSP({ existingCSPDetails: details, microsEnv: 'prod', hostname: 'localhost', isFedRAMP: false })
    .filter((directive) => !directive.startsWith('report-uri'))
    .join('; ');
}

function permissionsOf(manifest: unknown): ManifestPermissions {
  return typeof manifest === 'object' && manifest !== null ? manifest : {};
}
