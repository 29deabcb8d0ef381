import { ago, currentLanguage, duration, moment, stateName, allStates, switchLanguage, text } from './texts.js';
import { ask, askToken } from './dialog.js';
import { call, Refusal } from './routes.js';
import { chip, facts, h, release, replace, tone } from './elements.js';
import { showDeployment } from './deployment.js';

const main = document.getElementById('main');
const connection = document.getElementById('connection');
const opened = new Set();
const filter = { service: '', state: '' };
let leave = () => {};

/** Runs again and again while the page is looked at; a failure is told and tried again. */
function repeat(work, pause) {
  let timer, over = false;
  const run = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        await work();
        connection.textContent = '';
        document.getElementById('token').hidden = true;
      } catch (failure) {
        connection.textContent = failure instanceof Refusal ? failure.message : text('away');
        document.getElementById('token').hidden = ![401, 403].includes(failure.status);
      }
    }
    if (!over) timer = setTimeout(run, pause);
  };
  document.addEventListener('visibilitychange', run);
  run();
  return { now: run, stop: () => { over = true; clearTimeout(timer); document.removeEventListener('visibilitychange', run); } };
}

function showOverview() {
  const cards = h('div', { class: 'cards' }, h('p', { class: 'soft' }, text('loading')));
  const rows = h('div', { class: 'card scroll' }, h('p', { class: 'soft' }, text('loading')));
  const serviceChoice = h('select', { onchange: e => { filter.service = e.target.value; lists.now(); } });
  const stateChoice = h('select', { onchange: e => { filter.state = e.target.value; lists.now(); } },
    h('option', { value: '' }, text('all')),
    allStates.map(state => h('option', { value: state, selected: filter.state === state }, stateName(state))));
  main.replaceChildren(
    h('section', { 'aria-labelledby': 'services-title' }, h('h2', { id: 'services-title' }, text('services')), cards),
    h('section', { 'aria-labelledby': 'list-title' },
      h('h2', { id: 'list-title' }, text('deployments')),
      h('div', { class: 'filters' },
        h('label', {}, text('service'), serviceChoice), h('label', {}, text('state'), stateChoice)),
      rows));
  document.title = text('title');

  const looks = repeat(async () => {
    const services = await call('GET', '/services');
    const keys = services.map(s => `${s.service}/${s.environment}`);
    if (serviceChoice.childElementCount !== keys.length + 1) {
      serviceChoice.replaceChildren(h('option', { value: '' }, text('all')),
        ...keys.map(key => h('option', { value: key, selected: filter.service === key }, key)));
    }
    replace(cards, services.length ? services.map(s => serviceCard(s, looks)) : [h('p', { class: 'card soft' }, text('noServices'))]);
  }, 8000);
  const lists = repeat(async () => {
    const [service = '', environment = ''] = filter.service.split('/');
    const query = new URLSearchParams({ service, environment, state: filter.state, limit: 50 });
    replace(rows, [deploymentTable(await call('GET', `/deployments?${query}`))]);
  }, 3000);
  return () => { looks.stop(); lists.stop(); };
}

function serviceCard(s, looks) {
  const key = `${s.service}/${s.environment}`, should = s.should;
  const [kind, label] = s.active ? ['busy', text('underWay')]
    : s.drift.length ? ['bad', text('drift')] : should ? ['good', text('asExpected')] : ['still', text('nothing')];
  const more = h('div', { id: `backups-${key}`, hidden: !opened.has(key) });
  const toggle = h('button', { type: 'button', id: `toggle-${key}`, 'aria-expanded': String(opened.has(key)), 'aria-controls': more.id, onclick: () => {
    opened.has(key) ? opened.delete(key) : opened.add(key);
    looks.now();
  } }, text(opened.has(key) ? 'hideBackups' : 'showBackups'));
  if (opened.has(key)) fillBackups(more, s);
  return h('article', { class: `card${opened.has(key) ? ' wide' : ''}`, 'aria-label': key },
    h('div', { class: 'head' }, h('h3', {}, s.service, ' ', h('span', { class: 'soft' }, s.environment)), chip(kind, label)),
    s.active && h('p', { class: 'notes busy' }, h('a', { href: `#/d/${s.active.deployment_id}` }, stateName(s.active.state))),
    s.drift.length > 0 && h('ul', { class: `notes${s.active ? '' : ' bad'}` }, s.drift.map(line => h('li', {}, line))),
    s.freeze && h('p', { class: 'notes' }, text('frozen', s.freeze)),
    facts([
      [text('release'), should && h('span', {}, release(should.release), should.successful ? '' : h('span', { class: 'soft small' }, ` (${text('notProven')})`))],
      [text('since'), should && h('time', { datetime: should.since, title: moment(should.since) }, ago(should.since))],
      [text('traffic'), s.route ? `${text('proxyTo', s.route.port)}${s.route.holding ? ` · ${text('holding')}` : ''}`
        : should && text('direct', should.port)],
      [text('health'), s.health && (s.health.status ? text('answered', s.health.status, s.health.answered_ms) : text('noAnswer'))],
      [text('runsUnder'), `${s.manager} · ${text(`strategy${s.strategy}`)}`],
    ]),
    h('div', { class: 'buttons' }, toggle,
      h('button', { type: 'button', id: `restore-${key}`, onclick: () => restore(s, null) }, text('restoreLatest'))),
    more);
}

async function fillBackups(place, s) {
  const query = new URLSearchParams({ service: s.service, environment: s.environment });
  try {
    const backups = await call('GET', `/backups?${query}`);
    replace(place, [backups.length ? h('table', { class: 'fold' },
      h('thead', {}, h('tr', {}, ['backup', 'taken', 'release', ''].map(name => h('th', { scope: 'col' }, name && text(name))))),
      h('tbody', {}, backups.map(b => h('tr', { class: b.current ? 'current' : null },
        h('td', { 'data-label': text('backup') }, h('span', {}, h('span', { class: 'mono small' }, b.code), h('span', { class: 'mono small' }, b.dependencies))),
        h('td', { 'data-label': text('taken') }, moment(b.created_at)),
        h('td', { 'data-label': text('release') }, h('span', {}, release(b.release), h('span', { class: 'small soft' }, text(b.current ? 'current' : b.successful ? 'successful' : 'failedBackup')))),
        h('td', {}, h('button', { type: 'button', id: `restore-${b.id}`, 'aria-label': text('restoreThis', b.id), onclick: () => restore(s, b.id) }, text('restore')))))))
      : h('p', { class: 'soft' }, text('noBackups'))]);
  } catch (failure) {
    replace(place, [h('p', { class: 'mistake' }, failure.message)]);
  }
}

async function restore(s, backup) {
  const answer = await ask({
    title: `${s.service}/${s.environment}: ${backup ? text('restoreThis', backup) : text('restoreLatest')}`,
    detail: text('confirmRestore'), button: text('restore'), dependencies: true,
    plan: choice => call('POST', '/plan', order(choice)),
    send: choice => call('POST', '/rollbacks', order(choice)),
  });
  if (answer) location.hash = `#/d/${answer.deployment_id}`;
  function order(choice) {
    return { service: s.service, environment: s.environment, ...(backup && { backup_id: backup }),
      restore_dependencies: choice.dependencies, ...(choice.reason && { reason: choice.reason }) };
  }
}

function deploymentTable(list) {
  if (!list.length) return h('p', { class: 'soft' }, text('noDeployments'));
  return h('table', { class: 'fold' },
    h('thead', {}, h('tr', {}, ['state', 'service', 'what', 'when', 'who'].map(name => h('th', { scope: 'col' }, text(name))))),
    h('tbody', {}, list.map(d => h('tr', {},
      h('td', {}, h('a', { href: `#/d/${d.deployment_id}`, id: `open-${d.deployment_id}`, 'aria-label': `${text('open')}: ${d.service}/${d.environment}, ${stateName(d.state)}` },
        chip(tone(d), d.paused ? text('paused') : stateName(d.state)))),
      h('td', { 'data-label': text('service') }, h('span', {}, d.service, h('span', { class: 'small soft' }, d.environment))),
      h('td', { 'data-label': text('what') }, h('span', {}, text(d.kind), ' ',
        d.sha ? h('code', {}, d.sha.slice(0, 12)) : h('code', {}, d.backup ?? text('latestBackup')),
        d.cause && h('span', { class: 'small soft' }, d.cause.code))),
      h('td', { 'data-label': text('when') }, h('span', {}, h('time', { datetime: d.created_at, title: moment(d.created_at) }, ago(d.created_at)),
        d.finished_at && h('span', { class: 'small soft' }, `${text('took')} ${duration(new Date(d.finished_at) - new Date(d.created_at))}`))),
      h('td', { 'data-label': text('who') }, h('span', {}, d.requested_by, h('span', { class: 'small soft' }, d.reason)))))));
}

function show(moved) {
  leave();
  document.documentElement.lang = currentLanguage();
  document.querySelectorAll('[data-text]').forEach(each => { each.textContent = text(each.dataset.text); });
  const button = document.getElementById('language');
  button.textContent = text('language');
  button.lang = text('languageCode');
  document.getElementById('token').textContent = text('token');
  const id = location.hash.match(/^#\/d\/([0-9a-f-]{36})$/)?.[1];
  leave = id ? showDeployment(id, main, repeat) : showOverview();
  if (moved) { main.focus(); scrollTo(0, 0); }
}

document.querySelector('.skip').addEventListener('click', e => { e.preventDefault(); main.focus(); });
document.getElementById('language').addEventListener('click', () => { switchLanguage(); show(false); });
document.getElementById('token').addEventListener('click', async () => {
  if (await askToken()) show(false);
});
addEventListener('hashchange', () => show(true));
show(false);
