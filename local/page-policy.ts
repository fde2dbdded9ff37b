import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio/slim';
import type { AppManifest } from './forge-host/manifest';

/** The Content-Security-Policy that Forge sends with a Custom UI page in production, made by Forge's own package. */
export function pagePolicy(document: string, manifest: AppManifest): string {
  const { content } = manifest.permissions;
  const details = new CSPProcessingService({ info: () => undefined }, load).getCspDetails(document, {
    content: { styles: content.styles, scripts: content.scripts },
    external: {},
  });
  const policy = new CSPInjectionService().getInjectableCSP({
    existingCSPDetails: details,
    microsEnv: 'prod',
    isFedRAMP: false,
  });
  // Reports would go to Atlassian.
  return policy.filter((directive) => !directive.startsWith('report-uri')).join('; ');
}
