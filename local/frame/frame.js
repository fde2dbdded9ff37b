// The frame around the page: it stands for Jira. It answers the page's bridge and lets time pass.
'use strict';

const query = new URLSearchParams(location.search);
const app = document.getElementById('app');
const account = document.getElementById('account');
const theme = document.getElementById('theme');
const clock = document.getElementById('clock');
const flags = document.getElementById('flags');

let colorMode = query.get('theme') === 'dark' ? 'dark' : 'light';
let offset = 0;
account.value = ['admin', 'user', 'nobody'].includes(query.get('account')) ? query.get('account') : 'admin';

function showClock() {
  clock.textContent = new Date(Date.now() + offset).toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
}

function setNow(now) {
  offset = now - Date.now();
  showClock();
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const given = await answer.json();
  setNow(given.now);
  return given;
}

function showFlag({ id, title, description }) {
  closeFlag({ id });
  const flag = document.createElement('div');
  flag.dataset.id = id;
  flag.textContent = [title, description].filter(Boolean).join(': ');
  flags.append(flag);
  setTimeout(() => flag.remove(), 8000);
  return true;
}

function closeFlag({ id }) {
  for (const flag of [...flags.children]) {
    if (flag.dataset.id === id) {
      flag.remove();
    }
  }
  return true;
}

function navigate({ url, type }) {
  // A pretend site has no other screens; real addresses open beside it.
  const known = /^\/browse\/([\w-]+)$/.exec(new URL(url, location.origin).pathname);
  if (known) {
    window.open(`/browse/${known[1]}`, type === 'new-tab' ? '_blank' : '_self', 'noopener');
  } else {
    showFlag({ id: 'navigate', title: 'In Jira this opens', description: url });
  }
}

/** Commands about the screen; everything else goes to the host. */
const screen = {
  enableTheming: () => ({ colorMode }),
  showFlag,
  closeFlag,
  navigate,
  getUrl: (target) => `${location.origin}/#${target?.target ?? ''}`,
  reload: () => app.contentWindow.location.reload(),
  refresh: () => undefined,
  close: () => undefined,
  submit: () => undefined,
  emitReadyEvent: () => undefined,
  changeWindowTitle: ({ title }) => {
    document.title = String(title ?? '');
  },
};

window.addEventListener('message', async (event) => {
  if (event.source !== app.contentWindow || event.origin !== location.origin || event.data?.bridge !== 'call') {
    return;
  }
  const { id, cmd, data } = event.data;
  const reply = (given) => event.source.postMessage({ bridge: 'answer', id, offset, ...given }, event.origin);
  try {
    if (Object.hasOwn(screen, cmd)) {
      reply({ ok: true, value: screen[cmd](data ?? {}) });
      return;
    }
    const given = await post('/bridge', { cmd, data: data ?? null, account: account.value });
    const value = cmd === 'getContext' && given.ok ? { ...given.value, theme: { colorMode } } : given.value;
    reply({ ...given, value });
  } catch {
    reply({ ok: false, error: 'The local host did not answer.' });
  }
});

function load() {
  document.documentElement.dataset.colorMode = colorMode;
  theme.textContent = colorMode === 'dark' ? 'Light' : 'Dark';
  app.src = `/app/?theme=${colorMode}&offset=${Math.round(offset)}${location.hash}`;
}

theme.addEventListener('click', () => {
  colorMode = colorMode === 'dark' ? 'light' : 'dark';
  load();
});
account.addEventListener('change', load);
for (const [id, fire] of [
  ['weekly', 'weekly-scan'],
  ['daily', 'daily-check'],
]) {
  const button = document.getElementById(id);
  button.addEventListener('click', async () => {
    button.disabled = true;
    await post('/time', { days: Number(document.getElementById('days').value), fire }).catch(() => undefined);
    button.disabled = false;
    load();
  });
}

setInterval(showClock, 10_000);
post('/time', { days: 0 })
  .catch(() => undefined)
  .then(load);
