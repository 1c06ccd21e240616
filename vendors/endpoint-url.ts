import type { EndpointConfiguration } from './configuration.ts';
import type { VendorModule } from './vendor-module.ts';

/** Where an endpoint's calls go: its URL, with the vendor's own port where the configuration gives none. */
export function endpointUrl(
  settings: Pick<EndpointConfiguration, 'url'>,
  { defaultPort }: Pick<VendorModule, 'defaultPort'>,
): URL {
  const url = new URL(settings.url);
  // `URL` drops the scheme's own port, so that only the text tells whether one was given.
  const hasPort = /^https?:\/\/[^/]*:\d+/.test(settings.url);
  if (!hasPort && defaultPort !== undefined) url.port = String(defaultPort);
  return url;
}
