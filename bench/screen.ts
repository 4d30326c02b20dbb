/**
 * What the user waits for, in a real Chromium: from the command to the effective values on screen, and from a key
 * press to the frame that shows the mark it makes. The page is the built one, served by the browser host.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startHost } from './host.ts';
import { largeToml } from './large-file.ts';
import { type BenchRow, type BenchTable, median, quantile } from './rows.ts';
import { SERVICE_SCHEMA } from './service-schema.ts';

const EXAMPLE = fileURLToPath(new URL('../examples/plue', import.meta.url));
const FILE = 'services.toml';
const SCHEMA = 'services.schema.json';
const STARTS = 3;
const START_BUDGET_MS = 1500;
const WARM_UP_KEYSTROKES = 5;
const MEASURED_KEYSTROKES = 20;
const SIZES = [
  { tables: 80, budgetMs: 33 },
  { tables: 4000, budgetMs: 100 },
];
/** A mark that takes longer does not come. */
const LONGEST_MARK_MS = 20_000;

export async function benchScreen(): Promise<BenchTable[]> {
  const browser = await launch();
  const reason = typeof browser === 'string' ? browser : null;
  const common = { unit: 'ms', ours: 'Strata, median' } as const;
  const start = async () =>
    typeof browser === 'string' ? browser : median(await times(STARTS, () => starting(browser)));
  const rows: BenchRow[] = [];
  const cases = SIZES.flatMap((size) => MISTAKES.map((mistake) => ({ ...size, mistake })));
  for (const { tables, budgetMs, mistake } of cases) {
    const what = `${(tables * 13 + 1).toLocaleString('en')} lines, ${mistake.what}`;
    const marks = typeof browser === 'string' ? null : await typing(browser, tables, mistake);
    rows.push({
      what,
      ours: marks === null ? (reason ?? '') : median(marks),
      others: marks === null ? {} : { p95: quantile(marks, 0.95) },
      budget: budgetMs,
    });
  }
  const started: BenchRow = {
    what: 'strata serve on examples/plue',
    ours: await start(),
    others: {},
    budget: START_BUDGET_MS,
  };
  if (typeof browser !== 'string') await browser.close();
  return [
    { title: 'Key press to painted mark', ...common, rows },
    { title: 'Command to effective values on screen', ...common, rows: [started] },
  ];
}

/** A browser, or why there is none. */
async function launch(): Promise<Browser | string> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  // Root has no sandbox to give Chromium.
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--no-first-run'];
  try {
    return await chromium.launch({ executablePath, args });
  } catch (error) {
    const [first = ''] = String(error).split('\n');
    return `no Chromium at ${executablePath} (CHROMIUM_PATH names another): ${first}`;
  }
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  const measured: number[] = [];
  for (let run = 0; run < count; run += 1) measured.push(await measure());
  return measured;
}

/** Milliseconds from starting the command until the first effective value is on screen. The browser runs already. */
async function starting(browser: Browser): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => !path.endsWith('.strata') });
  const page = await newPage(browser);
  const started = performance.now();
  const host = await startHost(folder);
  try {
    await page.goto(host.url, { waitUntil: 'commit' });
    await page
      .getByRole('region', { name: 'Effective', exact: true })
      .getByRole('treeitem')
      .first()
      .waitFor();
    return performance.now() - started;
  } finally {
    await page.context().close();
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is typed at the end of a line. */
interface Mistake {
  readonly what: string;
  /** How the line begins. */
  readonly after: string;
  readonly key: string;
}

const MISTAKES: readonly Mistake[] = [
  { what: 'wrong value', after: 'port = ', key: '9' },
  { what: 'broken syntax', after: 'name = ', key: 'x' },
];

/** Milliseconds from each key press that makes a mistake to the frame that marks it. */
async function typing(browser: Browser, tables: number, wrong: Mistake): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  const text = `#:schema ./${SCHEMA}\n${largeToml(tables)}`;
  const lines = text.split('\n');
  writeFileSync(join(folder, FILE), text);
  writeFileSync(join(folder, SCHEMA), SERVICE_SCHEMA);
  const host = await startHost(folder);
  const page = await newPage(browser);
  await page.addInitScript(noteFrames);
  try {
    await page.goto(host.url);
    await page
      .getByRole('region', { name: 'Layers' })
      .getByRole('row')
      .filter({ hasText: FILE })
      .first()
      .click();
    await page.getByRole('region', { name: 'Editor' }).getByRole('textbox').focus();
    await page.keyboard.press('Control+G');
    await page.keyboard.type(String(lines.findLastIndex((line) => line.startsWith(wrong.after)) + 1));
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    const marks = await times(WARM_UP_KEYSTROKES + MEASURED_KEYSTROKES, async () => {
      const appeared = await pressAndWait(page, wrong.key, true);
      await pressAndWait(page, 'Backspace', false);
      return appeared;
    });
    return marks.slice(WARM_UP_KEYSTROKES);
  } finally {
    await page.context().close();
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  return context.newPage();
}

/**
 * Presses a key and waits until an error is marked, or no longer is. Milliseconds from the time stamp of the key's
 * event to the first moment after the frame that was made with the mark. Monaco draws in the callback of a frame, which
 * is this one then; the next one would count what the page does after the mark is there.
 */
async function pressAndWait(page: Page, key: string, marked: boolean): Promise<number> {
  await page.evaluate(
    ([expected, longestMs]) => {
      const page = globalThis as unknown as BenchPage;
      const isMarked = () => document.querySelector('.monaco-editor .squiggly-error') !== null;
      const pressed = new Promise<number>((resolve) => {
        addEventListener('keydown', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true });
      });
      const painted = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`No mark came or went within ${longestMs} ms.`)), longestMs);
        const observer = new MutationObserver(() => {
          if (isMarked() !== expected) return;
          observer.disconnect();
          const whenMade = () =>
            page.scheduler.postTask(() => resolve(performance.now()), { priority: 'user-blocking' });
          if (page.isMakingFrame) whenMade();
          else requestAnimationFrame(whenMade);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      });
      Object.assign(globalThis, { strataBench: Promise.all([pressed, painted]) });
    },
    [marked, LONGEST_MARK_MS] as const,
  );
  await page.keyboard.press(key);
  const [pressedAt, paintedAt] = await page.evaluate(
    () => (globalThis as unknown as { strataBench: Promise<[number, number]> }).strataBench,
  );
  return paintedAt - pressedAt;
}

/** What the measurement knows the page by. */
interface BenchPage {
  isMakingFrame: boolean;
  /** Of browsers; what is urgent there runs before anything else that waits, but after a frame that is being made. */
  readonly scheduler: {
    postTask(task: () => void, options: { readonly priority: 'user-blocking' }): unknown;
  };
}

/** Runs in the page: `isMakingFrame` is true from the first callback of a frame until the frame has been made. */
function noteFrames(): void {
  const request = requestAnimationFrame;
  const page = globalThis as unknown as BenchPage;
  page.isMakingFrame = false;
  globalThis.requestAnimationFrame = (callback) =>
    request((time) => {
      if (!page.isMakingFrame) {
        page.isMakingFrame = true;
        const made = () => {
          page.isMakingFrame = false;
        };
        page.scheduler.postTask(made, { priority: 'user-blocking' });
      }
      callback(time);
    });
}
