import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docToFountain } from './from-doc.ts';
import { cueName, parseHeading } from './heading.ts';
import { readScript } from './script.ts';
import { fountainToDoc } from './to-doc.ts';

describe('parseHeading', () => {
  it.each([
    ['INT. HOUSE - DAY', 'INT', 'HOUSE', 'DAY'],
    ['EXT. HARBOUR OFFICE - MEZZANINE - NIGHT', 'EXT', 'HARBOUR OFFICE - MEZZANINE', 'NIGHT'],
    ['INT. HOUSE - KITCHEN', 'INT', 'HOUSE - KITCHEN', null],
    ['int/ext car – moments later', 'INT/EXT', 'car', 'moments later'],
    ['INT. RIVER TUNNEL - NIGHT - FLASHBACK', 'INT', 'RIVER TUNNEL', 'NIGHT - FLASHBACK'],
    ['INT. HOUSE - KITCHEN - FLASHBACK (NINE YEARS AGO)', 'INT', 'HOUSE - KITCHEN', 'FLASHBACK (NINE YEARS AGO)'],
    ['INT. HOUSE - DAY ROOM - NIGHT', 'INT', 'HOUSE - DAY ROOM', 'NIGHT'],
    ['INT. BATH - HOT SPRING', 'INT', 'BATH - HOT SPRING', null],
    ['INT. WARD NINE - 3:10 AM', 'INT', 'WARD NINE', '3:10 AM'],
    ['EXT. SPRING', 'EXT', 'SPRING', null],
    ['EXT. FORT - SUMMER', 'EXT', 'FORT', 'SUMMER'],
    ['EXT MILL POND- SUNSET', 'EXT', 'MILL POND', 'SUNSET'],
    ['I/E. TRAIN — DAWN (FLASHBACK)', 'INT/EXT', 'TRAIN', 'DAWN (FLASHBACK)'],
    ['EST. CITY, SUNSET', 'EST', 'CITY', 'SUNSET'],
    ['the laundry, after midnight', null, 'the laundry', 'after midnight'],
    ['INT. 灯台 - 夜', 'INT', '灯台', '夜'],
    ['INT. MAIN ST. BAKERY', 'INT', 'MAIN ST. BAKERY', null],
    ['EXT. NIGHTCLUB', 'EXT', 'NIGHTCLUB', null],
    ['INT. CAR - MOVING', 'INT', 'CAR', null],
    ['INT. CAR - MOVING - DAY', 'INT', 'CAR', 'DAY'],
    ['I/E. VAN (PARKED) - NIGHT', 'INT/EXT', 'VAN', 'NIGHT'],
    ['EXT. MOVING VAN - DAY', 'EXT', 'MOVING VAN', 'DAY'],
    ['EXT. HEADLAND - FLASHBACK - DAY', 'EXT', 'HEADLAND', 'FLASHBACK - DAY'],
    ['INT. DAY ROOM', 'INT', 'DAY ROOM', null],
    ['', null, '', null],
  ])('%s', (text, intExt, place, timeOfDay) => {
    expect(parseHeading(text)).toEqual({ intExt, place, timeOfDay });
  });
});

describe('cueName', () => {
  it.each([
    ['MIO', 'MIO', []],
    ['MIO (V.O.)', 'MIO', ['V.O.']],
    ["OLD MAN (V.O.) (CONT'D)", 'OLD MAN', ['V.O.', "CONT'D"]],
    ['Mr. Brandt', 'Mr. Brandt', []],
    ['(O.S.)', '', ['O.S.']],
  ])('%s', (text, name, extensions) => {
    expect(cueName(text)).toEqual({ name, extensions });
  });
});

describe('readScript', () => {
  it('gives scenes with speakers and plain text', () => {
    const source =
      'Title: A\n\nBefore.\n\nINT. HOUSE - DAY #4#\n\nHe *waits* [[how long?]] here /* no */.\n\nMIO (V.O.)\n(low)\nHi.\n[[sure?]]\nBye.\n\nKAI ^\nYes.\n\nRain.\n';
    let n = 0;
    const script = readScript(fountainToDoc(source, () => `ID${n++}`));
    expect(script.title).toEqual([{ key: 'Title', value: 'A' }]);
    expect(script.preamble.map((b) => b.text)).toEqual(['Before.']);
    expect(script.scenes).toHaveLength(1);
    const [scene] = script.scenes;
    expect(scene).toMatchObject({ headingId: 'ID2', number: '4', heading: 'INT. HOUSE - DAY', parsed: { place: 'HOUSE' } });
    expect(scene?.blocks.map((b) => `${b.type}|${b.text}|${b.speaker?.name ?? ''}|${b.dual}`)).toEqual([
      'action|He waits here .||false',
      'character|MIO (V.O.)|MIO|false',
      'parenthetical|low|MIO|false',
      'dialogue|Hi.|MIO|false',
      'note|sure?||false',
      'dialogue|Bye.|MIO|false',
      'character|KAI|KAI|true',
      'dialogue|Yes.|KAI|true',
      'action|Rain.||false',
    ]);
    expect(scene?.blocks[3]?.speaker?.extensions).toEqual(['V.O.']);
  });
});

describe('the screenplays the tests share', () => {
  const folder = new URL('../../../tests/support/scripts/', import.meta.url);
  const expected: Record<string, { scenes: number; speeches: number; cast: string }> = {};
  const found = ['festival-nine', 'paper-kites', 'prose-night-shift', 'salvage-nine-lives', 'static'].map(
    (name) => `${name}.fountain`,
  );

  it('read as scenes, speeches and cast', () => {
    for (const name of found) {
      const script = readScript(fountainToDoc(readFileSync(new URL(name, folder), 'utf8')));
      const blocks = script.scenes.flatMap((scene) => scene.blocks);
      const cast = [...new Set(blocks.flatMap((b) => (b.type === 'character' ? [b.speaker?.name] : [])))];
      expected[name] = {
        scenes: script.scenes.length,
        speeches: blocks.filter((b) => b.type === 'dialogue').length,
        cast: cast.join(', '),
      };
    }
    expect(expected).toMatchInlineSnapshot(`
      {
        "festival-nine.fountain": {
          "cast": "GORO, KIYO, AOI, MIDORI, DAICHI, RIN, PILAR, BEN, NOODLE SELLER, JINBEI, THE TROUPE",
          "scenes": 7,
          "speeches": 43,
        },
        "paper-kites.fountain": {
          "cast": "SENA, HARU, FUMI, MR. OKADA",
          "scenes": 6,
          "speeches": 28,
        },
        "prose-night-shift.fountain": {
          "cast": "ito, vesper, mr. brandt",
          "scenes": 6,
          "speeches": 18,
        },
        "salvage-nine-lives.fountain": {
          "cast": "TOBIAS, JUNO, CAT, HALLORAN, OYA, GIRL, TECHNICIAN, GUARD, WOMAN",
          "scenes": 19,
          "speeches": 103,
        },
        "static.fountain": {
          "cast": "NOOR, NAKAHARA, WOMAN, FINCH, BOY, OLD MAN",
          "scenes": 6,
          "speeches": 30,
        },
      }
    `);
  });

  it.each(found)('%s comes out byte for byte, and the same again in canonical form', (name) => {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const doc = fountainToDoc(source);
    expect(docToFountain(doc)).toBe(source);
    const bare = { ...doc, content: doc.content.map((b) => ({ ...b, attrs: { ...b.attrs, src: null } })) };
    const canonical = docToFountain(bare);
    expect(readScript(fountainToDoc(canonical, () => ''))).toEqual(readScript(fountainToDoc(source, () => '')));
  });
});
