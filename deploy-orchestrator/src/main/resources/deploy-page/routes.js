import { text } from './texts.js';

/** What the orchestrator refused, in its own words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code;
  }
}

/** The operator's token; null: none was given. Forgotten with the tab. */
export function token() {
  try { return sessionStorage.getItem('token'); } catch { return null; }
}

export function keepToken(token) {
  try { sessionStorage.setItem('token', token); } catch { /* Asked for again. */ }
}

export async function call(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (token()) headers.Authorization = `Bearer ${token()}`;
  let response;
  try {
    response = await fetch(`/api/deploy${path}`, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Error(text('away'));
  }
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, json);
  return json;
}
