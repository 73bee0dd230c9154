// A message centre by an SMPP library other than the adapter's. Tells what happens as a JSON line each; a line it is given is delivered.
import { createInterface } from 'node:readline';
import smpp from 'smpp';

const tell = (what) => console.log(JSON.stringify(what));
let line;
let last = 0;

const server = smpp.createServer({}, (session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    session.send(pdu.response());
    line = session;
    tell({ bound: pdu.system_id });
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu) => {
    const id = `m${++last}`;
    session.send(pdu.response({ message_id: id }));
    const { udh, message } = pdu.short_message;
    tell({ from: pdu.source_addr, to: pdu.destination_addr, text: message, headers: udh?.length ?? 0 });
    session.deliver_sm({
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      esm_class: 4,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2601051200 done date:2601051200 stat:DELIVRD err:000 text:`,
    });
  });
});
server.listen(0, '127.0.0.1', () => tell({ port: server.address().port }));

createInterface({ input: process.stdin }).on('line', (text) => {
  const { from, to, message, header } = JSON.parse(text);
  const short_message = header ? { udh: Buffer.from(header, 'hex'), message } : message;
  line.deliver_sm({ source_addr: from, destination_addr: to, short_message });
});
process.stdin.on('end', () => process.exit());
