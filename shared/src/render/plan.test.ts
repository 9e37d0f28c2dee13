import { describe, expect, it } from 'vitest';
import type { EpisodeRecords, SeriesRecords } from '../document/records.ts';
import type { Shot } from '../document/schema.ts';
import type { ScriptBlockJson } from '../document/script-json.ts';
import { VIDEO_TRACK_ID } from '../document/timeline.ts';
import { readScript, type Script } from '../fountain/script.ts';
import { aCastMember, aCharacter, aLocation, aShot } from '../testing/builders.ts';
import { type Random, seededRandom } from '../testing/random.ts';
import { cutManifest } from './cut.ts';
import { CutManifest, isShotSpan, ShotManifest, StillManifest } from './manifest.ts';
import { type EpisodePlan, type PlanInput, planEpisode } from './plan.ts';

const random = seededRandom(11);
const MIRA = aCharacter(random, { name: 'MIRA', voice: { base: 'slt', pitch: 0, rate: 1 } });
const LAMP_ROOM = aLocation(random, { name: 'Lamp Room', kind: 'lamp-room' });

/** One scene, two shots of three seconds, one line of Mira's in the first. */
function small(): PlanInput & { shots: [Shot, Shot]; lineId: string; sceneId: string } {
  const sceneId = random.id();
  const lineId = random.id();
  const shots: [Shot, Shot] = [
    aShot(random, {
      sceneId,
      order: 'a0',
      lines: [lineId],
      cast: [aCastMember(random, MIRA.id)],
      timeOfDay: null,
      weather: null,
    }),
    aShot(random, { sceneId, order: 'a1', timeOfDay: null, weather: null }),
  ];
  const clips = shots.map((shot, i) => clip(shot.id, `a${i}`, 72));
  return {
    shots,
    lineId,
    sceneId,
    preset: 'LOW',
    script: written(sceneId, lineId, 'INT. LAMP ROOM - NIGHT', 'The lamp is out.'),
    episode: { meta: null, scenes: [], shots, tracks: [], clips, markers: [] },
    series: { meta: null, characters: [MIRA], locations: [LAMP_ROOM], props: [], canon: [] },
  };
}

/** A script of one scene with one line of Mira's. */
function written(sceneId: string, lineId: string, heading: string, line: string): Script {
  const block = (type: ScriptBlockJson['type'], id: string, text: string): ScriptBlockJson => ({
    type,
    attrs: { id, src: null },
    content: [{ type: 'text', text }],
  });
  const blocks = [block('sceneHeading', sceneId, heading), block('character', random.id(), 'MIRA (V.O.)')];
  return readScript({ type: 'doc', content: [...blocks, block('dialogue', lineId, line)] });
}

function clip(shotId: string, order: string, duration: number): EpisodeRecords['clips'][number] {
  return { id: random.id(), v: 1, trackId: VIDEO_TRACK_ID, shotId, order, duration };
}

function withShot(input: PlanInput & { shots: [Shot, Shot] }, patch: Partial<Shot>): PlanInput {
  const [first, second] = input.shots;
  return { ...input, episode: { ...input.episode, shots: [{ ...first, ...patch }, second] } };
}

function revisions(input: PlanInput): [still: string, shot: string][] {
  return planEpisode(input).shots.map((shot) => [shot.still.revision, shot.shot.revision]);
}

function kinds(plan: EpisodePlan): string[] {
  return plan.notes.map((note) => note.kind);
}

describe('planEpisode', () => {
  it('resolves cast, place, time and lines into manifests that engines accept', () => {
    const input = small();
    const plan = planEpisode(input);
    const [first, second] = plan.shots;
    expect(plan.notes).toEqual([]);
    expect([first?.number, second?.number]).toEqual(['1A', '1B']);
    expect([first?.start, first?.frames, second?.start, plan.frames]).toEqual([0, 72, 72, 144]);
    expect(first?.shot.manifest.picture.place).toEqual({
      kind: 'lamp-room',
      seed: LAMP_ROOM.seed,
      timeOfDay: 'night',
      weather: 'clear',
    });
    expect(first?.shot.manifest.picture.cast.map((member) => member.dna)).toEqual([MIRA.dna]);
    const [line] = first?.lines ?? [];
    expect(line).toMatchObject({ speaker: 'MIRA', characterId: MIRA.id, text: 'The lamp is out.', startFrame: 8 });
    expect(plan.captions).toEqual([{ startFrame: 8, endFrame: line?.endFrame, speaker: 'MIRA', text: 'The lamp is out.' }]);
    for (const shot of plan.shots) {
      expect(ShotManifest.parse(shot.shot.manifest)).toEqual(shot.shot.manifest);
      expect(StillManifest.parse(shot.still.manifest)).toEqual(shot.still.manifest);
    }
  });

  it('[P2] what does not change the picture or the sound changes no revision', () => {
    const input = small();
    const before = revisions(input);
    expect(revisions(withShot(input, { title: 'Renamed', action: 'She waits.' }))).toEqual(before);
    const renamed = { ...MIRA, aliases: ['MIRA'], name: 'MIRABELLE', description: 'new' };
    expect(revisions({ ...input, series: { ...input.series, characters: [renamed] } })).toEqual(before);
    const place = { ...LAMP_ROOM, description: 'new', interior: !LAMP_ROOM.interior };
    expect(revisions({ ...input, series: { ...input.series, locations: [place] } })).toEqual(before);
  });

  it('[P3] what changes it, changes exactly the shots it is in', () => {
    const input = small();
    const before = revisions(input);
    const changed = (other: PlanInput) =>
      revisions(other).map(([still, shot], i) => [still !== before[i]?.[0], shot !== before[i]?.[1]]);
    const script = written(input.sceneId, input.lineId, 'INT. LAMP ROOM - NIGHT', 'The lamp is lit.');
    expect(changed({ ...input, script })).toEqual([
      [false, true],
      [false, false],
    ]);
    expect(changed(withShot(input, { size: input.shots[0].size === 'CU' ? 'MS' : 'CU' }))).toEqual([
      [true, true],
      [false, false],
    ]);
    const older = { ...MIRA, dna: { ...MIRA.dna, seed: MIRA.dna.seed ^ 1 } };
    expect(changed({ ...input, series: { ...input.series, characters: [older] } })).toEqual([
      [true, true],
      [false, false],
    ]);
    const [firstClip, secondClip] = input.episode.clips;
    if (firstClip === undefined || secondClip === undefined) throw new Error('two clips');
    const clips = [{ ...firstClip, duration: 90 }, secondClip];
    expect(changed({ ...input, episode: { ...input.episode, clips } })).toEqual([
      [false, true],
      [false, false],
    ]);
  });

  it('[P2] [B4] a picture of one’s own hides what would be drawn, and nothing of that makes it stale; lines, length and move still do', () => {
    const input = small();
    const own = { ownPicture: 'a'.repeat(64) };
    const given = revisions(withShot(input, own));
    expect(given[0]).not.toEqual(revisions(input)[0]);
    expect(given[1]).toEqual(revisions(input)[1]);
    const hidden = [
      { size: 'EWS' },
      { angle: 'dutch' },
      { cast: [] },
      { seed: 5 },
      { weather: 'snow' },
      { notes: 'x', lens: 35 },
    ] as const;
    for (const patch of hidden) expect(revisions(withShot(input, { ...own, ...patch, cast: [] }))).toEqual(given);
    const shown = [
      { ownPicture: 'b'.repeat(64) },
      { move: input.shots[0].move === 'shake' ? 'hold' : 'shake' },
      { lines: [] as string[] },
    ] as const;
    for (const patch of shown) expect(revisions(withShot(input, { ...own, ...patch }))[0]?.[1]).not.toBe(given[0]?.[1]);
    // What is heard under it stays that of its place.
    const heard = (one: PlanInput) =>
      cutManifest(planEpisode(one), { title: '', sceneId: null })
        ?.shots.filter(isShotSpan)
        .map(({ ambience }) => ambience);
    expect(heard(withShot(input, own))).toEqual(heard(input));
  });

  it('[T6] other frame rates are conformed by position, so that nothing drifts', () => {
    const input = small();
    const shots = Array.from({ length: 400 }, (_, i) => aShot(random, { sceneId: input.sceneId, order: `b${i}` }));
    const clips = shots.map((shot, i) => clip(shot.id, `b${String(i).padStart(4, '0')}`, random.int(1, 50)));
    const total = clips.reduce((sum, { duration }) => sum + duration, 0);
    const plan = planEpisode({ ...input, preset: 'HIGH', episode: { ...input.episode, shots, clips } });
    expect(plan.frames).toBe(Math.round((total * 30) / 24));
    let end = 0;
    for (const shot of plan.shots) {
      expect(shot.start).toBe(end);
      expect(shot.frames).toBeGreaterThan(0);
      end += shot.frames;
    }
  });

  it('[T13] a gap is black as long as it is: shots and captions behind it keep their places, in the cut of the scene too', () => {
    const input = small();
    const [first, second] = input.shots;
    const other = aShot(random, { sceneId: random.id(), order: 'a5' });
    const gap = (order: string, duration: number) => ({ ...clip(random.id(), order, duration), gap: true });
    const clips = [
      gap('a0', 5),
      clip(second.id, 'a1', 30),
      gap('a2', 7),
      gap('a3', 1),
      clip(first.id, 'a4', 72),
      gap('a5', 9),
      clip(other.id, 'a6', 24),
      gap('a7', 11),
    ];
    const episode = { ...input.episode, shots: [first, second, other], clips };
    for (const preset of ['LOW', 'HIGH'] as const) {
      const plan = planEpisode({ ...input, preset, episode });
      const at = (frame: number) => Math.round((frame * plan.fps) / 24);
      expect(plan.frames).toBe(at(159));
      expect(plan.shots.map(({ start }) => start)).toEqual([at(5), at(43), at(124)]);
      expect(plan.gaps.map(({ start, frames }) => [start, start + frames])).toEqual([
        [0, at(5)],
        [at(35), at(42)],
        [at(42), at(43)],
        [at(115), at(124)],
        [at(148), at(159)],
      ]);
      expect(plan.captions[0]?.startFrame).toBe(at(43) + at(8));
      const cut = cutManifest(plan, { title: '', sceneId: null });
      expect(CutManifest.parse(cut)).toEqual(cut);
      expect(cut?.shots.map((span) => isShotSpan(span))).toEqual([false, true, false, false, true, false, true, false]);
      expect(cut?.shots.reduce((sum, { frames }) => sum + frames, 0)).toBe(plan.frames);
      expect(cut?.captions).toEqual(plan.captions);
      const scene = cutManifest(plan, { title: '', sceneId: input.sceneId });
      expect(scene?.shots.map((span) => isShotSpan(span))).toEqual([true, false, false, true]);
      expect(scene?.captions[0]?.startFrame).toBe(at(43) - at(5) + at(8));
      expect(cutManifest(plan, { title: '', sceneId: other.sceneId })?.shots).toHaveLength(1);
    }
    expect(kinds(planEpisode({ ...input, episode }))).not.toContain('shot-without-clip');
    const onlyGap = { ...input.episode, clips: [gap('a0', 5)] };
    expect(cutManifest(planEpisode({ ...input, episode: onlyGap }), { title: '', sceneId: null })).toBeNull();
  });

  it('leaves out of a line what no database takes: NUL and half a character (R7)', () => {
    const input = small();
    const script = written(input.sceneId, input.lineId, 'INT. LAMP ROOM - NIGHT', 'Broken \ud83c here\u0000 and there 🏮');
    const [line] = planEpisode({ ...input, script }).shots[0]?.lines ?? [];
    expect(line?.text).toBe('Broken \ufffd here and there 🏮');
  });

  it('says what a writer should know, and plans all the same', () => {
    const input = small();
    const [first, second] = input.shots;
    const gone = random.id();
    const stray = aShot(random, { sceneId: random.id(), lines: [input.lineId], order: 'a5' });
    const plan = planEpisode({
      ...input,
      episode: {
        ...input.episode,
        shots: [
          { ...first, cast: [aCastMember(random, gone)], lines: [input.lineId, gone], locationId: gone },
          second,
          stray,
          aShot(random, { sceneId: input.sceneId, order: 'a9' }),
        ],
        clips: [clip(first.id, 'a0', 3), clip(second.id, 'a1', 80_000), clip(stray.id, 'a2', 24)],
      },
    });
    expect([...new Set(kinds(plan))].sort()).toEqual([
      'character-missing',
      'line-in-two-shots',
      'line-missing',
      'lines-too-long',
      'location-missing',
      'scene-unplaced',
      'shot-too-long',
      'shot-without-clip',
    ]);
    expect(plan.offCut.map((shot) => shot.number)).toEqual(['1C']);
    expect(plan.shots.every((shot) => ShotManifest.safeParse(shot.shot.manifest).success)).toBe(true);
    const unheard = planEpisode({ ...withShot(input, { lines: [] }), series: { ...input.series, characters: [] } });
    expect(kinds(unheard)).toContain('line-in-no-shot');
    const unknown = planEpisode({ ...input, series: { ...input.series, characters: [] } });
    expect(kinds(unknown)).toContain('speaker-unknown');
    expect(unknown.shots[0]?.lines).toHaveLength(1);
  });

  it('falls back to what the heading says where nobody chose a place or a time', () => {
    const input = small();
    const heading = (text: string) => written(input.sceneId, input.lineId, text, 'The lamp is out.');
    const place = (text: string) =>
      planEpisode({ ...input, script: heading(text), series: { ...input.series, locations: [] } }).shots[0]?.still.manifest
        .picture.place;
    expect(place('EXT. CLIFF - SUNSET')).toMatchObject({ kind: 'exterior', timeOfDay: 'sunset', weather: 'clear' });
    expect(place('INT. CAVE')).toMatchObject({ kind: 'interior', timeOfDay: 'day' });
    expect(place('INT. CAVE')?.seed).not.toBe(place('INT. CELLAR')?.seed);
  });

  it('[P4] a cut counts its frames from its own first', () => {
    const input = small();
    const plan = planEpisode(input);
    const cut = cutManifest(plan, { title: 'Episode', sceneId: null });
    expect(CutManifest.parse(cut)).toEqual(cut);
    expect(cut?.captions).toEqual(plan.captions);
    expect(cutManifest(plan, { title: 'Scene', sceneId: input.sceneId })?.kind).toBe('scene');
    expect(cutManifest(plan, { title: 'None', sceneId: random.id() })).toBeNull();
  });
});

/** Any document, however full of holes, doubles and strangers. */
function anyInput(seed: number): PlanInput {
  const any = seededRandom(seed);
  const ids = Array.from({ length: 8 }, () => any.id());
  const someIds = (most: number) => Array.from({ length: any.int(0, most) }, () => any.pick(ids));
  const types = ['sceneHeading', 'character', 'dialogue', 'parenthetical', 'action', 'lyrics', 'note', 'titleField'] as const;
  const headings = ['INT.', 'EXT - ', '- NIGHT', 'INT./EXT. CAR - CONTINUOUS', 'FLASHBACK'];
  const words = [...headings, '', ' ', 'MIRA', 'MIRA (', '^', '…', '日本', 'no.', 'A very long line. '.repeat(60)];
  const content = Array.from({ length: any.int(0, 16) }, (): ScriptBlockJson => {
    const type = any.pick(types);
    const number = type === 'sceneHeading' ? { number: any.pick([null, '', '14']) } : {};
    const attrs = { id: any.chance(0.2) ? null : any.pick(ids), src: null, ...number };
    return { type, attrs, content: [{ type: 'text', text: any.pick(words) }] };
  });
  const script = readScript({ type: 'doc', content });
  return { preset: any.pick(['LOW', 'HIGH']), script, ...anyRecords(any, ids, someIds) };
}

function anyRecords(any: Random, ids: string[], someIds: (most: number) => string[]): Pick<PlanInput, 'episode' | 'series'> {
  const shots = [...new Set(someIds(8))].map((id) =>
    aShot(any, {
      id,
      sceneId: any.pick(ids),
      order: any.pick(['a0', 'a1', '~']),
      lines: someIds(6),
      cast: someIds(6).map((characterId) => aCastMember(any, characterId)),
      locationId: any.chance(0.5) ? any.pick(ids) : null,
    }),
  );
  const clips = [...new Set(someIds(8))].map((id) => ({
    ...clip(any.pick(ids), any.pick(['a0', 'a1']), any.pick([1, 2, 48, 86_400])),
    id,
    ...(any.chance(0.2) ? { gap: true } : {}),
  }));
  const series: SeriesRecords = {
    meta: null,
    characters: someIds(3).map((id) => aCharacter(any, { id, name: any.pick(['', 'MIRA', 'mira']) })),
    locations: someIds(3).map((id) => aLocation(any, { id })),
    props: [],
    canon: [],
  };
  return { series, episode: { meta: null, scenes: [], shots, tracks: [], clips, markers: [] } };
}

describe('[P1] every valid document has a plan', () => {
  it('whatever is missing, and every manifest in it is valid', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const plan = planEpisode(anyInput(seed));
      for (const { shot, still, lines } of plan.shots) {
        expect(ShotManifest.safeParse(shot.manifest).error, `seed ${seed}`).toBeUndefined();
        expect(StillManifest.safeParse(still.manifest).error, `seed ${seed}`).toBeUndefined();
        let end = 0;
        for (const line of lines) {
          expect(line.endFrame).toBeGreaterThan(line.startFrame);
          expect(line.endFrame).toBeLessThanOrEqual(shot.manifest.frames);
          if (shot.manifest.frames > lines.length * 2) expect(line.startFrame, `seed ${seed}`).toBeGreaterThanOrEqual(end - 1);
          end = line.endFrame;
        }
      }
      const cut = cutManifest(plan, { title: '', sceneId: null });
      if (cut === null) expect(plan.shots).toEqual([]);
      else expect(CutManifest.parse(cut).shots).toHaveLength(plan.shots.length + plan.gaps.length);
    }
  });

  it('[R9] planning twice gives the same revisions', () => {
    const input = anyInput(77);
    expect(planEpisode(input)).toEqual(planEpisode(structuredClone(input)));
  });
});
