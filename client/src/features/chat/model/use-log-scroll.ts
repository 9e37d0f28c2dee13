import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How near the end counts as reading the newest, and how near the beginning as wanting what is older. */
const NEAR_PX = 80;
const OLDER_PX = 240;

interface LogScroll {
  box: RefObject<HTMLDivElement | null>;
  /** Whether the newest is in view. */
  atEnd: boolean;
  toEnd(): void;
}

interface Watched {
  /** Id of the oldest message shown: when it changes, older ones were put before it. */
  first: string | null;
  /** Changes with everything that makes the log longer. */
  content: unknown;
  /** Called when the beginning is near. */
  onNearStart(): void;
}

/** Keeps the newest in view while it is, and what one reads in its place when older messages come in above it. */
export function useLogScroll({ first, content, onNearStart }: Watched): LogScroll {
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const before = useRef<{ first: string | null; fromEnd: number }>({ first: null, fromEnd: 0 });
  const near = useRef(onNearStart);
  near.current = onNearStart;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const onScroll = () => {
      const { scrollHeight, scrollTop, clientHeight } = element;
      follow.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      before.current.fromEnd = scrollHeight - scrollTop;
      setAtEnd(follow.current);
      if (scrollTop < OLDER_PX && scrollHeight > clientHeight) near.current();
    };
    // The box below grows with what is written in it, and a picture or an opened step makes the log longer.
    const resized = new ResizeObserver(() => {
      if (follow.current) element.scrollTop = element.scrollHeight;
    });
    resized.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again for every new word, to keep the view where it is
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (follow.current) element.scrollTop = element.scrollHeight;
    else if (before.current.first !== first) element.scrollTop = element.scrollHeight - before.current.fromEnd;
    before.current = { first, fromEnd: element.scrollHeight - element.scrollTop };
  }, [first, content]);
  const toEnd = useCallback(() => {
    follow.current = true;
    setAtEnd(true);
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, []);
  return { box, atEnd, toEnd };
}
