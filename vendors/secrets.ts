import type { Vendor } from '../contract/vendor.ts';

/** Fields of credentials that hold a secret. */
export const SECRET_FIELD = /password|secret|token$|code$/i;
/** A shorter one would be found in words that have nothing to do with it. */
const SHORTEST = 6;
export const HIDDEN = '[hidden]';

/** Every form in which the secrets of these credentials go over the wire, the longest first. */
function formsOf(credentials: Readonly<Record<string, unknown>>): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const entries = Object.entries(credentials).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const secrets = entries.filter(([field, { length }]) => SECRET_FIELD.test(field) && length >= SHORTEST);
  const names = entries.filter(([field]) => !SECRET_FIELD.test(field)).map(([, name]) => name);
  const forms = secrets.flatMap(([, secret]) => [
    ...names
      .flatMap((name) => [`${name}:${secret}`, `${encodeURIComponent(name)}:${encodeURIComponent(secret)}`])
      .map(base64),
    base64(secret),
    encodeURIComponent(secret),
    secret,
  ]);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

/** Takes the secrets of these credentials out of a text, in whatever form they go over the wire. */
export function hiding(credentials: Readonly<Record<string, unknown>>): (text: string) => string {
  const forms = formsOf(credentials);
  return (text) => forms.reduce((left, form) => left.replaceAll(form, HIDDEN), text);
}

/**
 * The vendor with its credentials' secrets taken out of all that it says: there are servers that repeat in an error's
 * words what they were sent, and those words go into histories and logs.
 */
export function hideSecrets(vendor: Vendor, credentials: Readonly<Record<string, unknown>>): Vendor {
  const hide = hiding(credentials);
  const methods = Object.entries(vendor).map(([name, method]) => {
    const hidden = (...given: unknown[]) =>
      (method as (...given: unknown[]) => Promise<unknown>).apply(vendor, given).then(
        (value) => hideIn(value, hide),
        (error) => Promise.reject(hideIn(error, hide)),
      );
    return [name, hidden];
  });
  return Object.fromEntries(methods);
}

/** The same value with every text changed; an error stays the error that it is. */
function hideIn(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => hideIn(one, hide));
  if (value instanceof Error) {
    value.message = hide(value.message);
    if (value.stack !== undefined) value.stack = hide(value.stack);
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hideIn(one, hide)]));
}
