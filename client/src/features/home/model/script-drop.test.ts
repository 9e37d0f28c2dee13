import { fountainToDoc } from '@trashfire/shared/fountain/to-doc';
import { describe, expect, it } from 'vitest';
import { readScriptFile, readScriptText, titleOf } from './script-drop.ts';

describe('titleOf', () => {
  it('reads the title page, on one line or below the key', () => {
    expect(titleOf('Title: The Last Ferry\nAuthor: A\n\nINT. X - DAY')).toBe('The Last Ferry');
    expect(titleOf('Title:\n    _**THE LAST**_\n    FERRY\nCredit: by\n\nINT. X')).toBe('THE LAST FERRY');
  });
  it('finds none where there is no title page', () => {
    expect(titleOf('INT. HOUSE - DAY\n\nTitle: not here')).toBeNull();
    expect(titleOf('Author: A\n\nINT. X')).toBeNull();
  });
});

it('names an episode by its file where the script has no title', async () => {
  expect(await readScriptFile(new File(['INT. X - DAY\n\nRain.'], 'dock nine.fountain'))).toMatchObject({ title: 'dock nine' });
  expect(await readScriptFile(new File(['INT. X - DAY'], `${'a'.repeat(230)}.txt`))).toMatchObject({ title: 'a'.repeat(200) });
});

it('refuses what is no text and what is empty, in words', async () => {
  await expect(readScriptFile(new File(['a\0b'], 'x.pdf'))).rejects.toThrow('x.pdf is not UTF-8 text');
  await expect(readScriptFile(new File([' \n'], 'x.fountain'))).rejects.toThrow('x.fountain is empty');
});

describe('Final Draft', () => {
  const fdx = (content: string, title = '') =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<FinalDraft DocumentType="Script"><Content>${content}</Content>${title}</FinalDraft>`;
  const SCENE = `<Paragraph Type="Scene Heading" Number="4"><Text>INT. LAMP ROOM - NIGHT</Text></Paragraph>
    <Paragraph Type="Action"><Text RevisionID="2">Rain.</Text></Paragraph><Paragraph Type="Character"><Text>MIO</Text></Paragraph>
    <Paragraph Type="Dialogue"><Text>It is </Text><Text Style="Bold">out</Text><Text>.</Text></Paragraph>`;
  const TITLE = '<TitlePage><Content><Paragraph><Text>The Lamp</Text></Paragraph></Content></TitlePage>';

  it('comes in as Fountain, with its title and what was lost', async () => {
    const { title, fountain, losses } = await readScriptFile(new File([fdx(SCENE, TITLE)], 'draft 3.FDX'));
    expect(title).toBe('The Lamp');
    expect(fountain).toBe('Title: The Lamp\n\nINT. LAMP ROOM - NIGHT #4#\n\nRain.\n\nMIO\nIt is **out**.\n');
    expect(losses).toEqual({ revisions: 1 });
    expect(fountainToDoc(fountain).content.map(({ type }) => type)).toEqual([
      'titleField',
      'sceneHeading',
      'action',
      'character',
      'dialogue',
    ]);
  });

  it('is known by how it begins, pasted or under another name', async () => {
    expect((await readScriptText(fdx(SCENE))).fountain).toContain('INT. LAMP ROOM');
    expect((await readScriptFile(new File([`\uFEFF${fdx(SCENE)}`], 'export.txt'))).fountain).toContain('INT. LAMP ROOM');
  });

  it('is refused in words where it is no script, breaks off, is empty or too large', async () => {
    const read = (text: string) => readScriptFile(new File([text], 'a.fdx'));
    await expect(read('<html></html>')).rejects.toThrow('a.fdx is not a Final Draft script.');
    await expect(read('INT. KITCHEN - DAY\n\nRain.')).rejects.toThrow('a.fdx is not');
    await expect(read(fdx(SCENE).slice(0, 300))).rejects.toThrow('a.fdx is not a whole Final Draft file: it breaks off');
    await expect(read(`<!DOCTYPE x [<!ENTITY a "a">]>${fdx(SCENE)}`)).rejects.toThrow('a.fdx is not a Final Draft script.');
    await expect(read(fdx(''))).rejects.toThrow('a.fdx is empty');
    await expect(read(fdx('<Paragraph Type="Action"><Text>a</Text></Paragraph>'.repeat(45_000)))).rejects.toMatchObject({
      code: 'too-large',
      message: 'a.fdx is larger than 2 MB. A script that long is not one episode.',
    });
  });
});

it('knows a script from a note', async () => {
  expect(await readScriptText('\nint. kitchen - day\n\nSteam.')).toMatchObject({ title: 'Pasted script', losses: {} });
  await expect(readScriptText('Meet me at the kitchen.')).rejects.toThrow('no scene heading');
  await expect(readScriptText('INT. KITCHEN - DAY\n'.repeat(150_000))).rejects.toMatchObject({ code: 'too-large' });
});
