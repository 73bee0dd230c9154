// The customer's side of mail: a list of mailboxes, one mailbox by conversation, and a form.
const $ = (id) => document.getElementById(id);
const today = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const before = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const POLL_MS = 2000;

const names = ['Robin', 'Kim', 'Sasha', 'Jules', 'Noa', 'Mika', 'Luca', 'Toni'];
let shown = { list: '', mailbox: '' };

async function call(path, body) {
  const response = await fetch(path, body === undefined
    ? {}
    : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const data = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error([data.title, data.detail].filter(Boolean).join('. ') || `The sandbox answered ${response.status}`);
  }
  return data;
}

/** The day only when it is not this one. */
function when(instant) {
  const at = new Date(instant);
  return (at.toDateString() === new Date().toDateString() ? today : before).format(at);
}

function route() {
  const [, view, argument] = location.hash.match(/^#\/(write|mailbox)(?:\/(.*))?$/) ?? [];
  return { view: view ?? 'start', address: argument ? decodeURIComponent(argument) : null };
}

function show() {
  const { view, address } = route();
  document.body.dataset.view = view;
  for (const name of ['write', 'mailbox', 'start']) {
    $(name).hidden = name !== view;
  }
  document.title = address ? `${address}: Rapport sandbox` : "Rapport sandbox: the customer's side";
  shown = { list: '', mailbox: '' };
  if (view === 'mailbox') {
    $('conversations').replaceChildren();
    $('mailbox-title').textContent = address;
  }
  if (view === 'write') {
    fillIn($('write-form'));
  }
  refresh();
}

/** A fresh made-up person for whoever just wants to press Send. */
function fillIn(form) {
  if (form.elements.from.value) {
    return;
  }
  const name = names[Math.floor(Math.random() * names.length)];
  form.elements.fromName.value = `${name} Example`;
  form.elements.from.value = `${name.toLowerCase()}.${Math.floor(Math.random() * 900 + 100)}@example.com`;
}

async function refresh() {
  try {
    const { view, address } = route();
    renderList(await call('api/mailboxes'), address);
    renderDemo(await call('api/demo'));
    if (view === 'mailbox' && address) {
      const mailbox = await call(`api/mailboxes/${encodeURIComponent(address)}`);
      if (route().address === address) {
        renderMailbox(mailbox);
      }
    }
  } catch (error) {
    $('demo-state').textContent = 'The sandbox does not answer.';
  }
}

function renderList(mailboxes, address) {
  const state = JSON.stringify([mailboxes, address]);
  if (state === shown.list) {
    return;
  }
  shown.list = state;
  const focused = document.activeElement?.getAttribute('href');
  $('no-mailboxes').hidden = mailboxes.length > 0;
  $('mailboxes').replaceChildren(...mailboxes.map((box) => {
    const link = element('a', {
      href: `#/mailbox/${encodeURIComponent(box.address)}`,
      ...(box.address === address ? { 'aria-current': 'page' } : {}),
    });
    link.append(
      element('span', {}, box.name ?? box.address),
      element('small', {}, when(box.lastAt)),
      element('small', { class: 'last' }, `${box.lastWay === 'RECEIVED' ? 'Got' : 'Sent'}: ${box.lastSubject || 'no subject'}`),
    );
    const item = element('li');
    item.append(link);
    return item;
  }));
  if (focused) {
    $('mailboxes').querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
}

function renderMailbox(mailbox) {
  const state = JSON.stringify(mailbox);
  if (state === shown.mailbox) {
    return;
  }
  if (shown.mailbox) {
    $('announce').textContent = 'The mailbox has a new mail.';
  }
  shown.mailbox = state;
  $('mailbox-title').textContent = mailbox.name ? `${mailbox.name}, ${mailbox.address}` : mailbox.address;
  const place = $('conversations');
  if (mailbox.conversations.length === 0) {
    place.replaceChildren(element('p', { class: 'hint' }, 'This mailbox is empty.'));
    return;
  }
  // a reply being written stays as it is
  const kept = new Map([...place.querySelectorAll('article')].map((article) => [article.dataset.id, article]));
  place.replaceChildren(...mailbox.conversations.map((conversation) => {
    const article = kept.get(conversation.id) ?? newConversation(mailbox, conversation);
    article.querySelector('h3').textContent = conversation.subject || 'No subject';
    article.querySelector('ol').replaceChildren(...conversation.mails.map(mailItem));
    article.dataset.last = JSON.stringify(conversation.mails.findLast((mail) => mail.way === 'RECEIVED') ?? conversation.mails.at(-1));
    return article;
  }));
}

function newConversation(mailbox, conversation) {
  const article = $('conversation').content.cloneNode(true).firstElementChild;
  article.dataset.id = conversation.id;
  onSend(article.querySelector('form'), async (form) => {
    const last = JSON.parse(article.dataset.last);
    const received = last.way === 'RECEIVED';
    await call('api/mails', {
      fromName: mailbox.name,
      from: mailbox.address,
      to: received ? last.from : last.to,
      subject: /^re:/i.test(last.subject) ? last.subject : `Re: ${last.subject}`,
      text: form.elements.text.value,
      inReplyTo: last.messageId,
    });
    form.reset();
    article.querySelector('details').open = false;
    $('announce').textContent = 'Your reply is sent.';
  });
  return article;
}

function mailItem(mail) {
  const item = $('mail').content.cloneNode(true).firstElementChild;
  const sent = mail.way === 'SENT';
  item.classList.toggle('sent', sent);
  item.querySelector('strong').textContent = mail.fromName ?? mail.from;
  item.querySelector('.way').textContent = sent ? `to ${mail.to}` : `from ${mail.from}`;
  const at = item.querySelector('time');
  at.dateTime = mail.at;
  at.textContent = when(mail.at);
  item.querySelector('.text').append(...linked(mail.text));
  item.querySelector('.notes').textContent = [
    mail.automatic ? 'Written by a machine (Auto-Submitted).' : '',
    mail.repetitions ? `Came ${mail.repetitions + 1} times; shown once.` : '',
  ].filter(Boolean).join(' ');
  return item;
}

/** Addresses of web pages become links; everything else stays text. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((piece, index) => (index % 2
    ? element('a', { href: piece, target: '_blank', rel: 'noopener' }, piece)
    : piece));
}

function renderDemo(demo) {
  const button = $('demo-toggle');
  button.textContent = demo.running ? 'Stop the demo' : 'Start the demo';
  button.dataset.running = demo.running;
  const state = demo.running ? `Demo: ${demo.last}` : '';
  if ($('demo-state').textContent !== state) {
    $('demo-state').textContent = state;
  }
}

function onSend(form, send) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const problem = form.querySelector('.problem');
    const button = form.querySelector('button');
    button.disabled = true;
    problem.hidden = true;
    try {
      await send(form);
      await refresh();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}

function element(name, attributes = {}, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

onSend($('write-form'), async (form) => {
  const letter = Object.fromEntries(new FormData(form));
  await call('api/mails', letter);
  form.elements.subject.value = '';
  form.elements.text.value = '';
  location.hash = `#/mailbox/${encodeURIComponent(letter.from.toLowerCase())}`;
});

$('demo-toggle').addEventListener('click', async () => {
  await call($('demo-toggle').dataset.running === 'true' ? 'api/demo/stop' : 'api/demo/start', {});
  refresh();
});

addEventListener('hashchange', () => {
  show();
  $('main').focus({ preventScroll: true });
  scrollTo(0, 0);
});
show();
setInterval(() => {
  if (!document.hidden) {
    refresh();
  }
}, POLL_MS);
