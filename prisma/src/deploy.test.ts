import { describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER, type Migration, pendingMigrations, readMigrations } from './deploy.ts';

const file = (name: string, checksum = name): Migration => ({ name, sql: '', checksum });
const applied = (name: string, checksum = name, finished = true) => ({ name, checksum, finished });

describe('what a deployment applies', () => {
  it('is what the database has not seen, in order', () => {
    expect(pendingMigrations([file('1'), file('2'), file('3')], [applied('1')]).map((m) => m.name)).toEqual(['2', '3']);
    expect(pendingMigrations([file('1')], [applied('1')])).toEqual([]);
  });

  it('is nothing when an applied migration was edited, is unknown or never finished', () => {
    expect(() => pendingMigrations([file('1')], [applied('1', 'other')])).toThrow('edited after it was applied');
    expect(() => pendingMigrations([file('1')], [applied('1'), applied('2')])).toThrow('newer release');
    expect(() => pendingMigrations([file('1')], [applied('1', '1', false)])).toThrow('never finished');
  });

  it('reads the folder by name and hashes the bytes of each file', () => {
    const [first] = readMigrations(MIGRATIONS_FOLDER);
    expect(first?.name).toBe('0001_init');
    expect(first?.checksum).toMatch(/^[0-9a-f]{64}$/);
  });
});
