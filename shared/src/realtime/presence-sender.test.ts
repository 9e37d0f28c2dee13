import { afterEach, beforeEach, expect, it } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Stage, wordsOf, write } from '../testing/scripted-session.ts';
import { MESSAGE_AWARENESS } from './protocol.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.clear());

it('sends its own and never repeats what it hears of others', async () => {
  const [one, two] = [await stage.online({ user: { name: 'Ida', color: '#fff' } }), await stage.online()];
  const before = stage.presences;
  const other = new Y.Doc();
  const awareness = new Awareness(other);
  for (let n = 0; n < 20; n++) {
    awareness.setLocalState({ at: n });
    const update = encodeAwarenessUpdate(awareness, [awareness.clientID]);
    for (const socket of stage.server.open) socket.say(Uint8Array.of(MESSAGE_AWARENESS, update.length, ...update));
    await stage.settle(40);
  }
  for (const session of [one, two]) expect(session.awareness.getStates().get(awareness.clientID)).toEqual({ at: 19 });
  expect(stage.presences).toBe(before);
  one.awareness.setLocalStateField('place', { room: 'script' });
  expect(stage.presences).toBe(before);
  await stage.settle();
  expect(stage.presences).toBe(before + 1);
  awareness.destroy();
});

it('sends the first change at once, 30 a second at most, and the last value', async () => {
  const session = await stage.online({ user: { name: 'Ida', color: '#fff' } });
  await stage.settle(1000);
  const before = stage.presences;
  for (let n = 0; n < 1000; n++) {
    session.awareness.setLocalStateField('frame', n);
    await stage.settle(1);
    if (n === 0) expect(stage.presences).toBe(before + 1);
  }
  await stage.settle(100);
  expect(stage.presences - before).toBeLessThanOrEqual(32);
  expect(stage.presences - before).toBeGreaterThan(25);
});

it('takes another identity when Yjs meets its own from somebody else, and goes on', async () => {
  const session = await stage.online({ user: { name: 'Ida', color: '#fff' } });
  write(session, 'mine');
  await stage.settle(100);
  const before = session.doc.clientID;
  const twin = new Y.Doc();
  Y.applyUpdate(twin, Y.encodeStateAsUpdate(stage.server.applied));
  twin.clientID = before;
  twin.getMap('words').set('twin', 1);
  stage.server.change((doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(twin)));
  await stage.settle(1000);
  expect(session.doc.clientID).not.toBe(before);
  expect(session.awareness.clientID).toBe(session.doc.clientID);
  expect(session.awareness.getLocalState()).toMatchObject({ user: { name: 'Ida' } });
  write(session, 'more');
  await stage.settle(1000);
  expect(session.status).toMatchObject({ connection: 'online', saved: 'saved' });
  expect(wordsOf(stage.server.committed)).toEqual(['mine', 'more', 'twin']);
});
