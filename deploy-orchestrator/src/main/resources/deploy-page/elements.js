/** An element with attributes, listeners (on…) and children; false and null children are left out. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(2).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** New children; whoever had the focus keeps it, by id. */
export function replace(place, children) {
  const focused = place.contains(document.activeElement) ? document.activeElement.id : '';
  place.replaceChildren(...children.filter(Boolean));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

export const chip = (kind, label) => h('span', { class: `chip ${kind}` }, label);

export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

export const release = id => h('code', {}, id);

/** How good a deployment's state is. */
export function tone(d) {
  switch (d.state) {
    case 'LIVE': return 'good';
    case 'ROLLED_BACK': return d.cause ? 'warn' : 'good';
    case 'FAILED': case 'NO_TARGET': case 'MANUAL_INTERVENTION': return 'bad';
    case 'INCONCLUSIVE': case 'AWAITING_APPROVAL': return 'warn';
    case 'ABORTED': case 'SUPERSEDED': case 'QUEUED': return 'still';
    case 'WITHDRAWING': case 'ROLLING_BACK': case 'VERIFYING_ROLLBACK': return 'warn';
    default: return d.paused ? 'warn' : 'busy';
  }
}
