import { type Call, header } from '../core/call.ts';

export function cookieOf(call: Call, name: string): string | undefined {
  const cookies = (header(call, 'cookie') ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Secure only over HTTPS: a client on plain HTTP would never send it back. */
export function setCookie({ origin }: Call, name: string, value: string): string {
  return `${name}=${value}; Path=/${origin.startsWith('https:') ? '; Secure' : ''}`;
}
