import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Failure, lf, settle, type Window, World } from './engine-stand-in.ts';

describe('one window', () => {
  it('sends what is typed at once, and what is typed meanwhile together', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.type({ at: 0, remove: 0, insert: 'x' });
    await settle();
    window.type({ at: 1, remove: 0, insert: 'y' });
    window.type({ at: 2, remove: 0, insert: 'z' });
    await settle();
    expect(window.requests).toEqual(['change']);
    await world.rest();
    expect(window.requests).toEqual(['change', 'change']);
    expect(world.text).toBe('xyza = 1\n');
    expect(window.sync.pending).toBe(false);
  });

  it('believes the event that the engine has a change before the answer says so', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.type({ at: 5, remove: 0, insert: '0' });
    await settle();
    await world.deliver(0);
    world.roads.get('events of one')?.shift()?.();
    await settle();
    expect(window.sync.state).toMatchObject({ version: world.version, dirty: true });
    expect(window.sync.pending).toBe(false);

    window.type({ at: 6, remove: 0, insert: '0' });
    await settle();
    expect(window.requests).toEqual(['change', 'change']);
    await world.rest();
    expect(world.text).toBe('a = 100\n');
    expect(window.sync.state.version).toBe(world.version);
  });

  it('believes the event also when the answer never comes', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.failures.push('lost-answer');
    window.type({ at: 5, remove: 0, insert: '0' });
    await settle();
    await world.deliver(0);
    world.roads.get('events of one')?.shift()?.();
    await world.rest();
    expect(window.sync.error).toBeNull();
    expect(window.requests).toEqual(['change']);
    expect(world.text).toBe('a = 10\n');
  });

  it('keeps the line endings of the engine that nobody touched', async () => {
    const world = new World('a = 1\r\nb = 2\nc = 3\r\n');
    const window = world.openWindow('one');
    window.type({ at: 5, remove: 0, insert: '0\nd = 4' });
    await world.rest();
    expect(world.text).toBe('a = 10\r\nd = 4\r\nb = 2\nc = 3\r\n');
  });

  it('loses nothing and repeats nothing while requests and answers get lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(typing, delivery, failing, ringing, breaking), { maxLength: 40 }),
        async (steps) => {
          const world = new World('[server]\r\nport = 8080\nhost = "a"\r\n');
          const window = world.openWindow('one');
          for (const step of steps) await take(step, world, [window]);
          await world.rest();
          expect(window.text).toBe(window.typedAlone);
          expect(lf(world.text)).toBe(window.typedAlone);
          expect(window.sync.pending).toBe(false);
        },
      ),
    );
  });

  it('flushes before it saves, and is clean after it', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.type({ at: 4, remove: 1, insert: '2' });
    expect(window.sync.dirty).toBe(true);
    const saved = window.sync.save({});
    await world.rest();
    await expect(saved).resolves.toMatchObject({ outcome: 'saved' });
    expect(world.disk).toBe('a = 2\n');
    expect(window.sync.dirty).toBe(false);
    window.type({ at: 4, remove: 1, insert: '3' });
    await world.rest();
    expect(window.sync.dirty).toBe(true);
  });

  it('repairs a text that differs from the engine’s, then saves', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    world.text = 'a = 7\n';
    const saved = window.sync.save({});
    await world.rest();
    await saved;
    expect(world.disk).toBe('a = 1\n');
  });

  it('says that it could not save when the engine is out of reach, and keeps the text', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.failures.push('lost-request');
    window.type({ at: 4, remove: 1, insert: '2' });
    const saved = window.sync.save({});
    const failed = expect(saved).rejects.toMatchObject({ code: 'UNREACHABLE' });
    for (let step = 0; step < 4; step += 1) await world.deliver(0);
    await failed;
    expect(window.sync.error?.code).toBe('UNREACHABLE');
    expect(world.disk).toBe('a = 1\n');
    await world.rest();
    expect(world.text).toBe('a = 2\n');
    expect(window.sync.error).toBeNull();
  });

  it('waits with what is typed during a save until the save is answered', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.type({ at: 4, remove: 1, insert: '2' });
    await world.rest();
    const saved = window.sync.save({});
    await settle();
    window.type({ at: 5, remove: 0, insert: '0' });
    await settle();
    expect(window.requests).toEqual(['change', 'save']);
    await world.rest();
    await saved;
    expect(world.disk).toBe('a = 2\n');
    expect(world.text).toBe('a = 20\n');
    expect(window.sync.dirty).toBe(true);
  });

  it('sends the whole text when the engine refuses a change', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    world.change = () => {
      throw Object.assign(new Error('not a change'), { code: 'EBROKEN' });
    };
    window.type({ at: 0, remove: 0, insert: 'x' });
    await world.rest();
    expect(world.text).toBe('xa = 1\n');
  });

  it('stops answering when it is closed', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.failures.push('lost-request');
    window.type({ at: 0, remove: 0, insert: 'x' });
    const flushed = window.sync.flush();
    window.sync.close();
    await expect(flushed).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a file that another program changes', () => {
  it('follows on screen while nothing is unsaved', async () => {
    const world = new World('a = 1\nb = 2\n');
    const window = world.openWindow('one');
    world.writeOutside('a = 5\nb = 2\nc = 3\n');
    await world.rest();
    expect(window.text).toBe('a = 5\nb = 2\nc = 3\n');
    expect(window.sync.dirty).toBe(false);
  });

  it('keeps both what was typed at that moment and what the other program wrote', async () => {
    const world = new World('a = 1\nb = 2\nc = 3\n');
    const window = world.openWindow('one');
    window.type({ at: 17, remove: 0, insert: '0' });
    await settle();
    world.writeOutside('a = 5\nb = 2\nc = 3\n');
    await world.rest();
    expect(window.text).toBe('a = 5\nb = 2\nc = 30\n');
    expect(world.text).toBe(window.text);
    const saved = window.sync.save({});
    await world.rest();
    await expect(saved).resolves.toMatchObject({ outcome: 'saved' });
  });

  it('asks at the next save where both wrote over the same characters', async () => {
    const world = new World('port = 80\n');
    const window = world.openWindow('one');
    window.type({ at: 7, remove: 2, insert: '91' });
    await settle();
    world.writeOutside('port = 72\n');
    await world.rest();
    expect(window.text).toBe('port = 91\n');
    const saved = window.sync.save({});
    const refused = expect(saved).rejects.toMatchObject({ code: 'CONFLICT' });
    await world.rest();
    await refused;
    expect(world.disk).toBe('port = 72\n');
  });

  it('keeps unsaved work when the engine has lost the buffer, and asks before writing over a newer file', async () => {
    const world = new World('a = 1\n');
    const window = world.openWindow('one');
    window.type({ at: 4, remove: 1, insert: '2' });
    await world.rest();
    window.type({ at: 5, remove: 0, insert: '3' });
    await world.rest();
    Object.assign(world, { text: 'a = 9\n', disk: 'a = 9\n', version: 1, etag: 'f'.repeat(64) });
    window.type({ at: 6, remove: 0, insert: '4' });
    await world.rest();
    expect(window.text).toBe('a = 234\n');
    expect(world.text).toBe('a = 234\n');
    const saved = window.sync.save({});
    const refused = expect(saved).rejects.toMatchObject({ code: 'CONFLICT' });
    await world.rest();
    await refused;
  });
});

describe('a connection that breaks', () => {
  it('does not repeat what the engine took although neither answer nor event came back', async () => {
    const world = new World('a = 1\n');
    const [one, two] = [world.openWindow('one'), world.openWindow('two')];
    one.failures.push('lost-answer');
    one.type({ at: 5, remove: 0, insert: '00' });
    await settle();
    await world.deliver(0);
    world.breakStream(one);
    two.type({ at: 0, remove: 0, insert: '# two\n' });
    await world.rest();
    expect(world.text).toBe('# two\na = 100\n');
    expect(one.text).toBe(world.text);
  });

  it('does not take a change of another window for its own', async () => {
    const world = new World('a = 1\n');
    const [one, two] = [world.openWindow('one'), world.openWindow('two')];
    one.failures.push('lost-request');
    one.type({ at: 5, remove: 0, insert: '<1>' });
    two.type({ at: 5, remove: 0, insert: '<2>' });
    await world.rest();
    expect(world.text).toContain('<1>');
    expect(world.text).toContain('<2>');
    expect(one.text).toBe(world.text);
  });

  it('is noticed by the gap in the versions', async () => {
    const world = new World('a = 1\n');
    const [one, two] = [world.openWindow('one'), world.openWindow('two')];
    two.type({ at: 0, remove: 0, insert: 'x' });
    await settle();
    await world.deliver(0);
    world.roads.delete('events of one');
    await world.rest();
    expect(one.text).toBe('a = 1\n');
    two.type({ at: 1, remove: 0, insert: 'y' });
    await world.rest();
    expect(one.text).toBe('xya = 1\n');
  });
});

describe('two windows', () => {
  it('show each other’s changes', async () => {
    const world = new World('a = 1\n');
    const [one, two] = [world.openWindow('one'), world.openWindow('two')];
    one.type({ at: 0, remove: 0, insert: '# hello\n' });
    await world.rest();
    expect(two.text).toBe('# hello\na = 1\n');
    expect(two.requests).toEqual([]);
    expect(two.sync.dirty).toBe(true);
  });

  it('both come to know that one of them brought the saved text back', async () => {
    const world = new World('a = 1\n');
    const [one, two] = [world.openWindow('one'), world.openWindow('two')];
    one.type({ at: 4, remove: 1, insert: '2' });
    await world.rest();
    one.type({ at: 4, remove: 1, insert: '1' });
    await world.rest();
    expect([one.sync.dirty, two.sync.dirty]).toEqual([false, false]);
  });

  it('take a change made for all of them as nobody’s own, also while they type', async () => {
    const world = new World('port = 1\n');
    const [one, two] = [world.openWindow('one'), world.openWindow('two')];
    one.type({ at: 7, remove: 1, insert: '22' });
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } };
    world.change(world.version, [{ range, text: 'bind' }], '');
    await world.rest();
    for (const text of [world.text, one.text, two.text]) expect(text).toBe('bind = 22\n');
  });

  it('both come to know that one of them saved, even when the other typed meanwhile', async () => {
    const world = new World('a = 1\n');
    const [one, two] = [world.openWindow('one'), world.openWindow('two')];
    one.type({ at: 0, remove: 0, insert: 'b = 2\n' });
    await world.rest();
    const first = one.sync.save({});
    await settle();
    await world.deliver(0);
    two.type({ at: 0, remove: 0, insert: 'c = 3\n' });
    await world.rest();
    await first;
    const second = two.sync.save({});
    await world.rest();
    await expect(second).resolves.toMatchObject({ outcome: 'saved' });
    expect(one.sync.dirty).toBe(false);
  });

  it('end on the same text with everything typed in it once, whatever order things arrive in', async () => {
    const step = fc.oneof(marking, delivery, delivery, failing, ringing, breaking, saving, outside);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const world = new World('[server]\nport = 8080\n');
        const windows = [world.openWindow('one'), world.openWindow('two')];
        const marked = steps.map((step, index) => ({ ...step, mark: String.fromCharCode(0xe000 + index) }));
        for (const step of marked) await take(step, world, windows);
        await world.rest();
        for (const window of windows) {
          expect(window.text).toBe(lf(world.text));
          expect(window.sync.pending).toBe(false);
          expect(window.sync.state.version).toBe(world.version);
        }
        for (const { kind, mark } of marked) {
          if (kind === 'mark') expect(world.text.split(mark).length - 1).toBe(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('end on the same text after any edits, removals included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(typing, delivery, failing, ringing, breaking), { maxLength: 40 }),
        async (steps) => {
          const world = new World('[server]\r\nport = 8080\nhost = "a"\n');
          const windows = [world.openWindow('one'), world.openWindow('two')];
          for (const step of steps) await take(step, world, windows);
          await world.rest();
          for (const window of windows) expect(window.text).toBe(lf(world.text));
        },
      ),
      { numRuns: 300 },
    );
  });
});

type Step =
  | { kind: 'type'; window: number; edits: { at: number; remove: number; insert: string }[] }
  | { kind: 'mark'; window: number; at: number }
  | { kind: 'deliver'; choice: number }
  | { kind: 'fail'; window: number; failure: Failure }
  | { kind: 'save'; window: number }
  | { kind: 'outside'; at: number }
  | { kind: 'ring' }
  | { kind: 'break'; window: number };

const window = fc.nat(1);
const typing: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('type' as const),
  window,
  edits: fc.array(
    fc.record({
      at: fc.nat(50),
      remove: fc.nat(6),
      insert: fc.constantFrom('', 'x', 'y = 1\n', '\n', '"é😀"', '80'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const marking: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('mark' as const), window, at: fc.nat(60) });
const delivery: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('deliver' as const), choice: fc.nat(7) });
const failing: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('fail' as const),
  window,
  failure: fc.constantFrom<Failure>('lost-request', 'lost-answer'),
});
const ringing: fc.Arbitrary<Step> = fc.constant({ kind: 'ring' });
const breaking: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('break' as const), window });
const saving: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('save' as const), window });
const outside: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('outside' as const), at: fc.nat(20) });

async function take(step: Step & { mark?: string }, world: World, windows: readonly Window[]): Promise<void> {
  const target = 'window' in step ? windows[step.window % windows.length]! : windows[0]!;
  if (step.kind === 'type') target.type(...step.edits);
  if (step.kind === 'mark') target.type({ at: step.at, remove: 0, insert: step.mark! });
  if (step.kind === 'fail') target.failures.push(step.failure);
  if (step.kind === 'save') target.sync.save({}).catch(() => {});
  if (step.kind === 'outside') world.writeOutside(`# outside ${step.at}\n${world.disk}`);
  if (step.kind === 'ring') world.ring();
  if (step.kind === 'break') world.breakStream(target);
  if (step.kind === 'deliver') await world.deliver(step.choice);
  await settle();
}
