// A plain page that speaks the adapter's protocol: what is written stays in the outbox until it is acknowledged, and what
// arrives is counted, so that a lost connection loses and doubles nothing.
const account = new URLSearchParams(location.search).get('account') ?? 'web';
const key = `rapport-chat:${account}`;
const SYNC_EVERY_MS = 15_000;
const RECEIPT_AFTER_MS = 300;
const KEPT_LINES = 200;

/** A random UUID; browsers have crypto.randomUUID on https and localhost only. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const saved = JSON.parse(localStorage.getItem(key) ?? '{}');
const chat = {
  visitor: saved.visitor ?? uuid(),
  after: saved.after ?? 0,
  lines: saved.lines ?? [],
  outbox: saved.outbox ?? [],
};

const state = document.getElementById('state');
const list = document.getElementById('messages');
const form = document.getElementById('write');
const input = document.getElementById('text');

let socket = null;
let failures = 0;
let receipt = 0;

function save() {
  chat.lines = chat.lines.slice(-KEPT_LINES);
  localStorage.setItem(key, JSON.stringify(chat));
}

function show(line) {
  const item = document.createElement('li');
  item.className = line.mine ? 'mine' : '';
  const author = document.createElement('small');
  author.textContent = line.mine ? 'You' : line.author;
  item.append(author, line.text);
  if (line.mine) {
    const mark = document.createElement('small');
    mark.id = `mark-${line.id}`;
    mark.textContent = chat.outbox.some((it) => it.id === line.id) ? 'Sending…' : 'Sent';
    item.append(mark);
  }
  list.append(item);
  list.scrollTop = list.scrollHeight;
}

function mark(id, text) {
  const element = document.getElementById(`mark-${id}`);
  if (element) {
    element.textContent = text;
  }
}

function send(frame) {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(frame));
  }
}

function settle(id, text) {
  chat.outbox = chat.outbox.filter((it) => it.id !== id);
  save();
  mark(id, text);
}

const handlers = {
  welcome: ({ after }) => {
    chat.after = after;
    save();
  },
  ack: ({ id }) => settle(id, 'Sent'),
  error: ({ id, reason, retry }) => {
    state.textContent = reason;
    if (!retry && id) {
      settle(id, `Not sent: ${reason}`);
    } else if (retry) {
      setTimeout(flush, 3_000);
    }
  },
  message: ({ seq, author, text }) => {
    if (seq > chat.after) {
      chat.after = seq;
      const line = { mine: false, author, text };
      chat.lines.push(line);
      save();
      show(line);
    }
    clearTimeout(receipt);
    receipt = setTimeout(() => send({ received: chat.after }), RECEIPT_AFTER_MS);
  },
};

function flush() {
  chat.outbox.forEach(send);
}

function connect() {
  const address = new URL(`chat/${encodeURIComponent(account)}`, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.search = new URLSearchParams({ visitor: chat.visitor, after: chat.after });
  socket = new WebSocket(address);
  socket.onopen = () => {
    failures = 0;
    state.textContent = 'Connected. We answer here.';
    flush();
  };
  socket.onmessage = (event) => {
    const frame = JSON.parse(event.data);
    handlers[frame.type]?.(frame);
  };
  socket.onclose = () => {
    failures += 1;
    state.textContent =
      failures > 2
        ? `No connection. Is a chat account named “${account}” configured? Trying again…`
        : 'Connection lost. Trying again…';
    setTimeout(connect, Math.min(30_000, 500 * 2 ** failures));
  };
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) {
    return;
  }
  const message = { id: uuid(), text };
  const line = { mine: true, id: message.id, text };
  chat.outbox.push(message);
  chat.lines.push(line);
  save();
  show(line);
  send(message);
  form.reset();
  input.focus();
});

input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

chat.lines.forEach(show);
save();
connect();
setInterval(() => send({ sync: true }), SYNC_EVERY_MS);
