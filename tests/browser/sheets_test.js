#!/usr/bin/env node
// Opens the pages of `knead plan --output html` in a browser: they read well on
// a phone and on paper, to all people, and need nothing outside of themselves.

'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const {after, before, describe, it} = require('node:test');
const {pathToFileURL} = require('node:url');
const {checkAccess, checkLinks, checkPaper, checkPhone} = require('./checks.js');
const {Browser, folder, knead} = require('./browser.js');

const RUNNER = ['--case', 'tests/cases/sore_runner.textproto'];
const CLEARED = [
  '--present', 'tight-quadriceps', '--present', 'blood-thinners',
  '--present', 'broken-skin@left-calf', '--clearance', 'blood-thinners',
  '--quantity', 'age=63', '--quantity', 'pain-intensity=2',
  '--quantity', 'weeks-of-complaint=2', '--deny-rest',
];
const CLOT = ['--case', 'tests/cases/suspected_clot.textproto'];

// What `knead plan` is asked for, and what comes of it: a plan with so many
// legs, or an urgency.
const SHEETS = [
  {name: 'twenty minutes', args: [...RUNNER, '--minutes', '20'], plan: true, legs: 2},
  {name: 'an hour', args: [...RUNNER, '--minutes', '60'], plan: true, legs: 2},
  {name: 'within limits', args: [...CLEARED, '--minutes', '30'], plan: true, legs: 2},
  {
    name: 'an emergency',
    args: [...CLOT, '--present', 'breathlessness-or-chest-pain'],
    urgency: 'URGENCY_EMERGENCY',
  },
  {name: 'a suspected clot', args: CLOT, urgency: 'URGENCY_SAME_DAY'},
  {name: 'too little time', args: [...RUNNER, '--minutes', '5']},
];

describe('the page of a session', () => {
  const browser = new Browser();

  before(() => browser.open());
  after(() => browser.close());

  for (const sheet of SHEETS) {
    it(sheet.name, async () => {
      const answer =
          JSON.parse(knead('plan', ...sheet.args, '--output', 'json'));
      assert.equal('plan' in answer, Boolean(sheet.plan));
      const file = path.join(folder, `${sheet.name}.html`);
      fs.writeFileSync(file, knead('plan', ...sheet.args, '--output', 'html'));
      const url = pathToFileURL(file).href;

      const page = await browser.page();
      const complaints = [];
      const requests = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(url);

      await checkPhone(page);
      await checkPaper(page);
      await checkAccess(page);
      await checkLinks(page);
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests, [url]);

      const text = await page.locator('main').innerText();
      const pictures = await page.locator('figure svg').count();
      if (sheet.plan) {
        const {blocks} = answer.plan;
        const legs = new Set(blocks.map(({site}) => site.side));
        assert.equal(legs.size, sheet.legs);
        assert.equal(pictures, blocks.flatMap((b) => b.techniques).length);
        // Steps lead to each of them.
        const links = await page.locator('li a').evaluateAll(
            (all) => all.map((a) => a.getAttribute('href')));
        assert.equal(new Set(links).size, pictures);
        for (const {text: danger} of answer.plan.watchFor) {
          assert.ok(text.indexOf(danger) < text.indexOf('Before the massage'),
                    danger);
        }
      } else {
        assert.equal(pictures, 0);
        assert.ok(text.includes(answer.noPlan.text.text));
      }
      if (sheet.urgency) {
        const {urgency, carePathway} = answer.assessment;
        assert.equal(urgency.floor, sheet.urgency);
        const [, second] = text.split('\n').filter((line) => line);
        assert.equal(second.toLowerCase(), carePathway.displayName.toLowerCase());
        const {techniques} =
            JSON.parse(knead('techniques', '--output', 'json'));
        assert.ok(techniques.length > 0);
        for (const technique of techniques) {
          assert.ok(!text.includes(technique.displayName),
                    technique.displayName);
        }
      }
      await page.close();
    });
  }
});
