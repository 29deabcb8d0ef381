import { token } from './routes.js';

const PAUSE = 2000;

/**
 * Server-sent events, as EventSource reads them, but with the operator's token, which that cannot send.
 * heard: (name, data) for each event; told: 'live', 'lost' or 'ended'. Returns what ends it.
 */
export function follow(path, heard, told) {
  let last = '', over = false;
  const cut = new AbortController();

  async function read(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = {};
        for (const line of block.split('\n')) {
          const [, name, content] = line.match(/^([a-z]+): ?(.*)$/) ?? [];
          if (name) fields[name] = name === 'data' && 'data' in fields ? `${fields.data}\n${content}` : content;
        }
        if (fields.id) last = fields.id;
        if (fields.data === undefined) continue;
        if (fields.event === 'end') over = true;
        heard(fields.event, JSON.parse(fields.data));
        if (over) return;
      }
    }
  }

  (async () => {
    while (!over) {
      try {
        const headers = { Accept: 'text/event-stream' };
        if (last) headers['Last-Event-ID'] = last;
        if (token()) headers.Authorization = `Bearer ${token()}`;
        const response = await fetch(`/api/deploy${path}`, { headers, signal: cut.signal });
        if (response.status === 204 || response.status === 404) over = true;
        else if (response.ok) {
          told('live');
          await read(response);
        }
      } catch { /* Tried again, from behind the last event. */ }
      if (over) break;
      told('lost');
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
    if (!cut.signal.aborted) told('ended');
  })();
  return () => { over = true; cut.abort(); };
}
