// A browser for tests, without a network, and the command whose answers it shows.

'use strict';

const assert = require('node:assert/strict');
const {execFileSync} = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const {chromium} = require('playwright-core');

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--disable-background-networking', '--disable-component-update',
  '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic',
  '--disable-sync', '--no-first-run', '--no-sandbox',
];

// For what a test writes. It is gone when the browser is closed.
const folder = fs.mkdtempSync(
    path.join(process.env.TEST_TMPDIR || os.tmpdir(), 'browser-'));

class Browser {
  async open() {
    assert.ok(fs.existsSync(CHROMIUM),
              `${CHROMIUM} is missing; run tools/setup`);
    this.context = await chromium.launchPersistentContext(
        path.join(folder, 'profile'), {
          executablePath: CHROMIUM,
          headless: true,
          args: FLAGS,
          env: {...process.env, HOME: folder},
        });
  }

  // A new, empty page.
  page() {
    return this.context.newPage();
  }

  async close() {
    if (this.context) await this.context.close();
    fs.rmSync(folder, {recursive: true, force: true});
  }
}

// What the command writes to standard output.
function knead(...args) {
  return execFileSync(process.env.KNEAD, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

module.exports = {Browser, folder, knead};
