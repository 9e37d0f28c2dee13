import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Eraser, Highlighter, type LucideIcon, PenLine, Redo2, Trash2, Undo2 } from 'lucide-react';
import { IconButton } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Tooltip } from '../../../ui/Tooltip.tsx';
import { SIZES, TONES, TOOLS, type Tone, type Tool } from '../model/drawing.ts';
import type { Nib } from '../model/use-pen.ts';
import type { Under, useUnder } from '../model/use-under.ts';
import styles from './Draw.module.css';

const TOOL_ICON: Readonly<Record<Tool, LucideIcon>> = { pen: PenLine, marker: Highlighter, eraser: Eraser };
const TOOL_WORDS: Readonly<Record<Tool, MessageDescriptor>> = {
  pen: msg({ message: 'Pen', comment: 'A tool to draw with' }),
  marker: msg({ message: 'Marker', comment: 'A tool to draw with, which lets through what is under it' }),
  eraser: msg({ message: 'Eraser', comment: 'A tool to draw with' }),
};
const TOOL_KEY: Readonly<Record<Tool, string>> = { pen: 'B', marker: 'M', eraser: 'E' };
const TONE_WORDS: Readonly<Record<Tone, MessageDescriptor>> = {
  '#15181c': msg({ message: 'Ink', comment: 'A colour to draw in' }),
  '#5b636c': msg({ message: 'Dark grey', comment: 'A colour to draw in' }),
  '#a3aab2': msg({ message: 'Grey', comment: 'A colour to draw in' }),
  '#dfe3e7': msg({ message: 'Light grey', comment: 'A colour to draw in' }),
  '#d9343f': msg({ message: 'Red, for arrows', comment: 'A colour to draw in' }),
};
const UNDER_WORDS: Readonly<Record<Under, MessageDescriptor>> = {
  paper: msg`White paper`,
  over: msg`Over this picture`,
  trace: msg`Trace this picture`,
  before: msg`Trace the shot before`,
};

interface ToolsProps {
  nib: Nib;
  onNib: (nib: Nib) => void;
  under: Pick<ReturnType<typeof useUnder>, 'under' | 'setUnder' | 'choices'>;
  canUndo: boolean;
  canRedo: boolean;
  canWipe: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onWipe: () => void;
}

/** What one draws with and on, each with its key. */
export function Tools({ nib, onNib, under, ...steps }: ToolsProps) {
  const { t } = useLingui();
  return (
    <div className={styles.tools} role="toolbar" aria-label={t`Drawing`}>
      <span className={styles.group}>
        {TOOLS.map((tool) => (
          <IconButton
            key={tool}
            icon={TOOL_ICON[tool]}
            label={t(TOOL_WORDS[tool])}
            shortcut={TOOL_KEY[tool]}
            pressed={nib.tool === tool}
            onClick={() => onNib({ ...nib, tool })}
          />
        ))}
      </span>
      <span className={styles.group}>
        {TONES.map((tone, at) => (
          <Tooltip key={tone} label={t(TONE_WORDS[tone])} shortcut={String(at + 1)}>
            <button
              type="button"
              className={styles.tone}
              aria-label={t(TONE_WORDS[tone])}
              aria-pressed={nib.tone === tone}
              disabled={nib.tool === 'eraser'}
              onClick={() => onNib({ ...nib, tone })}
            >
              <span style={{ background: tone }} />
            </button>
          </Tooltip>
        ))}
      </span>
      <label className={styles.size}>
        <span className="visually-hidden">{t`Size of the tip`}</span>
        <input
          type="range"
          min={0}
          max={SIZES.length - 1}
          value={Math.max(0, SIZES.indexOf(nib.size as (typeof SIZES)[number]))}
          aria-valuetext={t`${nib.size} px`}
          onChange={({ target }) => onNib({ ...nib, size: SIZES[Number(target.value)] ?? nib.size })}
        />
      </label>
      <span className={styles.group}>
        <IconButton icon={Undo2} label={t`Undo`} shortcut="Ctrl Z" disabled={!steps.canUndo} onClick={steps.onUndo} />
        <IconButton icon={Redo2} label={t`Redo`} shortcut="Ctrl Shift Z" disabled={!steps.canRedo} onClick={steps.onRedo} />
        <IconButton icon={Trash2} label={t`Wipe the paper`} disabled={!steps.canWipe} onClick={steps.onWipe} />
      </span>
      {under.choices.length > 1 ? (
        <span className={styles.choice}>
          <Select
            label={t`What lies under the drawing`}
            value={under.under}
            options={under.choices.map((value) => ({ value, label: t(UNDER_WORDS[value]) }))}
            onChange={under.setUnder}
          />
        </span>
      ) : null}
    </div>
  );
}
