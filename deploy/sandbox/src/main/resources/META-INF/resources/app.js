// The customer's side: whoever opens this page plays a customer, who has a mailbox and four phones.
const $ = (id) => document.getElementById(id);
const today = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const before = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const WIDE = matchMedia('(min-width: 62rem)');
const SETTLE_MS = 150;

const NETWORKS = {
  SMS: 'Text messages',
  WHATSAPP: 'WhatsApp',
  TELEGRAM: 'Telegram',
  CHAT: 'Web chat',
  MESSENGER: 'Messenger',
  INSTAGRAM: 'Instagram',
  MASTODON: 'Mastodon',
};
/** How mail reaches the company. */
const WAYS = { SMTP: 'arrives by SMTP', IMAP: 'fetched by IMAP' };
/** For what is narrow. */
const SHORT = { ...NETWORKS, MAIL: 'Mail', SMS: 'Text', CHAT: 'Chat' };
/** The phones, and what each can write with. */
const PHONES = {
  SMS: ['SMS'],
  WHATSAPP: ['WHATSAPP', 'MESSENGER'],
  TELEGRAM: ['TELEGRAM', 'INSTAGRAM', 'MASTODON'],
  CHAT: ['CHAT'],
};

/** Who may read a message, where its writer chooses. */
const VISIBILITIES = { PUBLIC: 'Public', UNLISTED: 'Quiet public', PRIVATE: 'Followers', DIRECT: 'Direct' };

/** What the customer's own message says about itself, and what the company's does. */
const MINE = { UNDERWAY: '◷ Underway', SENT: '✓ Sent', DELIVERED: '✓✓ Delivered', READ: '✓✓ Read', FAILED: '⚠ Not sent' };
const THEIRS = { UNDERWAY: 'On its way', SENT: 'On its way', DELIVERED: '✓✓ Delivered', READ: '✓✓ Read', FAILED: '⚠ Did not arrive' };

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

/** Whom the page plays: the address behind the hash. */
function played() {
  return decodeURIComponent(location.hash).match(/^#\/(.+@.+)$/)?.[1] ?? null;
}

function pathOf(address) {
  return `api/people/${encodeURIComponent(address)}`;
}

// --- the page as a whole ---------------------------------------------------------------------------------------------

async function show() {
  const address = played();
  document.body.dataset.view = address ? 'customer' : 'start';
  $('customer').hidden = !address;
  $('choose').hidden = Boolean(address);
  document.title = address ? `${address}: Rapport sandbox` : "Rapport sandbox: the customer's side";
  shown = { list: '', mailbox: '' };
  $('conversations').replaceChildren();
  $('compose').open = false;
  document.querySelectorAll('.phone').forEach((phone) => phone.remove());
  await refresh();
}

let refreshing = null;
let again = false;

/** Looks at everything; a call that comes meanwhile looks once more afterwards. */
function refresh() {
  if (refreshing) {
    again = true;
    return refreshing;
  }
  refreshing = look().finally(() => {
    refreshing = null;
    if (again) {
      again = false;
      refresh();
    }
  });
  return refreshing;
}

async function look() {
  try {
    const address = played();
    const people = await call('api/people');
    renderList(people, address);
    renderDemo(await call('api/demo'));
    if (address) {
      const [pocket, mailbox] = await Promise.all([
        call(pathOf(address)),
        call(`api/mailboxes/${encodeURIComponent(address)}`),
      ]);
      if (played() === address) {
        renderCustomer(pocket);
        renderMailbox(mailbox, pocket.person);
        readWhatIsSeen(pocket);
      }
    } else if (!played() && WIDE.matches && people.length > 0 && !location.hash.startsWith('#main')) {
      // room enough to begin with somebody
      location.replace(`#/${people[0].address}`);
    }
  } catch (error) {
    $('demo-state').textContent = error instanceof TypeError ? 'The sandbox does not answer.' : error.message;
  }
}

function renderList(people, address) {
  const state = JSON.stringify([people, address]);
  if (state === shown.list) {
    return;
  }
  shown.list = state;
  const focused = document.activeElement?.getAttribute('href');
  $('customers').replaceChildren(...people.map(({ address: own, name, last }) => {
    const link = element('a', {
      href: `#/${own}`,
      ...(own === address ? { 'aria-current': 'page' } : {}),
    });
    link.append(element('span', {}, name), element('small', {}, last ? when(last.at) : ''));
    if (last) {
      link.append(element('small', { class: 'last' }, `${SHORT[last.on]}${last.mine ? ', sent' : ''}: ${last.text || 'a file'}`));
    }
    const item = element('li');
    item.append(link);
    return item;
  }));
  if (focused?.startsWith('#/')) {
    $('customers').querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
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

// --- the phones ------------------------------------------------------------------------------------------------------

function renderCustomer({ person, phones, mail }) {
  $('name').textContent = person.name;
  $('reach').textContent = `${person.address} · ${spaced(person.phone)}`;
  $('mail-address').textContent = person.address;
  const to = $('write-form').elements.to;
  if (to.length === 0) {
    to.append(...mail.map(({ address, way }) => element('option', { value: address }, `${address} (${WAYS[way]})`)));
  }
  const devices = Object.entries(PHONES).map(([device, networks]) => {
    const own = phones.filter(({ network }) => networks.includes(network));
    const connected = own.filter(({ company }) => company);
    const lines = connected.length > 0 ? connected : own.slice(0, 1);
    const line = chosenLine(device, lines);
    renderPhone(person, device, lines, line);
    return { device, lines, line };
  });
  renderTabs(devices);
}

/** The place where a phone's owner is just now: the chosen one, else where something happened last, else the first. */
function chosenLine(device, lines) {
  const chosen = document.querySelector(`.phone[data-device="${device}"] select`)?.value;
  const last = ({ messages }) => messages.at(-1)?.at ?? '';
  return lines.find((line) => keyOf(line) === chosen)
    ?? lines.reduce((newest, line) => (last(line) > last(newest) ? line : newest));
}

function keyOf({ network, company }) {
  return `${network} ${company}`;
}

function unreadIn({ messages }) {
  return messages.filter((message) => !message.mine && message.state === 'DELIVERED').length;
}

/** +447700900123 as people write it. */
function spaced(number) {
  return number.replace(/^(\+44)(7\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4').replace(/^(\+44)(2\d)(\d{4})(\d{4})$/, '$1 $2 $3 $4');
}

function renderPhone(person, device, lines, line) {
  const section = document.querySelector(`.phone[data-device="${device}"]`) ?? newPhone(person, device, lines);
  const log = section.querySelector('.log');
  const list = log.querySelector('ol');
  if (section.dataset.line !== keyOf(line)) {
    section.dataset.line = keyOf(line);
    list.replaceChildren();
    turnTo(section, line);
  }
  const elsewhere = section.querySelector('.elsewhere');
  const news = lines.filter((one) => one !== line && unreadIn(one) > 0)
    .map((one) => `${unreadIn(one)} new: ${one.provider}`).join(', ');
  if (elsewhere.textContent !== news) {
    elsewhere.textContent = news;
  }
  let follows = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const known = new Map([...list.children].map((item) => [item.dataset.id, item]));
  let added = false;
  for (const message of line.messages) {
    const item = known.get(message.id) ?? newMessage(message);
    const state = [(message.mine ? MINE : THEIRS)[message.state], message.note].filter(Boolean).join(' · ');
    if (item.querySelector('.state').textContent !== state) {
      item.querySelector('.state').textContent = state;
    }
    item.dataset.state = message.state;
    // Twilio fetches a message's files when it is on its way already
    if (item.querySelector('.files').childElementCount !== message.files.length) {
      item.querySelector('.files').replaceChildren(...message.files.map(fileOf));
    }
    if (!known.has(message.id)) {
      // appended one by one: a screen reader says what is new and nothing else
      list.append(item);
      added = true;
      follows ||= message.mine;
    }
  }
  if (added && follows) {
    toTheEnd(log);
  }
}

function toTheEnd(log) {
  log.scrollTop = log.scrollHeight;
}

/** From now on the phone shows and writes there. */
function turnTo(section, { network, company, takesFiles, visibilities, messages }) {
  const title = NETWORKS[network];
  section.dataset.network = network;
  section.querySelector('h3').textContent = title;
  section.querySelector('.log').setAttribute('aria-label', `${title}, messages`);
  section.querySelector('.text .unseen').textContent = `Message by ${title}`;
  const choice = section.querySelector('select');
  if (choice) {
    choice.value = section.dataset.line;
  } else {
    section.querySelector('header small').textContent = company ? `with ${spaced(company)}` : 'not connected';
  }
  section.querySelector('.attach').hidden = !takesFiles;
  // goes on as it was: what began in private does not become public by itself
  const last = messages.findLast(({ visibility }) => visibility)?.visibility;
  const chooser = section.querySelector('.visibility');
  chooser.hidden = visibilities.length === 0;
  chooser.querySelector(`[value=${last === 'DIRECT' || last === 'PRIVATE' ? 'DIRECT' : 'PUBLIC'}]`).checked = true;
  section.querySelectorAll('form textarea, form button, form input').forEach((control) => {
    control.disabled = !company;
  });
}

function newPhone(person, device, lines) {
  const section = $('phone').content.cloneNode(true).firstElementChild;
  section.dataset.device = device;
  section.setAttribute('aria-labelledby', `${device}-title`);
  section.querySelector('h3').id = `${device}-title`;
  if (lines.length > 1) {
    const choice = element('select', { 'aria-label': device === 'SMS' ? "The company's number" : 'App and company' });
    choice.append(...lines.map((line) => element('option', { value: keyOf(line) }, `${line.provider} · ${spaced(line.company)}`)));
    choice.addEventListener('change', refresh);
    section.querySelector('header small').replaceWith(choice);
  }
  const form = section.querySelector('form');
  const file = form.querySelector('input[type=file]');
  file.addEventListener('change', () => {
    form.querySelector('.attach').dataset.name = file.files[0]?.name ?? '';
  });
  form.elements.text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  onSend(form, async () => {
    const text = form.elements.text.value.trim();
    const line = lines.find((one) => keyOf(one) === section.dataset.line);
    const files = line.takesFiles && file.files.length > 0 ? [(await upload(file.files[0])).id] : [];
    if (!text && files.length === 0) {
      return;
    }
    const visibility = line.visibilities.length > 0 ? form.elements.visibility.value : null;
    await call(`${pathOf(person.address)}/${line.network.toLowerCase()}/messages`, { text, files, to: line.company, visibility });
    form.elements.text.value = '';
    file.value = '';
    form.querySelector('.attach').dataset.name = '';
    form.elements.text.focus();
  });
  document.querySelector('.devices').append(section);
  return section;
}

async function upload(file) {
  const response = await fetch(`api/files?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'Content-Type': file.type || 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) {
    throw new Error(response.status === 413 ? 'The file is larger than 5 MB.' : 'The file could not be sent.');
  }
  return response.json();
}

function fileOf(file) {
  return file.type.startsWith('image/')
    ? element('img', { src: `api/files/${file.id}`, alt: file.name })
    : element('a', { href: `api/files/${file.id}`, download: file.name }, file.name);
}

function newMessage(message) {
  const item = $('message').content.cloneNode(true).firstElementChild;
  item.dataset.id = message.id;
  item.classList.toggle('mine', message.mine);
  const readers = item.querySelector('.readers');
  readers.hidden = !message.visibility;
  readers.textContent = VISIBILITIES[message.visibility] ?? '';
  readers.dataset.visibility = message.visibility ?? '';
  item.querySelector('.text').append(...linked(message.text));
  const at = item.querySelector('time');
  at.dateTime = message.at;
  at.textContent = when(message.at);
  return item;
}

/** Whoever has the page before the eyes has read what it shows. */
function readWhatIsSeen({ person, phones }) {
  if (document.hidden) {
    return;
  }
  for (const line of phones) {
    const section = document.querySelector(`.phone[data-network="${line.network}"]`);
    if (section?.dataset.line === keyOf(line) && section.offsetParent && unreadIn(line) > 0) {
      const to = encodeURIComponent(line.company);
      call(`${pathOf(person.address)}/${line.network.toLowerCase()}/read?to=${to}`, {}).catch(() => {});
    }
  }
}

function renderTabs(devices) {
  const chosen = document.body.dataset.device ?? 'MAIL';
  document.body.dataset.device = chosen;
  renderTab('MAIL', SHORT.MAIL, 0, chosen);
  for (const { device, lines, line } of devices) {
    const hidden = device === chosen ? lines.filter((one) => one !== line) : lines;
    renderTab(device, SHORT[line.network], hidden.reduce((sum, one) => sum + unreadIn(one), 0), chosen);
  }
}

function renderTab(device, name, unread, chosen) {
  let tab = $('tabs').querySelector(`[data-shows="${device}"]`);
  if (!tab) {
    tab = element('button', { type: 'button', 'data-shows': device });
    tab.addEventListener('click', () => {
      document.body.dataset.device = device;
      // what was not shown could not be scrolled
      document.querySelectorAll(`.phone[data-device="${device}"] .log`).forEach(toTheEnd);
      refresh();
    });
    $('tabs').append(tab);
  }
  tab.textContent = unread ? `${name} (${unread})` : name;
  tab.setAttribute('aria-pressed', device === chosen);
}

// --- the mailbox -----------------------------------------------------------------------------------------------------

function renderMailbox(mailbox, person) {
  const state = JSON.stringify(mailbox);
  if (state === shown.mailbox) {
    return;
  }
  if (shown.mailbox) {
    $('announce').textContent = 'The mailbox has a new mail.';
  }
  shown.mailbox = state;
  const place = $('conversations');
  if (mailbox.conversations.length === 0) {
    place.replaceChildren(element('p', { class: 'hint' }, 'This mailbox is empty.'));
    return;
  }
  // a reply being written stays as it is
  const kept = new Map([...place.querySelectorAll('article')].map((article) => [article.dataset.id, article]));
  place.replaceChildren(...mailbox.conversations.map((conversation) => {
    const article = kept.get(conversation.id) ?? newConversation(person, conversation);
    article.querySelector('h4').textContent = conversation.subject || 'No subject';
    article.querySelector('ol').replaceChildren(...conversation.mails.map(mailItem));
    article.dataset.last = JSON.stringify(conversation.mails.findLast((mail) => mail.way === 'RECEIVED') ?? conversation.mails.at(-1));
    return article;
  }));
}

function newConversation(person, conversation) {
  const article = $('conversation').content.cloneNode(true).firstElementChild;
  article.dataset.id = conversation.id;
  onSend(article.querySelector('form'), async (form) => {
    const last = JSON.parse(article.dataset.last);
    const received = last.way === 'RECEIVED';
    await call('api/mails', {
      fromName: person.name,
      from: person.address,
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
  item.classList.toggle('mine', sent);
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

// --- what all need ---------------------------------------------------------------------------------------------------

/** Addresses of web pages become links; everything else stays text. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((piece, index) => (index % 2
    ? element('a', { href: piece, target: '_blank', rel: 'noopener' }, piece)
    : piece));
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

onSend($('newcomer'), async (form) => {
  const person = await call('api/people', { name: form.elements.name.value });
  form.reset();
  location.hash = `#/${person.address}`;
});

onSend($('write-form'), async (form) => {
  await call('api/mails', {
    fromName: $('name').textContent,
    from: played(),
    to: form.elements.to.value,
    subject: form.elements.subject.value,
    text: form.elements.text.value,
  });
  form.elements.subject.value = '';
  form.elements.text.value = '';
  $('compose').open = false;
});

$('demo-toggle').addEventListener('click', async () => {
  await call($('demo-toggle').dataset.running === 'true' ? 'api/demo/stop' : 'api/demo/start', {});
  refresh();
});

addEventListener('hashchange', async () => {
  if (location.hash === '#main') {
    return;
  }
  await show();
  $('main').focus({ preventScroll: true });
  scrollTo(0, 0);
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    refresh();
  }
});

// one look for a burst of changes
let settling = 0;
const changes = new EventSource('api/changes');
changes.onopen = refresh;
changes.onmessage = () => {
  clearTimeout(settling);
  settling = setTimeout(refresh, SETTLE_MS);
};
changes.onerror = () => {
  $('demo-state').textContent = 'The sandbox does not answer; trying again…';
};
show();
