import type { Reply } from './call.ts';
import type { WireAction } from './fault-script.ts';

const HTML = '<!DOCTYPE html><html><head><title>Please sign in</title></head><body><h1>Maintenance</h1></body></html>';

/** Ten entities, each ten times the one before: ten billion characters from less than a kilobyte. */
function xmlBomb(): string {
  const entities = Array.from({ length: 10 }, (_, level) => {
    const content = level === 0 ? 'lol' : `&e${level - 1};`.repeat(10);
    return `<!ENTITY e${level} "${content}">`;
  });
  return `<?xml version="1.0"?><!DOCTYPE bomb [${entities.join('')}]><mgmtResponse>&e9;</mgmtResponse>`;
}

function huge(bytes: number): string {
  return `{"filler":"${'x'.repeat(Math.max(0, bytes - 13))}"}`;
}

/** Deep in the format that the reader expects. */
function deep(levels: number, isXml: boolean): string {
  return isXml ? `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}` : `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

function strange(action: WireAction<'replaceBody'>, reply: Reply): { body: string; contentType: string } {
  const own = reply.contentType ?? 'application/json';
  switch (action.with) {
    case 'html':
      return { body: HTML, contentType: 'text/html;charset=UTF-8' };
    case 'empty':
      return { body: '', contentType: own };
    case 'wrongType':
      return { body: reply.body ?? '', contentType: 'image/png' };
    case 'huge':
      return { body: huge(action.size ?? 50_000_000), contentType: own };
    case 'deep':
      return { body: deep(action.size ?? 100_000, own.includes('xml')), contentType: own };
    case 'xmlBomb':
      return { body: xmlBomb(), contentType: 'application/xml' };
    case 'text':
      return { body: action.body ?? '', contentType: own };
  }
}

export function replaceBody(action: WireAction<'replaceBody'>, reply: Reply): Reply {
  const { body, contentType } = strange(action, reply);
  return { ...reply, status: action.status, body, contentType: action.contentType ?? contentType };
}
