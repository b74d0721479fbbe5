import { useEffect, useRef } from "preact/hooks";

/** Calls back every so often while the page is visible, and when it becomes visible again. */
export function useWhileVisible(act: () => void, everyMs: number): void {
  const current = useRef(act);
  current.current = act;
  useEffect(() => {
    const beat = () => {
      if (document.visibilityState === "visible") current.current();
    };
    const timer = setInterval(beat, everyMs);
    document.addEventListener("visibilitychange", beat);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", beat);
    };
  }, [everyMs]);
}
