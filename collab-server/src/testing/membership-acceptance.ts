import type { Role } from '@trashfire/shared/access/roles';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KnownMember, MemberKey, MembershipSource } from '../ports/access.ts';

/** Memberships as an acceptance suite needs them: what a source cannot do by its port is done to what it reads. */
export interface MembershipsUnderTest {
  source: MembershipSource;
  /** A team, and somebody of another team, who is in it once `set` says so. */
  stranger(): Promise<MemberKey>;
  /** Makes the membership, changes it, or takes it away with null. */
  set(member: MemberKey, role: Role | null): Promise<void>;
}

/** What every {@link MembershipSource} must do, whatever it reads. @param open called once; the suite makes its own people. */
export function membershipAcceptance(open: () => Promise<MembershipsUnderTest>): void {
  describe('a source of memberships (R3)', () => {
    let store: MembershipsUnderTest;
    beforeAll(async () => {
      store = await open();
    });
    const member = async (role: Role = 'editor') => {
      const key = await store.stranger();
      await store.set(key, role);
      return key;
    };
    const known = async (key: MemberKey): Promise<KnownMember> => {
      const now = await store.source.current(key);
      if (now === null) throw new Error('no member');
      return { ...key, version: now.version };
    };

    it('tells the role of a member, and that somebody is none', async () => {
      const [editor, viewer] = [await member('editor'), await member('viewer')];
      expect([await store.source.current(editor), await store.source.current(viewer)]).toMatchObject([
        { role: 'editor' },
        { role: 'viewer' },
      ]);
      expect(await store.source.current(await store.stranger())).toBeNull();
      // A member of one team is nobody in another.
      expect(await store.source.current({ team: viewer.team, person: editor.person })).toBeNull();
    });

    it('keeps the memberships of one person in two teams apart', async () => {
      const first = await member('owner');
      const second = { team: (await store.stranger()).team, person: first.person };
      await store.set(second, 'viewer');
      const before = [await known(first), await known(second)];
      await store.set(second, null);
      expect(await store.source.current(first)).toMatchObject({ role: 'owner' });
      expect(await store.source.changed(before)).toEqual([{ at: 1, now: null }]);
    });

    it('says nothing of those who are as they are known, and of nobody when nobody is asked for', async () => {
      const all = [await known(await member()), await known(await member('viewer'))];
      expect(await store.source.changed(all)).toEqual([]);
      expect(await store.source.changed([])).toEqual([]);
    });

    it('says of each other one its place in what was asked and how it is now', async () => {
      const [same, demoted, removed, promoted] = [await member(), await member(), await member(), await member('viewer')];
      const all = [await known(demoted), await known(same), await known(removed), await known(promoted)];
      await store.set(demoted, 'viewer');
      await store.set(removed, null);
      await store.set(promoted, 'owner');
      // Who was never a member is known by a ticket's word alone, and the same one may be asked for twice.
      const never = { ...(await store.stranger()), version: 1 };
      const asked = [...all, never, all[0] as KnownMember];
      const now = async (key: MemberKey) => await store.source.current(key);
      const changes = [...(await store.source.changed(asked))].sort((a, b) => a.at - b.at);
      expect(changes).toEqual([
        { at: 0, now: await now(demoted) },
        { at: 2, now: null },
        { at: 3, now: await now(promoted) },
        { at: 4, now: null },
        { at: 5, now: await now(demoted) },
      ]);
      expect(changes.map(({ now: found }) => found?.role)).toEqual(['viewer', undefined, 'owner', undefined, 'viewer']);
    });

    it('never gives a version again: not after a change back, not to somebody let in again, not to another', async () => {
      const key = await member('editor');
      const versions = [(await known(key)).version];
      for (const role of ['viewer', 'editor', null, 'editor', null, 'viewer'] as const) {
        await store.set(key, role);
        if (role !== null) versions.push((await known(key)).version);
      }
      versions.push((await known(await member('editor'))).version);
      expect(new Set(versions).size).toBe(versions.length);
      const before = versions.slice(0, -2).map((version) => ({ ...key, version }));
      expect((await store.source.changed(before)).map(({ at }) => at).sort((a, b) => a - b)).toEqual(before.map((_, at) => at));
    });

    it('answers for thousands at once', async () => {
      const few = [await known(await member()), await known(await member())];
      const asked = Array.from({ length: 5000 }, (_, i) => few[i % 2] as KnownMember);
      expect(await store.source.changed(asked)).toEqual([]);
      await store.set(few[1] as KnownMember, 'viewer');
      const changes = await store.source.changed(asked);
      expect(changes.map(({ at }) => at).sort((a, b) => a - b)).toEqual(asked.flatMap((_, at) => (at % 2 === 1 ? [at] : [])));
    });

    it('sees each change at once, however quickly they follow one another', async () => {
      const key = await member('editor');
      for (let n = 0; n < 20; n++) {
        const before = await known(key);
        await store.set(key, n % 2 === 0 ? 'viewer' : 'editor');
        expect(await store.source.changed([before])).toMatchObject([{ at: 0, now: { role: n % 2 === 0 ? 'viewer' : 'editor' } }]);
      }
    });
  });
}
