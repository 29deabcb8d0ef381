import { ask } from './dialog.js';
import { chip, facts, h, release, replace, tone } from './elements.js';
import { follow } from './events.js';
import { call } from './routes.js';
import { ago, clock, duration, moment, stateName, text } from './texts.js';

const SHOWN_LINES = 5000;
const announcer = document.getElementById('announcer');

/** One deployment, as it goes. Returns what ends it. */
export function showDeployment(id, main, repeat) {
  const head = h('div', {}), timeline = h('div', { class: 'card' }), gates = h('div', { class: 'card' }), actions = h('div', { class: 'card' });
  const log = h('div', { class: 'log', role: 'log', 'aria-live': 'off', tabindex: '0', 'aria-labelledby': 'log-title' });
  const pulse = h('span', { class: 'soft small' });
  main.replaceChildren(
    h('p', { class: 'small' }, h('a', { href: '#/' }, `← ${text('back')}`)), head,
    h('div', { class: 'two' },
      h('section', { 'aria-labelledby': 'timeline-title' }, h('h2', { id: 'timeline-title' }, text('timeline')), timeline),
      h('div', {},
        h('section', { 'aria-labelledby': 'gates-title' }, h('h2', { id: 'gates-title' }, text('gates')), gates),
        h('section', { 'aria-labelledby': 'actions-title' }, h('h2', { id: 'actions-title' }, text('actions')), actions))),
    h('section', { 'aria-labelledby': 'log-title' }, h('h2', { id: 'log-title' }, text('log'), ' ', pulse), log));

  let shown = '', soon;
  const detail = repeat(async () => {
    let d;
    try {
      d = await call('GET', `/deployments/${id}`);
    } catch (failure) {
      if (failure.status === 404) {
        main.replaceChildren(h('p', {}, text('gone')), h('a', { href: '#/' }, text('back')));
        return leave();
      }
      throw failure;
    }
    const name = text('stateIs', `${d.service}/${d.environment}`, stateName(d.state));
    document.title = name;
    if (shown && shown !== d.state) announcer.textContent = name;
    shown = d.state;
    replace(head, heading(d, () => detail.now()));
    replace(timeline, [states(d)]);
    replace(gates, d.gates.length ? d.gates.map(gate) : [h('p', { class: 'soft' }, text('noGates'))]);
    replace(actions, [h('ul', { class: 'said' }, d.actions.map(action))]);
  }, 5000);

  const refresh = () => { clearTimeout(soon); soon = setTimeout(() => detail.now(), 250); };
  const ignore = follow(`/deployments/${id}/events`, (name, e) => {
    if (name === 'log') line(log, e, e.line);
    if (name === 'state') line(log, e, `${stateName(e.to)}${e.detail ? ` — ${e.detail}` : ''}`, 'mark');
    if (name === 'gate') line(log, e, `${e.gate}: ${e.outcome} — ${e.detail}`, e.outcome === 'FAILED' ? 'bad' : 'mark');
    if (name !== 'log') refresh();
  }, how => { pulse.textContent = text({ live: 'live', lost: 'reconnecting', ended: 'ended' }[how]); });
  const leave = () => { ignore(); detail.stop(); clearTimeout(soon); };
  return leave;
}

function heading(d, again) {
  const key = `${d.service}/${d.environment}`;
  const buttons = d.final ? [] : [
    ['AWAITING_APPROVAL', 'QUEUED', 'INCONCLUSIVE'].includes(d.state) && !d.approved_by && act('approve', 'main'),
    d.paused ? act('resume', 'main') : act('pause'),
    !d.aborting && act('abort', 'danger'),
  ];
  const cause = c => `${c.code}: ${c.detail}`;
  return [
    h('div', { class: 'head' }, h('h2', {}, `${text(d.kind)} ${key}`), chip(tone(d), stateName(d.state)),
      d.paused && chip('warn', text('paused')), d.aborting && chip('bad', text('aborting'))),
    d.cause && h('p', { class: `notes ${tone(d) === 'bad' ? 'bad' : ''}` }, cause(d.cause)),
    d.again && h('p', { class: 'notes bad' }, `${text('again')} — ${cause(d.again)}`),
    d.state === 'MANUAL_INTERVENTION' && h('p', { class: 'notes bad' }, text('manual')),
    d.waits_for && h('p', { class: 'notes' }, `${text('waitsFor')}: `, d.waits_for.deployment_id
      ? h('a', { href: `#/d/${d.waits_for.deployment_id}` }, d.waits_for.detail) : d.waits_for.detail),
    d.irreversible && h('p', { class: 'notes' }, `${text('irreversible')}: ${d.irreversible}`),
    h('div', { class: 'card' }, facts([
      [text('sha'), d.sha && h('code', {}, d.sha)],
      [text('run'), d.run_id], [text('branch'), d.branch], [text('artifact'), d.artifact?.name],
      [text('backup'), d.kind === 'RESTORE' && h('code', {}, d.backup ?? text('latestBackup'))],
      [text('release'), d.release && h('span', {}, release(d.release), ` · ${text('port')} ${d.port} · ${text(`strategy${d.strategy}`)}`)],
      [text('before'), d.before && h('span', {}, release(d.before.release), ` · ${text('port')} ${d.before.port}`)],
      [text('safety'), d.safety_backup && h('code', {}, d.safety_backup)],
      [text('asked'), `${d.requested_by} — ${d.reason}`],
      [text('approvedBy'), d.approved_by],
      [text('started'), h('time', { datetime: d.created_at, title: moment(d.created_at) }, `${moment(d.created_at)} (${ago(d.created_at)})`)],
      [text('finished'), d.finished_at && `${moment(d.finished_at)} · ${text('took')} ${duration(new Date(d.finished_at) - new Date(d.created_at))}`],
      [text('deadline'), d.deadline && `${moment(d.deadline)} · ${remaining(d.deadline)}`],
      [text('supersededBy'), d.superseded_by && h('a', { href: `#/d/${d.superseded_by}` }, d.superseded_by)],
    ]), buttons.some(Boolean) && h('div', { class: 'buttons' }, buttons)),
  ];

  function act(name, kind) {
    return h('button', { type: 'button', class: kind ?? null, id: `act-${name}`, onclick: async () => {
      const answer = await ask({
        title: `${text(name)}: ${text(d.kind)} ${key}`, detail: text(`confirm${name[0].toUpperCase()}${name.slice(1)}`),
        button: text(name), danger: kind === 'danger',
        send: choice => call('POST', `/deployments/${d.deployment_id}/${name}`, { reason: choice.reason }),
      });
      if (answer) { announcer.textContent = text('done_'); again(); }
    } }, text(name));
  }
}

function remaining(deadline) {
  const left = new Date(deadline) - Date.now();
  return left > 0 ? text('left', duration(left)) : text('over');
}

function states(d) {
  const now = Date.now();
  const lasted = s => (s.until ? new Date(s.until) : now) - new Date(s.since);
  const longest = Math.max(1, ...d.states.map((s, i) => i < d.states.length - 1 || !d.final ? lasted(s) : 0));
  return h('ol', { class: 'timeline' }, d.states.map((s, i) => {
    const last = i === d.states.length - 1, resting = last && d.final;
    const bar = h('span', {});
    bar.style.width = `${Math.round(100 * lasted(s) / longest)}%`;
    const back = ['WITHDRAWING', 'ROLLING_BACK', 'VERIFYING_ROLLBACK', 'INCONCLUSIVE'].includes(s.state);
    return h('li', { class: last ? tone(d) : back ? 'warn' : null, 'aria-current': last && !d.final ? 'step' : null },
      h('div', { class: 'row' }, h('strong', {}, stateName(s.state)),
        h('span', { class: 'soft small' }, resting ? '' : `${duration(lasted(s))} · `, h('time', { datetime: s.since, title: moment(s.since) }, clock(s.since)))),
      !resting && h('div', { class: 'bar', 'aria-hidden': 'true' }, bar),
      s.detail && h('p', { class: 'small soft' }, s.detail),
      h('ul', { class: 'steps' }, d.steps.filter(step => step.state === s.state && inside(step, s)).map(stepLine)));
  }));
}

const inside = (step, s) => new Date(step.started_at) >= new Date(s.since) - 50
  && (!s.until || new Date(step.started_at) <= new Date(s.until));

function stepLine(step) {
  const outcome = o => o === 'Interrupted' ? text('interrupted') : o ?? text('underWayStep');
  return h('li', { class: 'small' }, h('span', { class: 'mono' }, step.step), ` → ${outcome(step.outcome)}`,
    step.attempts.length > 1 && h('details', {}, h('summary', {}, text('attempts', step.attempts.length)),
      h('ul', {}, step.attempts.map(a => h('li', {}, `${text('attempt', a.attempt)}, ${clock(a.started_at)}: ${outcome(a.outcome)}${a.detail ? ` — ${a.detail}` : ''}`)))));
}

function gate(g) {
  const kind = { PASSED: 'good', WARNED: 'warn', FAILED: 'bad', INCONCLUSIVE: 'warn' }[g.outcome];
  const label = text({ FAILED: 'FAILED_GATE', INCONCLUSIVE: 'INCONCLUSIVE_GATE' }[g.outcome] ?? g.outcome);
  return h('div', { class: 'gate' },
    h('div', { class: 'head' }, h('h3', {}, text(`gate_${g.gate}`)), chip(kind, label)),
    h('p', { class: 'small' }, g.detail), figures(g.figures),
    Object.values(g.figures).filter(Array.isArray).flat().map(figures));
}

function figures(values) {
  const plain = Object.entries(values).filter(([, value]) => !Array.isArray(value));
  return plain.length > 0 && h('dl', { class: 'figures' }, plain.map(([name, value]) =>
    h('div', {}, h('dt', {}, name === 'ms' ? text('took') : name.replace(/_ms$/, '').replaceAll('_', ' ')),
      h('dd', {}, name === 'ms' || name.endsWith('_ms') ? duration(value) : typeof value === 'number' ? Math.round(value * 1000) / 1000 : String(value)))));
}

function action(a) {
  return h('li', {}, h('strong', {}, text(a.action.toLowerCase() === 'deploy' ? 'DEPLOY' : a.action.toLowerCase() === 'restore' ? 'RESTORE' : a.action)), ` · ${a.by} `,
    h('time', { class: 'soft small', datetime: a.at, title: moment(a.at) }, ago(a.at)),
    h('p', { class: 'small' }, a.reason), a.refused && h('p', { class: 'small mistake' }, `${text('refused')}: ${a.refused}`));
}

function line(log, entry, said, kind) {
  const follows = log.scrollTop + log.clientHeight >= log.scrollHeight - 30;
  log.append(h('div', { class: kind ?? null }, h('time', { datetime: entry.at }, clock(entry.at)), said));
  if (log.childElementCount > SHOWN_LINES) log.firstChild.remove();
  if (follows) log.scrollTop = log.scrollHeight;
}
