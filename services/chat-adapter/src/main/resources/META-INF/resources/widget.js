// The chat of a web site, in one tag:
//   <script src="https://chat.example.com/widget.js" data-account="web" async></script>
// How to theme it and what it needs: docs/how-to/add-the-chat-widget.md.
//
// What is written stays in the browser's storage until it is acknowledged, and what arrives is counted, so that a lost
// connection or a closed tab loses and doubles nothing. Everything is made by DOM calls in a shadow root with a constructed
// style sheet: a page's style cannot reach it, and a strict content security policy lets it work.
(() => {
  'use strict';

  const SYNC_EVERY_MS = 60_000;
  const TYPING_EVERY_MS = 3_000;
  const TYPING_HOLDS_MS = 6_000;
  const RECEIPT_AFTER_MS = 300;
  const SAY_AGAIN_AFTER_MS = 3_000;
  const LONGEST_PAUSE_MS = 30_000;
  const KEPT_LINES = 200;
  const PREVIEW_WIDTH = 240;
  const SAVED_WITHIN_MS = 60_000;

  const STRINGS = {
    en: {
      title: 'Chat with us',
      greeting: 'Hello! How can we help?',
      open: 'Open chat',
      close: 'Close chat',
      unread: '{n} unread',
      messages: 'Messages',
      write: 'Your message',
      send: 'Send',
      you: 'You',
      sending: 'Sending…',
      sent: 'Sent',
      failed: 'Not sent: {reason}',
      retry: 'Try again',
      connecting: 'Connecting…',
      offline: 'No connection. What you write is sent as soon as there is one.',
      attach: 'Attach a file',
      detach: 'Remove {name}',
      uploading: 'Uploading {name} …',
      tooLarge: '{name} is larger than {n} MB.',
      notUploaded: '{name} could not be uploaded. {reason}',
      file: 'File',
      download: 'Download {name}',
      notDownloaded: '{name} could not be loaded. {reason}',
      typing: '{name} is writing …',
      name: 'Your name',
      email: 'Your email address',
      optional: '{field} (optional)',
      away: 'Nobody is here just now. We are back {at}.',
      awayEmail: 'Nobody is here just now. We are back {at}. Leave your email address, so that we can reach you.',
    },
    de: {
      title: 'Chat mit uns',
      greeting: 'Hallo! Wie können wir helfen?',
      open: 'Chat öffnen',
      close: 'Chat schließen',
      unread: '{n} ungelesen',
      messages: 'Nachrichten',
      write: 'Ihre Nachricht',
      send: 'Senden',
      you: 'Sie',
      sending: 'Wird gesendet …',
      sent: 'Gesendet',
      failed: 'Nicht gesendet: {reason}',
      retry: 'Noch einmal',
      connecting: 'Verbindung wird aufgebaut …',
      offline: 'Keine Verbindung. Was Sie schreiben, wird gesendet, sobald es wieder eine gibt.',
      attach: 'Datei anhängen',
      detach: '{name} entfernen',
      uploading: '{name} wird hochgeladen …',
      tooLarge: '{name} ist größer als {n} MB.',
      notUploaded: '{name} konnte nicht hochgeladen werden. {reason}',
      file: 'Datei',
      download: '{name} herunterladen',
      notDownloaded: '{name} konnte nicht geladen werden. {reason}',
      typing: '{name} schreibt …',
      name: 'Ihr Name',
      email: 'Ihre E-Mail-Adresse',
      optional: '{field} (freiwillig)',
      away: 'Gerade ist niemand da. Wir sind zurück: {at}.',
      awayEmail: 'Gerade ist niemand da. Wir sind zurück: {at}. Mit Ihrer E-Mail-Adresse können wir Sie erreichen.',
    },
  };

  const CSS = `
    :host {
      all: initial !important;
      --accent: var(--rapport-chat-color, #0b57b8);
      --on-accent: var(--rapport-chat-on-color, #fff);
      --surface: light-dark(#fff, #1d2026);
      --raised: light-dark(#eef0f4, #2d323b);
      --ink: light-dark(#1b1e24, #eceef2);
      --quiet: light-dark(#565d6b, #b3bac7);
      --line: light-dark(#767d8b, #868e9c);
      --wrong: light-dark(#a8201a, #ff9d94);
      --side: var(--rapport-chat-offset, 20px);
      --z: var(--rapport-chat-z-index, 2147483000);
    }
    *, ::before, ::after { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .root { color: var(--ink); font: 15px/1.45 var(--rapport-chat-font, system-ui, sans-serif); }
    button, textarea, input { color: inherit; font: inherit; letter-spacing: inherit; margin: 0; }
    button { cursor: pointer; }
    svg { display: block; fill: none; height: 24px; stroke: currentColor; stroke-linecap: round; stroke-linejoin: round; stroke-width: 2; width: 24px; }
    :focus-visible { box-shadow: 0 0 0 2px var(--surface); outline: 3px solid var(--ink); outline-offset: 2px; }
    .hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }

    .launcher {
      align-items: center; background: var(--accent); border: 1px solid var(--on-accent); border-radius: 50%; bottom: var(--side);
      box-shadow: 0 4px 14px #0004; color: var(--on-accent); display: flex; height: 56px; inset-inline-end: var(--side);
      justify-content: center; padding: 0; position: fixed; width: 56px; z-index: var(--z);
    }
    .left .launcher, .left .panel { inset-inline: var(--side) auto; }
    .launcher svg { height: 30px; width: 30px; }
    .badge {
      background: #a8201a; border: 2px solid #fff; border-radius: 12px; color: #fff; font-size: 12px; font-weight: 700; inset-inline-end: -4px;
      line-height: 18px; min-width: 22px; padding: 0 4px; position: absolute; text-align: center; top: -4px;
    }
    .badge:empty { display: none; }

    .panel {
      background: var(--surface); border: 1px solid var(--line); border-radius: 16px; bottom: calc(var(--side) + 68px);
      box-shadow: 0 12px 40px #0005; color: var(--ink); display: none; flex-direction: column; height: min(600px, calc(100dvh - var(--side) - 88px));
      inset-inline: auto var(--side); margin: 0; max-height: none; max-width: none; overflow: hidden; padding: 0; position: fixed; top: auto;
      width: min(380px, calc(100vw - 2 * var(--side))); z-index: var(--z);
    }
    .panel[open] { animation: rise .18s ease-out; display: flex; }
    .panel::backdrop { background: #0006; }
    @keyframes rise { from { opacity: 0; transform: translateY(12px); } }

    .head { align-items: center; background: var(--accent); color: var(--on-accent); display: flex; gap: 8px; padding: 10px 8px 10px 16px; }
    h2 { flex: 1; font-size: 17px; font-weight: 650; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
    .plain { background: none; border: 0; border-radius: 8px; display: grid; height: 44px; padding: 0; place-items: center; width: 44px; }
    .head :focus-visible { box-shadow: none; outline-color: currentColor; outline-offset: -4px; }

    .log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px; }
    ol { display: flex; flex-direction: column; gap: 10px; list-style: none; margin: 0; padding: 0; }
    .log:focus-visible { outline-offset: -3px; }
    .line { align-items: flex-start; display: flex; flex-direction: column; max-width: 86%; }
    .mine { align-items: flex-end; align-self: flex-end; }
    .text { background: var(--raised); border-radius: 14px; overflow-wrap: anywhere; padding: 8px 12px; white-space: pre-wrap; }
    .mine .text { background: var(--accent); color: var(--on-accent); }
    .text a { color: inherit; }
    .meta { color: var(--quiet); font-size: 12px; margin: 2px 4px; }
    .bad { color: var(--wrong); }
    .link { background: none; border: 0; color: inherit; font-size: inherit; margin-inline-start: 6px; padding: 4px; text-decoration: underline; }

    .state { color: var(--quiet); font-size: 13px; margin: 0; padding: 0 16px 8px; }
    .state:empty { display: none; }
    form { align-items: end; border-top: 1px solid var(--raised); display: grid; gap: 8px; grid-template-columns: auto 1fr auto; padding: 12px; }
    .ask { display: grid; gap: 8px; grid-column: 1 / -1; }
    .ask:empty, .chosen:empty { display: none; }
    .chosen { display: flex; flex-wrap: wrap; gap: 6px; grid-column: 1 / -1; }
    .file { align-items: center; background: var(--raised); border-radius: 8px; display: inline-flex; font-size: 13px; gap: 4px; overflow-wrap: anywhere; padding: 4px 8px; }
    .file svg { flex: none; height: 16px; width: 16px; }
    .files { align-items: inherit; display: flex; flex-direction: column; gap: 4px; margin-top: 4px; max-width: 100%; }
    .files:empty { display: none; }
    button.file { border: 0; min-height: 32px; text-align: start; text-decoration: underline; }
    button.picture { align-items: start; border-radius: 14px; flex-direction: column; padding: 4px 4px 8px; }
    .picture svg { display: none; }
    canvas { border-radius: 10px; height: auto; max-height: 320px; max-width: 240px; object-fit: contain; }
    .chosen .file { padding-inline-end: 0; }
    .chosen button { height: 28px; width: 28px; }
    .plain:focus-visible { outline-offset: -2px; }
    label { display: grid; font-size: 13px; gap: 2px; }
    label input { font-size: 15px; }
    textarea, input { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 9px 12px; width: 100%; }
    textarea { field-sizing: content; max-height: 140px; min-height: 44px; resize: none; }
    textarea:focus-visible, input:focus-visible { box-shadow: none; outline-offset: -2px; }
    ::placeholder { color: var(--quiet); opacity: 1; }
    .go { background: var(--accent); border: 1px solid var(--accent); border-radius: 10px; color: var(--on-accent); min-height: 44px; padding: 8px 16px; }

    @media (max-width: 480px) {
      .panel, .left .panel { border: 0; border-radius: 0; height: var(--height, 100dvh); inset: 0; width: 100vw; }
      textarea, input { font-size: 16px; }
    }
    @media (prefers-reduced-motion: reduce) { .panel[open] { animation: none; } }
    @media (forced-colors: active) { .launcher, .text { border: 1px solid; } }
    @media print { .root { display: none; } }
  `;

  const script = document.currentScript;
  if (!script?.dataset.account) {
    console.error('Rapport chat: the script tag needs data-account, and must not be a module.');
    return;
  }
  if (document.querySelector('rapport-chat')) {
    console.error('Rapport chat: the page already has a chat.');
    return;
  }
  const options = script.dataset;
  const base = new URL(`chat/${encodeURIComponent(options.account)}`, new URL('.', script.src));

  // ---- words ----

  const wanted = (options.lang ?? document.documentElement.lang).toLowerCase();
  const language = [wanted, wanted.split('-')[0]].find((it) => it in STRINGS) ?? 'en';
  const strings = { ...STRINGS.en, ...STRINGS[language], ...ownStrings() };
  const locale = options.lang || language;

  function ownStrings() {
    try {
      return JSON.parse(options.strings ?? '{}');
    } catch {
      console.error('Rapport chat: data-strings is no JSON object.');
      return {};
    }
  }

  const say = (name, values = {}) => strings[name].replace(/\{(\w+)}/g, (all, key) => values[key] ?? all);

  // ---- what the browser remembers ----

  const storage = usableStorage();
  const users = `rapport-chat:${options.account}:user:`;
  const key = options.userId ? users + options.userId : `rapport-chat:${options.account}`;
  const outKey = (id) => `${key}:out:${id}`;

  /** Where a browser forbids to remember, the chat lives as long as the page. */
  function usableStorage() {
    try {
      localStorage.setItem('rapport-chat', '');
      localStorage.removeItem('rapport-chat');
      return localStorage;
    } catch {
      return Object.create({
        getItem(name) {
          return this[name] ?? null;
        },
        setItem(name, value) {
          this[name] = value;
        },
        removeItem(name) {
          delete this[name];
        },
      });
    }
  }

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  /** A random UUID; browsers have crypto.randomUUID on https and localhost only. */
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  // who signed out, or in as somebody else, leaves nothing behind
  for (const name of Object.keys(storage)) {
    if (name.startsWith(users) && name !== key && !name.startsWith(outKey(''))) {
      storage.removeItem(name);
    }
  }

  /** Lines without a gap: the one at index i has the number before + 1 + i. */
  const chat = { visitor: uuid(), before: 0, lines: [], read: 0, ...parsed(storage.getItem(key)) };
  const after = () => chat.before + chat.lines.length;

  /** Tabs share the storage; whoever knows more writes. What is lost to a race is given again by the server. */
  function save() {
    const surplus = chat.lines.length - KEPT_LINES;
    if (surplus > 0) {
      chat.lines.splice(0, surplus);
      chat.before += surplus;
    }
    const other = parsed(storage.getItem(key));
    let most = chat;
    if (other?.visitor === chat.visitor) {
      chat.read = Math.max(chat.read, other.read);
      most = other.before + other.lines.length > after() ? { ...other, read: chat.read } : chat;
    }
    try {
      storage.setItem(key, JSON.stringify(most));
    } catch {
      // full: the server has it all
    }
  }

  const outbox = () =>
    Object.keys(storage)
      .filter((name) => name.startsWith(outKey('')))
      .map((name) => parsed(storage.getItem(name)))
      .filter((it) => it?.id)
      .sort((one, other) => one.at.localeCompare(other.at));

  function keep(message) {
    try {
      storage.setItem(outKey(message.id), JSON.stringify(message));
    } catch {
      // full: it is sent from this page as long as the page lives
    }
  }

  // ---- what is on the screen ----

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  function icon(...paths) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    for (const d of paths) {
      const path = document.createElementNS(svg.namespaceURI, 'path');
      path.setAttribute('d', d);
      svg.append(path);
    }
    return svg;
  }

  const badge = make('span', { class: 'badge', 'aria-hidden': 'true' });
  const launcher = make(
    'button',
    { class: 'launcher', type: 'button', 'aria-expanded': 'false', 'aria-haspopup': 'dialog', 'aria-controls': 'panel' },
    icon('M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z'),
    badge,
  );
  const news = make('span', { class: 'hidden', role: 'status' });
  const closer = make('button', { class: 'plain', type: 'button', 'aria-label': say('close') }, icon('M6 6l12 12', 'M18 6 6 18'));
  const heading = make('h2', { id: 'title' }, options.title ?? say('title'));
  const list = make('ol');
  const log = make('div', { class: 'log', role: 'log', 'aria-label': say('messages'), tabindex: '0' }, list);
  const writer = make('p', { class: 'state' });
  const notice = make('p', { class: 'state', role: 'status' });
  const state = make('p', { class: 'state', role: 'status' });
  const input = make('textarea', {
    id: 'text',
    rows: '1',
    maxlength: '4000',
    autocomplete: 'off',
    enterkeyhint: 'send',
    placeholder: say('write'),
    'aria-label': say('write'),
  });
  const clip = 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.3 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7';
  const picker = make('input', { type: 'file', multiple: '', hidden: '', tabindex: '-1' });
  const attacher = make('button', { class: 'plain', type: 'button', 'aria-label': say('attach') }, icon(clip));
  const chosen = make('div', { class: 'chosen' });
  const asked = make('div', { class: 'ask' });
  const form = make('form', {}, asked, chosen, picker, attacher, input, make('button', { class: 'go', type: 'submit' }, say('send')));
  const panel = make('dialog', { class: 'panel', id: 'panel', 'aria-labelledby': 'title' }, make('div', { class: 'head' }, heading, closer), log, writer, notice, state, form);
  const root = make('div', { class: options.position === 'left' ? 'root left' : 'root', lang: locale }, launcher, news, panel);

  const host = document.createElement('rapport-chat');
  theme();
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(root);

  function theme() {
    const color = /^#[0-9a-f]{6}$/i.exec(options.color ?? '')?.[0];
    if (color) {
      host.style.setProperty('--rapport-chat-color', color);
      host.style.setProperty('--rapport-chat-on-color', readableOn(color));
    } else if (options.color) {
      console.error('Rapport chat: data-color is written as #rrggbb.');
    }
    if (options.theme === 'light' || options.theme === 'dark') {
      root.style.colorScheme = options.theme;
    }
  }

  /** Black or white, whichever has more contrast (WCAG 2.2, relative luminance). */
  function readableOn(color) {
    const [r, g, b] = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
  }

  /** What the server said when it let this page in. */
  let door = null;
  let enter;
  const entered = new Promise((resolve) => {
    enter = resolve;
  });

  /** Own messages by id: one that comes back numbered is already there. */
  const shown = new Map();

  function text(words) {
    const element = make('div', { class: 'text' });
    for (const part of words.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)) {
      const isLink = /^https?:\/\//.test(part);
      element.append(isLink ? make('a', { href: part, target: '_blank', rel: 'noopener noreferrer nofollow' }, part) : part);
    }
    return element;
  }

  const size = (bytes) =>
    bytes < 1e6
      ? new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(bytes / 1e3)
      : new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(bytes / 1e6);

  function clock(at) {
    const date = new Date(at);
    const day = date.toDateString() === new Date().toDateString() ? {} : { day: 'numeric', month: 'short' };
    return make('time', { datetime: at }, date.toLocaleString(locale, { hour: '2-digit', minute: '2-digit', ...day }));
  }

  const attachments = (line) => (line.files ?? []).map((file, i) => attachment(line, file, i));

  /** A file of a message; it can be seen and saved when the message has its number. */
  function attachment(line, file, i) {
    const words = `${file.name ?? say('file')} (${size(file.size)})`;
    if (!line.seq) {
      return make('span', { class: 'file' }, icon(clip), words);
    }
    const button = make('button', { class: 'file', type: 'button', 'aria-label': say('download', { name: words }) }, icon(clip), words);
    button.addEventListener('click', async () => {
      try {
        const address = URL.createObjectURL(await load(line, i));
        make('a', { href: address, download: file.name ?? say('file') }).click();
        setTimeout(() => URL.revokeObjectURL(address), SAVED_WITHIN_MS);
      } catch (failure) {
        state.textContent = say('notDownloaded', { name: words, reason: failure instanceof TypeError ? '' : failure.message });
      }
    });
    if (/^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(file.mediaType)) {
      unseen.set(button, () => preview(button, line, i));
      sight.observe(button);
    }
    return button;
  }

  /** Pictures are loaded when somebody looks at them. */
  const unseen = new Map();
  const sight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        sight.unobserve(target);
        unseen.get(target)?.();
        unseen.delete(target);
      }
    }
  });

  /** Drawn, as a strict policy of the page forbids pictures of other origins and lets nobody forbid to draw. */
  async function preview(button, line, i) {
    try {
      const picture = await createImageBitmap(await load(line, i));
      const scale = Math.min(1, (2 * PREVIEW_WIDTH) / picture.width);
      const canvas = make('canvas', { width: Math.ceil(picture.width * scale), height: Math.ceil(picture.height * scale), 'aria-hidden': 'true' });
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
      button.classList.add('picture');
      button.prepend(canvas);
      if (isAtEnd) {
        log.scrollTop = log.scrollHeight;
      }
    } catch {
      // no picture, or not now: its name is there
    }
  }

  /** The bytes of a file; the server gives them to the visitor whose chat it is. */
  async function load({ seq }, i) {
    await entered;
    const { visitor, pass } = door;
    const response = await fetch(`${base}/files/${seq}/${i}?${new URLSearchParams({ visitor, ...(pass && { pass }) })}`, { credentials: 'omit' });
    if (!response.ok) {
      throw new Error((await response.json()).detail);
    }
    return response.blob();
  }

  function show(line) {
    const own = line.id && shown.get(line.id);
    if (own) {
      if (line.seq && !own.line.seq) {
        own.line.seq = line.seq;
        own.files.replaceChildren(...attachments(own.line));
      }
      return;
    }
    const meta = make('span', { class: 'meta' });
    const files = make('div', { class: 'files' }, ...attachments(line));
    const item = make('li', { class: line.author ? 'line' : 'line mine' }, ...(line.text ? [text(line.text)] : []), files, meta);
    if (line.author) {
      meta.append(`${line.author} · `, clock(line.at));
    } else {
      item.prepend(make('span', { class: 'hidden' }, `${say('you')}: `));
      shown.set(line.id, { item, meta, line, files });
      mark(line.id);
    }
    const waiting = line.seq ? [...shown.values()].find((it) => it.line.waiting) : null;
    list.insertBefore(item, waiting?.item ?? null);
    log.scrollTop = log.scrollHeight;
  }

  function draw() {
    shown.clear();
    unseen.clear();
    sight.disconnect();
    list.replaceChildren();
    const greeting = options.greeting ?? say('greeting');
    if (greeting) {
      list.append(make('li', { class: 'line' }, text(greeting)));
    }
    chat.lines.forEach(show);
    outbox().forEach((message) => show({ ...message, waiting: true }));
  }

  /** Says under an own message how far it got. */
  function mark(id) {
    const { meta, line } = shown.get(id);
    meta.classList.toggle('bad', Boolean(line.failed));
    if (line.failed) {
      const again = make('button', { class: 'link', type: 'button' }, say('retry'));
      again.addEventListener('click', () => {
        // perhaps it was written before it was known what has to be asked
        if (!form.reportValidity()) {
          return;
        }
        line.contact ??= answers();
        delete line.failed;
        keep(line);
        mark(id);
        send(line);
        input.focus();
      });
      meta.replaceChildren(say('failed', { reason: line.failed }), again);
    } else {
      meta.replaceChildren(`${line.waiting ? say('sending') : say('sent')} · `, clock(line.at));
    }
  }

  /** Asks for what the site wants to know, and says when nobody is there; the server decides what. */
  function ask({ name, email, backAt, maxMessageLength }) {
    input.maxLength = maxMessageLength;
    const at = backAt && new Date(backAt).toLocaleString(locale, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
    notice.textContent = at ? say(email === 'OFF' ? 'away' : 'awayEmail', { at }) : '';
    state.textContent = '';
    const isBegun = [...asked.querySelectorAll('input')].some((it) => it.value || it === shadow.activeElement);
    if (isBegun || (after() > 0 && !at)) {
      return;
    }
    asked.replaceChildren(...field('name', 'text', name), ...field('email', 'email', email));
    if (shadow.activeElement === input && !input.value) {
      asked.querySelector('input')?.focus();
    }
  }

  function field(name, type, wish) {
    if (wish === 'OFF') {
      return [];
    }
    const words = wish === 'REQUIRED' ? say(name) : say('optional', { field: say(name) });
    const box = make('input', { name, type, autocomplete: name, maxlength: name === 'name' ? '100' : '254' });
    box.required = wish === 'REQUIRED';
    return [make('label', {}, words, box)];
  }

  /** What was filled in, and no more is asked for. */
  function answers() {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    asked.replaceChildren();
    return given.length > 0 ? Object.fromEntries(given) : undefined;
  }

  let files = [];

  /** Puts a file on the server; the message that is sent next carries it. */
  async function attach(file) {
    if (!door) {
      return;
    }
    if (file.size > door.maxFileSize) {
      state.textContent = say('tooLarge', { name: file.name, n: Math.floor(door.maxFileSize / 1048576) });
      return;
    }
    state.textContent = say('uploading', { name: file.name });
    const query = new URLSearchParams({ visitor: door.visitor, name: file.name, ...(door.pass && { pass: door.pass }) });
    try {
      const response = await fetch(`${base}/files?${query}`, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file,
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(answer.detail);
      }
      files.push(answer);
      state.textContent = '';
      drawChosen();
    } catch (failure) {
      state.textContent = say('notUploaded', { name: file.name, reason: failure instanceof TypeError ? '' : failure.message });
    }
  }

  function drawChosen() {
    chosen.replaceChildren(
      ...files.map((file) => {
        const remove = make('button', { class: 'plain', type: 'button', 'aria-label': say('detach', { name: file.name }) }, icon('M6 6l12 12', 'M18 6 6 18'));
        remove.addEventListener('click', () => {
          files = files.filter((it) => it !== file);
          drawChosen();
          input.focus();
        });
        return make('span', { class: 'file' }, `${file.name} (${size(file.size)})`, remove);
      }),
    );
  }

  function count() {
    const unread = chat.lines.filter((line) => line.author && line.seq > chat.read).length;
    const words = unread ? say('unread', { n: unread }) : '';
    badge.textContent = unread || '';
    launcher.setAttribute('aria-label', panel.open ? say('close') : [say('open'), words].filter(Boolean).join(', '));
    if (news.textContent !== words) {
      news.textContent = words;
    }
  }

  const isRead = () => panel.open && document.visibilityState === 'visible';

  function noteRead() {
    if (isRead() && after() > chat.read) {
      chat.read = after();
      save();
    }
    count();
  }

  // ---- the connection ----

  let socket = null;
  let failures = 0;
  let receipt = 0;
  let again = 0;
  let wish = 0;
  let quiet = 0;
  let typed = 0;

  function transmit(frame) {
    if (socket?.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(frame));
    }
  }

  const send = ({ id, text, contact, files }) => transmit({ id, text, contact, files: files?.map((file) => file.id) });

  function flush() {
    for (const message of outbox()) {
      show({ ...message, waiting: true });
      if (!message.failed) {
        send(message);
      }
    }
  }

  function settle(id, change) {
    const own = shown.get(id);
    if (own) {
      Object.assign(own.line, { waiting: false }, change);
      mark(id);
    }
    storage.removeItem(outKey(id));
  }

  const handlers = {
    welcome: (frame) => {
      if (frame.after !== after()) {
        // lines are missing between what is here and what the server still has
        chat.before = frame.after;
        chat.lines = [];
        draw();
      }
      flush();
    },
    ack: ({ id }) => settle(id, { failed: undefined }),
    error: ({ id, reason, retry }) => {
      if (retry) {
        clearTimeout(again);
        again = setTimeout(flush, SAY_AGAIN_AFTER_MS);
      } else if (shown.has(id)) {
        settle(id, { failed: reason, waiting: true });
        keep(shown.get(id).line);
      }
    },
    typing: ({ author, typing }) => {
      writer.textContent = typing ? say('typing', { name: author }) : '';
      clearTimeout(quiet);
      quiet = setTimeout(() => writer.replaceChildren(), TYPING_HOLDS_MS);
    },
    message: ({ seq, id, author, text, at, files }) => {
      if (seq !== after() + 1) {
        return;
      }
      const line = { seq, id, author, text, at, files };
      chat.lines.push(line);
      show(line);
      if (author) {
        writer.replaceChildren();
      }
      if (id) {
        settle(id, { failed: undefined });
      }
      save();
      noteRead();
      if (author) {
        clearTimeout(receipt);
        receipt = setTimeout(() => transmit(isRead() ? { read: after() } : { received: after() }), RECEIPT_AFTER_MS);
      }
    },
  };

  /** Asks first over HTTP, whose refusals a page can read; those of a WebSocket it cannot. */
  async function connect() {
    clearTimeout(wish);
    if (socket) {
      return;
    }
    socket = { readyState: WebSocket.CONNECTING };
    const other = parsed(storage.getItem(key));
    if (other && chat.lines.length === 0 && other.visitor !== chat.visitor) {
      // another tab was first
      Object.assign(chat, other);
      draw();
    }
    save();
    state.textContent ||= say('connecting');
    try {
      const response = await fetch(`${base}/visits`, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ visitor: chat.visitor, user: user() }),
      });
      const answer = await response.json();
      if (response.ok) {
        door = answer;
        enter();
        ask(answer);
        open(answer);
      } else {
        console.error(`Rapport chat: ${answer.detail}`);
        lost(answer.detail, response.status < 500 && response.status !== 429);
      }
    } catch {
      lost();
    }
  }

  function user() {
    const { userId: id, userHash: hash, userName: name, userEmail: email } = options;
    return id ? { id, hash, name, email } : undefined;
  }

  function open({ visitor, pass }) {
    if (visitor !== chat.visitor) {
      chat.visitor = visitor;
      save();
    }
    const address = new URL(base);
    address.protocol = base.protocol.replace('http', 'ws');
    address.search = new URLSearchParams({ visitor, after: after(), ...(pass && { pass }) });
    socket = new WebSocket(address);
    socket.onopen = () => {
      failures = 0;
    };
    socket.onmessage = (event) => {
      const frame = JSON.parse(event.data);
      handlers[frame.type]?.(frame);
    };
    socket.onclose = () => lost();
  }

  function lost(reason, forGood) {
    socket = forGood ? { readyState: WebSocket.CLOSED } : null;
    state.textContent = reason ?? say('offline');
    form.hidden = Boolean(forGood);
    if (!forGood) {
      failures += 1;
      wish = setTimeout(connect, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
    }
  }

  // ---- what people do ----

  function openPanel() {
    // on a small screen it covers the page, and the page must not be reached behind it
    if (matchMedia('(max-width: 480px)').matches) {
      panel.showModal();
    } else {
      panel.show();
    }
    launcher.setAttribute('aria-expanded', 'true');
    connect();
    noteRead();
    transmit({ read: chat.read });
    log.scrollTop = log.scrollHeight;
    input.focus();
  }

  function closePanel() {
    panel.close();
    launcher.setAttribute('aria-expanded', 'false');
    count();
    launcher.focus();
  }

  attacher.addEventListener('click', () => picker.click());
  picker.addEventListener('change', async () => {
    for (const file of [...picker.files]) {
      await attach(file);
    }
    picker.value = '';
    input.focus();
  });
  input.addEventListener('paste', (event) => [...event.clipboardData.files].forEach(attach));

  launcher.addEventListener('click', () => (panel.open ? closePanel() : openPanel()));
  closer.addEventListener('click', closePanel);
  panel.addEventListener('cancel', (event) => {
    event.preventDefault();
    closePanel();
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (!words && files.length === 0) {
      return;
    }
    const message = { id: uuid(), text: words, at: new Date().toISOString(), contact: answers(), files };
    files = [];
    drawChosen();
    keep(message);
    save();
    show({ ...message, waiting: true });
    send(message);
    connect();
    input.value = '';
    input.focus();
    typed = 0;
  });

  input.addEventListener('input', () => {
    if (!input.value || Date.now() - typed > TYPING_EVERY_MS) {
      typed = input.value ? Date.now() : 0;
      transmit({ typing: Boolean(input.value) });
    }
  });

  root.addEventListener('keydown', (event) => {
    // a page's own shortcuts are not meant for what is written here
    event.stopPropagation();
    if (event.key === 'Escape' && panel.open) {
      event.preventDefault();
      closePanel();
    } else if (event.target === input && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  document.addEventListener('visibilitychange', () => {
    noteRead();
    if (isRead()) {
      transmit({ read: chat.read });
    }
  });
  addEventListener('storage', (event) => {
    if (event.key === key && event.newValue) {
      chat.read = Math.max(chat.read, parsed(event.newValue)?.read ?? 0);
      count();
    }
  });
  addEventListener('online', connect);
  visualViewport?.addEventListener('resize', () => root.style.setProperty('--height', `${visualViewport.height}px`));
  setInterval(() => transmit({ sync: true }), SYNC_EVERY_MS);

  function start() {
    draw();
    count();
    document.body.append(host);
    // who never wrote costs no connection until the chat is opened
    if (chat.lines.length > 0 || outbox().length > 0) {
      connect();
    }
  }

  if (document.body) {
    start();
  } else {
    addEventListener('DOMContentLoaded', start);
  }
})();
