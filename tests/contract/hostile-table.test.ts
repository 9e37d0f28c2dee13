import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOSE } from '@trashfire/shared/realtime/close-codes';
import { LIMITS, RATES } from '@trashfire/shared/realtime/limits';
import { describe, expect, it } from 'vitest';

/** The table of docs/hostile-input.md is a promise: what it names must be in the code, and what the code limits must be in it. */
const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/hostile-input.md'), 'utf8');
const SOURCES = join(ROOT, 'collab-server/src');
/** Without the tests: a metric that only a test names is not counted. */
const CODE = [
  'metrics',
  'connection',
  'room',
  'doorway',
  'admission',
  'awareness',
  'collab-node',
  'server',
  'access-watch',
  'process-metrics',
]
  .map((name) => join(SOURCES, `${name}.ts`))
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

interface Row {
  input: string;
  limit: string;
  outcome: string;
  counted: string;
  proof: string;
}

const rows: Row[] = PAGE.split('\n')
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .filter((cells) => cells.length === 7 && cells[1] !== 'input' && !/^-+$/.test(cells[1] ?? ''))
  .map(([, input = '', limit = '', outcome = '', counted = '', proof = '']) => ({ input, limit, outcome, counted, proof }));

/**
 * Files whose tests look at what decides alone, or at what others see, and not at the counter: that it rises for the same reason
 * is seen in `stall`, `hostile`, `hostile.integration`, `doorway.integration` and `upgrade.integration`. None may be added.
 */
const UNSEEN: readonly string[] = [
  'awareness.test.ts',
  'repair/repair.test.ts',
  'replica.test.ts',
  'sync-requests.test.ts',
  'sync/decode.test.ts',
  'sync/integration-work.test.ts',
  'sync/slice-update.test.ts',
  'sync/update-guard.test.ts',
  'sync/update-weight.test.ts',
  'tickets.test.ts',
];

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

describe('the table of hostile input', () => {
  it('has a row for each kind', () => expect(rows.length).toBeGreaterThanOrEqual(50));

  it.each(rows)('$input: its limits exist', ({ limit }) => {
    for (const name of quoted(limit)) {
      const [, table, key = ''] = /^(LIMITS|RATES)\.(\w+)$/.exec(name) ?? [];
      expect(Object.keys(table === 'LIMITS' ? LIMITS : RATES), name).toContain(key);
    }
  });

  it.each(rows)('$input: something happens, by a code that exists', ({ outcome }) => {
    for (const name of quoted(outcome)) if (name !== 'ws') expect(Object.keys(CLOSE)).toContain(name);
    expect(outcome).toMatch(
      /closed|refused \d|dropped|removed|repaired|asked again|cut off|left out|slices|no crash|refused in words|let in|sent, once/,
    );
  });

  it.each(rows)('$input: it is counted', ({ counted }) => {
    for (const metric of quoted(counted)) {
      const [, name = '', , reason] = /^(\w+)(\{reason="(\w+)"\})?$/.exec(metric) ?? [];
      expect(CODE, metric).toContain(name);
      if (reason !== undefined) expect(CODE, metric).toContain(`'${reason}'`);
    }
  });

  it('is counted where a test has seen the figure rise, but for what a test looks at beneath the counter', () => {
    const unseen = new Set<string>();
    for (const { counted, proof } of rows) {
      const [file = ''] = quoted(proof);
      const text = readFileSync(join(SOURCES, file), 'utf8');
      for (const metric of quoted(counted)) {
        const [, name = '', , reason = ''] = /^(\w+)(\{reason="(\w+)"\})?$/.exec(metric) ?? [];
        const seen = text.includes(name) || (name === 'collab_refused_total' && text.includes('refusals('));
        if (!seen || !text.includes(reason)) unseen.add(file);
      }
    }
    expect([...unseen].sort()).toEqual(UNSEEN);
  });

  it.each(rows)('$input: a test proves it', ({ proof }) => {
    const [file = ''] = quoted(proof);
    const title = proof.slice(proof.indexOf(': ') + 2);
    expect(existsSync(join(SOURCES, file)), file).toBe(true);
    expect(readFileSync(join(SOURCES, file), 'utf8'), title).toContain(title.replaceAll("'", "'"));
  });

  it('leaves out no limit', () => {
    for (const name of Object.keys(LIMITS)) expect(PAGE, name).toContain(`LIMITS.${name}\``);
  });

  it('is told to people: what ends a window for good says what to do', async () => {
    const { CLOSE_TEXT } = await import('@trashfire/shared/realtime/close-codes');
    for (const code of Object.values(CLOSE).filter((n) => n >= 4400 && n < 4500)) {
      expect(CLOSE_TEXT[code], String(code)).toMatch(/\. ?.*(Reload|Ask|Go back|Open)/);
    }
  });
});
