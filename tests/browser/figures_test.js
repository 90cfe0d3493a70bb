#!/usr/bin/env node
// Opens the figures of all techniques in a browser: their words can be read on a
// phone and in a column on paper, and cover nothing.

'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const {after, before, describe, it} = require('node:test');
const {Browser, folder, knead} = require('./browser.js');
const {checkPictures} = require('./checks.js');

// In CSS pixels: a small phone without its margins, and 9 cm.
const WIDTHS = [328, Math.floor(9 / 2.54 * 96)];
const LEGS = [[], ['--side', 'left'], ['--side', 'right']];

const FAULTS = [
  {name: 'small letters', text: '<text x="10" y="20" font-size="12">a</text>'},
  {name: 'letters beyond the edge', text: '<text x="350" y="20">abc</text>'},
  {
    name: 'letters upon letters',
    text: '<text x="10" y="20">abc</text><text x="20" y="28">abc</text>',
  },
];

describe('figures', () => {
  const browser = new Browser();
  let page;

  before(async () => {
    await browser.open();
    page = await browser.page();
  });
  after(() => browser.close());

  async function show(svg, width) {
    await page.setViewportSize({width, height: 740});
    await page.setContent(`<!DOCTYPE html><style>
        body { margin: 0 } svg { max-width: 100%; height: auto }
        </style>${svg}`);
  }

  for (const {name} of JSON.parse(knead('techniques', '--output', 'json'))
           .techniques) {
    it(name, async () => {
      for (const leg of LEGS) {
        const file = path.join(folder, 'figure.svg');
        knead('figure', name, ...leg, '--output', file);
        const svg = fs.readFileSync(file, 'utf8');
        for (const width of WIDTHS) {
          await show(svg, width);
          await checkPictures(page);
        }
        const views = await page.locator('svg text').allTextContents();
        assert.ok(views.some((text) => text.endsWith('leg,')), views);
      }
    });
  }

  for (const {name, text} of FAULTS) {
    it(`are not to have ${name}`, async () => {
      await show(`<svg width="360" height="100" viewBox="0 0 360 100"
          font-size="16">${text}</svg>`, 328);
      await assert.rejects(checkPictures(page), assert.AssertionError);
    });
  }
});
