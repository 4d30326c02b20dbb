/** The look that can be measured: nothing cut off or overlapping, names for everything, contrast, every theme. */
import type { Locator, Page } from '@playwright/test';
import { type App, expect, test } from './app.ts';

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

const themes: Readonly<Record<string, Media>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'high contrast': { colorScheme: 'dark', contrast: 'more' },
};

/** Production with a wrong port, everything there is to see in sight. */
async function showEverything(app: App): Promise<void> {
  await app.chooseEnvironment('production');
  await app.openLayer('production.toml');
  await app.replaceLine(5, 'port = 80000');
  await expect(app.region('Problems').getByRole('row')).toHaveCount(1);
  await expect(app.value('server.port')).toHaveAccessibleName(/1 error/);
}

async function expectNoOverlap(page: Page, parts: Readonly<Record<string, Locator>>): Promise<void> {
  const [width, height, contentWidth, contentHeight] = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [window.innerWidth, window.innerHeight, scrollWidth, scrollHeight] as const;
  });
  expect(contentWidth).toBeLessThanOrEqual(width);
  expect(contentHeight).toBeLessThanOrEqual(height);
  const boxes = [];
  for (const [name, part] of Object.entries(parts)) {
    const box = await part.boundingBox();
    if (box === null) throw new Error(`${name} is not on the screen.`);
    expect(box.width * box.height, `the size of ${name}`).toBeGreaterThan(1000);
    expect(box.x, `the left of ${name}`).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, `the right of ${name}`).toBeLessThanOrEqual(width + 0.5);
    expect(box.y + box.height, `the bottom of ${name}`).toBeLessThanOrEqual(height + 0.5);
    for (const other of boxes) {
      const wide = Math.min(box.x + box.width, other.x + other.width) - Math.max(box.x, other.x);
      const high = Math.min(box.y + box.height, other.y + other.height) - Math.max(box.y, other.y);
      expect(Math.min(wide, high), `${name} over ${other.name}`).toBeLessThanOrEqual(0.5);
    }
    boxes.push({ name, ...box });
  }
}

function partsOf(app: App) {
  const { page } = app;
  return {
    header: page.getByRole('banner'),
    views: page.getByRole('navigation', { name: 'Views' }),
    Layers: app.region('Layers'),
    tabs: page.getByRole('tablist', { name: 'Open files' }),
    Editor: app.region('Editor'),
    Problems: app.region('Problems'),
    Effective: app.region('Effective'),
    status: page.getByRole('contentinfo'),
  };
}

for (const size of [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]) {
  test(`at ${size.width} by ${size.height} nothing overlaps, is cut off or scrolls the page`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize(size);
    await showEverything(app);
    await expectNoOverlap(page, partsOf(app));
    await app.compare(/saved file/);
    await expect(app.region('Compare').getByRole('listitem')).toHaveCount(1);
    const { Editor: _editor, Effective: _effective, ...others } = partsOf(app);
    await expectNoOverlap(page, { ...others, Compare: app.region('Compare') });
  });
}

test('the welcome screen fits as well', async ({ desk, page }) => {
  await desk.start(null);
  await expect(page.getByRole('grid', { name: 'Examples' }).getByRole('row')).toHaveCount(2);
  await expectNoOverlap(page, {
    about: page.getByRole('region', { name: 'About Strata' }),
    lists: page.getByRole('region', { name: 'Workspaces' }),
  });
});

for (const [name, media] of Object.entries(themes)) {
  test(`${name}: the system is followed, and every text stands out from its ground`, async ({
    app,
    page,
  }) => {
    await page.emulateMedia(media);
    await showEverything(app);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = Number(/\d+/.exec(ground)?.[0]) > 128;
    expect(light).toBe(media.colorScheme === 'light');
    await expectReadable(page);
    await app.showHistory();
    await app.compare(/saved file/);
    await expect(app.region('Compare').getByRole('listitem')).toHaveCount(1);
    await expectReadable(page);
  });
}

test('forced colours: the page takes the system’s own, and nothing is lost', async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await showEverything(app);
  await expectNoOverlap(page, partsOf(app));
  const [ground, system] = await page.evaluate(() => {
    const probe = document.createElement('div');
    probe.style.color = 'Canvas';
    document.body.append(probe);
    return [getComputedStyle(document.body).backgroundColor, getComputedStyle(probe).color];
  });
  expect(ground).toBe(system);
});

async function expectReadable(page: Page): Promise<void> {
  const { checked, faint } = await page.evaluate(readTexts);
  expect(checked).toBeGreaterThan(40);
  expect(faint).toEqual([]);
}

test('everything that can be pressed, typed in or chosen has a name', async ({ app, page }) => {
  const expectNames = async () => {
    for (const role of roles) {
      for (const control of await page.getByRole(role).all()) {
        await expect(control, `a ${role}`).toHaveAccessibleName(/\S/);
      }
    }
  };
  const roles = [
    'button',
    'combobox',
    'searchbox',
    'textbox',
    'tab',
    'grid',
    'tree',
    'treeitem',
    'radio',
  ] as const;
  await showEverything(app);
  await expectNames();
  for (const name of ['Layers', 'Effective', 'Problems', 'Editor']) {
    await expect(app.region(name)).toBeVisible();
  }
  await expect(await app.showHistory()).toBeVisible();
  for (const name of ['Save', 'Compare', 'Restore this version']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  }
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Command' })).toBeVisible();
  await expectNames();
});

test('long paths and keys keep their end', async ({ desk, page }) => {
  const folder = `${'a-rather-long-folder-name/'.repeat(6)}deep`;
  const key = `${'a_rather_long_table_name.'.repeat(6)}port`;
  const app = await desk.start(
    desk.folder('long', {
      'strata.toml': `[workspace]\nschema = "s.json"\n[[layers]]\nname = "one"\nfile = "${folder}/one.toml"\n[environments.live]\n`,
      's.json': '{ "type": "object" }',
      [`${folder}/one.toml`]: `${key} = "\${NOT_SET_ANYWHERE}"\n`,
    }),
  );
  await app.openLayer('one.toml');
  const problem = app.region('Problems').getByRole('row').first();
  await expect(problem).toBeVisible();
  const end = (text: Locator) => expect.poll(() => text.evaluate(showsItsEnd));
  await end(problem.getByText('deep/one.toml:1')).toBe(true);
  await end(problem.getByText(/port$/)).toBe(true);
  await page.keyboard.press('Control+End');
  await end(app.region('Effective').getByText(key, { exact: true })).toBe(true);
});

/** Runs in the page: whether the last letters of an element can be seen. */
function showsItsEnd(element: Element): boolean {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  if (text === null) return false;
  const length = text.textContent?.length ?? 0;
  const range = document.createRange();
  range.setStart(text, Math.max(0, length - 4));
  range.setEnd(text, length);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  const atEnd = document.elementFromPoint(right - 2, (top + bottom) / 2);
  const atStart = document.elementFromPoint(left + 1, (top + bottom) / 2);
  return atEnd !== null && element.contains(atEnd) && atStart !== null && element.contains(atStart);
}

/** Runs in the page: how many texts are in sight, and which have less than 4.5 to 1 contrast with their ground. */
function readTexts(): { checked: number; faint: string[] } {
  type Colour = [red: number, green: number, blue: number, alpha: number];
  const parse = (css: string): Colour => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return css.startsWith('color(srgb')
      ? [red * 255, green * 255, blue * 255, alpha]
      : [red, green, blue, alpha];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2) => top[index] * top[3] + below[index] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = (colour: Colour) => {
    const linear = (value: number) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  };
  const groundOf = (element: Element): Colour => {
    const grounds: Colour[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const ground = parse(getComputedStyle(at).backgroundColor);
      if (ground[3] > 0) grounds.push(ground);
      if (ground[3] === 1) break;
    }
    return grounds.reduceRight<Colour>((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const faint = new Set<string>();
  let checked = 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (element === null || text === '' || element.closest('[disabled], [aria-disabled=true]') !== null)
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, top, width, height } = range.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    if (width < 2 || seen === null || !(seen === element || element.contains(seen))) continue;
    const ground = groundOf(element);
    const ink = over(parse(getComputedStyle(element).color), ground);
    const [brighter, darker] = [luminance(ink), luminance(ground)].toSorted((a, b) => b - a);
    const contrast = ((brighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
    checked += 1;
    if (contrast < 4.5) faint.add(`${text.slice(0, 40)} (${contrast.toFixed(2)})`);
  }
  return { checked, faint: [...faint] };
}
