// Builds the web console into the desk, as part of the Maven build: installs what the lock file names when it has changed, and
// builds when a source is newer than what was built.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), 'src/main/webui');
const page = join(process.argv[2], 'index.html');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`The web console needs Node 20.19 or newer, this is ${process.versions.node}. Install it, or build with -Dskip.webui.`);
}
if (timeOf(join(source, 'package-lock.json')) > timeOf(join(source, 'node_modules/.package-lock.json'))) {
  run('ci');
}
if (newest(source) > timeOf(page)) {
  run('run', 'build');
}

function run(...args) {
  const { status, error } = spawnSync(npm, args, { cwd: source, stdio: 'inherit' });
  if (error) fail(`npm cannot be started (${error.message}). Install Node with npm, or build with -Dskip.webui.`);
  if (status !== 0) fail(`"npm ${args.join(' ')}" failed in ${source}.`);
}

function timeOf(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(path) {
  if (!statSync(path).isDirectory()) return timeOf(path);
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== 'node_modules')
      .map((name) => newest(join(path, name))),
  );
}

function fail(words) {
  console.error(words);
  process.exit(1);
}
