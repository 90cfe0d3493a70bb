// Checks of a page that is open in a browser. Each throws an AssertionError that
// says what is wrong.

'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// A small phone, and what is left of A4 between the margins, in CSS pixels.
const PHONE = {width: 360, height: 740};
const PAPER = {width: Math.floor((210 - 2 * 15) / 25.4 * 96), height: 1000};

// A4 in PDF points.
const A4 = [595.28, 841.89];

const SMALLEST_TEXT_PX = 14;

// 9 pt.
const SMALLEST_PICTURE_TEXT_PX = 12;

// Nothing reaches beyond the right edge.
async function checkFits(page) {
  const wide = await page.evaluate(() => {
    const {scrollWidth, clientWidth} = document.scrollingElement;
    const found = [...document.body.querySelectorAll('*')]
        .filter((e) => !e.ownerSVGElement)
        .filter((e) => e.getBoundingClientRect().right > clientWidth + 1)
        .map((e) => e.outerHTML.slice(0, 80));
    if (scrollWidth > clientWidth) found.push(`${scrollWidth} > ${clientWidth}`);
    return found;
  });
  assert.deepEqual(wide, []);
}

// The letters of the pictures are large enough as they are shown now, and no
// text covers another one or leaves its picture.
async function checkPictures(page) {
  const faults = await page.evaluate((smallest) => {
    const found = [];
    const tolerance = 0.5;
    for (const svg of document.querySelectorAll('svg')) {
      const picture = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll('text')].map((text) => {
        const scale = Math.min(text.getScreenCTM().a, text.getScreenCTM().d);
        const size = parseFloat(getComputedStyle(text).fontSize) * scale;
        if (size < smallest) {
          found.push(`${size.toFixed(1)}px: ${text.textContent}`);
        }
        return {text: text.textContent, box: text.getBoundingClientRect()};
      });
      texts.forEach(({text, box}, i) => {
        if (box.width === 0) found.push(`not shown: ${text}`);
        if (box.left < picture.left - tolerance ||
            box.right > picture.right + tolerance ||
            box.top < picture.top - tolerance ||
            box.bottom > picture.bottom + tolerance) {
          found.push(`leaves the picture: ${text}`);
        }
        for (const other of texts.slice(i + 1)) {
          if (box.left < other.box.right - tolerance &&
              other.box.left < box.right - tolerance &&
              box.top < other.box.bottom - tolerance &&
              other.box.top < box.bottom - tolerance) {
            found.push(`overlap: ${text}, ${other.text}`);
          }
        }
      });
    }
    return found;
  }, SMALLEST_PICTURE_TEXT_PX);
  assert.deepEqual(faults, []);
}

// Nothing has to be moved sideways on a phone, and text is large enough.
async function checkPhone(page) {
  await page.setViewportSize(PHONE);
  await checkFits(page);
  await checkPictures(page);
  const small = await page.evaluate((smallest) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const {data, parentElement} = texts.currentNode;
      if (!data.trim() || parentElement.ownerSVGElement) continue;
      const size = parseFloat(getComputedStyle(parentElement).fontSize);
      if (size < smallest) found.push(`${size}px: ${data}`);
    }
    return found;
  }, SMALLEST_TEXT_PX);
  assert.deepEqual(small, []);
}

// It prints on A4, with nothing cut off.
async function checkPaper(page) {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({media: 'print'});
  await checkFits(page);
  await checkPictures(page);
  await page.emulateMedia({media: null});
  const pdf = await page.pdf({preferCSSPageSize: true});
  const boxes = [...pdf.toString('latin1').matchAll(
      /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  assert.ok(boxes.length > 0, 'the PDF has pages');
  for (const box of boxes) {
    A4.forEach((size, i) => {
      assert.ok(Math.abs(size - box[i + 1]) < 1, `A4, not ${box[0]}`);
    });
  }
}

// Each link leads to something that is there and can be seen.
async function checkLinks(page) {
  const lost = await page.locator('a').evaluateAll(
      (all) => all.map((a) => a.getAttribute('href'))
                   .filter((href) => !href.startsWith('#') ||
                       !document.getElementById(href.slice(1))?.checkVisibility()));
  assert.deepEqual(lost, []);
}

// People who see it otherwise, or do not see it, get the same.
async function checkAccess(page) {
  // Not as an element of the page, whose policy allows no script.
  await page.evaluate(AXE);
  const violations = await page.evaluate(
      async () => (await window.axe.run()).violations.map(
          ({id, help, nodes}) => ({id, help, first: nodes[0].html})));
  assert.deepEqual(violations, []);
  const levels = await page.locator('h1, h2, h3, h4, h5, h6')
                     .evaluateAll((all) => all.map((h) => +h.tagName[1]));
  assert.equal(levels[0], 1);
  assert.equal(levels.filter((level) => level === 1).length, 1);
  levels.slice(1).forEach((level, i) => {
    assert.ok(level <= levels[i] + 1, `h${level} behind h${levels[i]}`);
  });
  const nameless = await page.locator('svg').evaluateAll(
      (all) => all.filter((svg) => {
        const ids = (svg.getAttribute('aria-labelledby') || '').split(' ');
        return svg.getAttribute('role') !== 'img' ||
            !ids.every((id) => document.getElementById(id)?.textContent.trim());
      }).map((svg) => svg.outerHTML.slice(0, 80)));
  assert.deepEqual(nameless, []);
  const [background, lang] = await page.evaluate(
      () => [getComputedStyle(document.body).backgroundColor,
             document.documentElement.lang]);
  assert.equal(background, 'rgb(255, 255, 255)');
  assert.ok(lang);
}

module.exports = {checkAccess, checkLinks, checkPaper, checkPhone, checkPictures};
