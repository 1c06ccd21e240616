// The few DER forms that an X.509 certificate needs. Written here because no installed package adds the key identifiers
// that strict verifiers (Python 3.13, OpenSSL -x509_strict) insist on.

function lengthOf(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}

export function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

export const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts);
export const octets = (content: Buffer): Buffer => tagged(0x04, content);
export const bits = (content: Buffer, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), content);
export const truth = (): Buffer => Buffer.from([0x01, 0x01, 0xff]);
export const text = (value: string): Buffer => tagged(0x0c, Buffer.from(value));

export function integer(value: Buffer): Buffer {
  const positive = (value[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value;
  return tagged(0x02, positive);
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of others) {
    const groups = [part & 0x7f];
    for (let rest = part >> 7; rest > 0; rest >>= 7) groups.unshift((rest & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tagged(0x06, Buffer.from(bytes));
}

export function generalizedTime(when: Date): Buffer {
  const stamp = when.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  // Before 2050 the standard wants the two-digit year form.
  return when.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(`${stamp.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${stamp}Z`));
}

export function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
