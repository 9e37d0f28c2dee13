import { addCharacterTool, addLocationTool, updateCharacterTool } from './bible.ts';
import { boardSceneTool, breakDownTool } from './board.ts';
import { addSectionTool, moveOutlineTool, readOutlineTool, setSceneStageTool, setSynopsisTool } from './outline.ts';
import { readBibleTool, readBoardTool, readScriptTool } from './read.ts';
import { insertBlocksTool, replaceBlockTextTool } from './script.ts';
import { setClipDurationTool, updateShotTool } from './shots.ts';
import { checkContinuityTool, findTextTool, listCastTool, listPlacesTool, offerTool, recapTool } from './story.ts';
import type { AnyTool } from './tool.ts';

/** Everything an agent can do, whichever mind drives it. Nothing here spends, renders, invites or deletes. */
export const TOOLS: ReadonlyMap<string, AnyTool> = new Map(
  [
    readScriptTool,
    readBibleTool,
    readBoardTool,
    readOutlineTool,
    breakDownTool,
    boardSceneTool,
    addCharacterTool,
    updateCharacterTool,
    addLocationTool,
    updateShotTool,
    setClipDurationTool,
    replaceBlockTextTool,
    insertBlocksTool,
    moveOutlineTool,
    addSectionTool,
    setSynopsisTool,
    setSceneStageTool,
    listCastTool,
    listPlacesTool,
    checkContinuityTool,
    recapTool,
    findTextTool,
    offerTool,
  ].map((tool) => [tool.name, tool]),
);
