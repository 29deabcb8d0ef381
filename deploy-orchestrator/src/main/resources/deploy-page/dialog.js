import { h } from './elements.js';
import { keepToken, Refusal } from './routes.js';
import { text } from './texts.js';

const dialog = document.getElementById('dialog');

/** Asks for the operator's token, and keeps it; resolves to whether one was given. */
export function askToken() {
  return new Promise(resolve => {
    const token = h('input', { type: 'password', autocomplete: 'off' });
    let given = false;
    dialog.replaceChildren(h('form', { method: 'dialog', onsubmit: () => {
      given = token.value.trim() !== '';
      if (given) keepToken(token.value.trim());
    } },
    h('h2', { id: 'dialog-title' }, text('token')), h('label', {}, text('token'), token),
    h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => dialog.close() }, text('cancel')),
      h('button', { type: 'submit', class: 'main' }, text('done')))));
    dialog.addEventListener('close', () => resolve(given), { once: true });
    dialog.showModal();
    token.focus();
  });
}

/**
 * Asks for a reason, and shows first what would be done when there is a plan for it.
 * question: { title, detail, button, danger?, dependencies?, plan?(choice), send(choice) }; resolves to what send answered, or null.
 */
export function ask(question) {
  return new Promise(resolve => {
    const reason = h('textarea', { rows: 3, required: true, id: 'dialog-reason', autofocus: true });
    const mistake = h('p', { class: 'mistake', role: 'alert' });
    const plan = h('div', { 'aria-live': 'polite' });
    const box = question.dependencies && h('input', { type: 'checkbox', checked: true, onchange: () => preview() });
    const token = h('input', { type: 'password', autocomplete: 'off' });
    const tokenLabel = h('label', { hidden: true }, text('token'), token);
    const send = h('button', { type: 'submit', class: question.danger ? 'danger' : 'main' }, question.button);
    const choice = () => ({ reason: reason.value.trim(), dependencies: box ? box.checked : undefined });
    let answer = null;

    const form = h('form', { method: 'dialog', novalidate: true, onsubmit: async e => {
      e.preventDefault();
      if (!reason.value.trim()) {
        mistake.textContent = text('reasonNeeded');
        reason.focus();
        return;
      }
      if (token.value) keepToken(token.value);
      send.disabled = true;
      try {
        answer = await question.send(choice());
        dialog.close();
      } catch (failure) {
        told(failure);
      } finally {
        send.disabled = false;
      }
    } },
      h('h2', { id: 'dialog-title' }, question.title), h('p', {}, question.detail),
      box && h('label', {}, box, ' ', text('withDependencies')), plan,
      h('label', {}, text('reason'), reason), tokenLabel, mistake,
      h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => dialog.close() }, text('cancel')), send));

    function told(failure) {
      mistake.textContent = failure.message;
      if (failure instanceof Refusal && (failure.status === 401 || failure.status === 403)) {
        tokenLabel.hidden = false;
        token.focus();
      }
    }

    async function preview() {
      if (!question.plan) return;
      plan.replaceChildren(h('p', { class: 'soft' }, text('planning')));
      try {
        const seen = await question.plan(choice());
        plan.replaceChildren(
          ...(seen.warnings ?? []).map(line => h('p', { class: 'notes' }, line)),
          h('p', { class: 'soft' }, text('plan')), h('ol', {}, (seen.steps ?? []).map(line => h('li', {}, line))));
      } catch (failure) {
        plan.replaceChildren(h('p', { class: 'notes bad' }, `${text('planRefused')}: ${failure.message}`));
        if (failure.status === 401 || failure.status === 403) told(failure);
      }
    }

    dialog.replaceChildren(form);
    dialog.addEventListener('close', () => resolve(answer), { once: true });
    dialog.showModal();
    reason.focus();
    preview();
  });
}
