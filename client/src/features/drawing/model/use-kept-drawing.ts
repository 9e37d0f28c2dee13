import { useCallback, useEffect, useRef, useState } from 'react';
import { type Drawing, EMPTY } from './drawing.ts';
import { keepDrawing, readDrawing } from './kept-drawings.ts';

/** A drawing is written down this much after its last stroke, and when its paper is put away. */
const SETTLE_MS = 400;
/** A browser whose storage hangs holds nobody at the paper. */
const MOST_WAIT_MS = 1000;

interface KeptDrawing {
  /** null until what was kept is read: a stroke before it would be drawn on a paper that is about to be exchanged. */
  readonly drawing: Drawing | null;
  /** Whether a reload would bring it back. */
  readonly kept: boolean;
  readonly change: (by: (before: Drawing) => Drawing) => void;
  /** Resolves once all that was drawn is written down, if that can be had: a reload right after the paper is put away would else bring back an older state. */
  readonly settle: () => Promise<void>;
}

/** The drawing of a shot on a person's own table: it stays there through a reload, used or not. */
export function useKeptDrawing(person: string, shotId: string): KeptDrawing {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [kept, setKept] = useState(true);
  const unwritten = useRef<Drawing | null>(null);
  const writing = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let here = true;
    void readDrawing(person, shotId).then((read) => here && setDrawing(read));
    return () => {
      here = false;
    };
  }, [person, shotId]);
  const write = useCallback(() => {
    const next = unwritten.current;
    if (next === null) return;
    unwritten.current = null;
    writing.current = keepDrawing(person, shotId, next).then(setKept);
  }, [person, shotId]);
  const settle = useCallback(async () => {
    write();
    await Promise.race([writing.current, new Promise((resolve) => setTimeout(resolve, MOST_WAIT_MS))]);
  }, [write]);
  useEffect(() => {
    if (unwritten.current !== drawing) return;
    const timer = setTimeout(write, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [drawing, write]);
  useEffect(() => {
    window.addEventListener('pagehide', write);
    return () => {
      window.removeEventListener('pagehide', write);
      write();
    };
  }, [write]);
  const change = useCallback((by: (before: Drawing) => Drawing) => {
    setDrawing((before) => {
      const next = by(before ?? EMPTY);
      if (next !== before) unwritten.current = next;
      return next;
    });
  }, []);
  return { drawing, kept, change, settle };
}
