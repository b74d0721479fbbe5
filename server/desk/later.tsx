import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { refusal } from "../../shared/problems.ts";
import { ProblemScreen } from "./problem.tsx";

interface LaterProps<Props> {
  /** Fetches the screen; what is not looked at is not loaded. */
  load: () => Promise<ComponentType<Props>>;
  with: Props;
}

/** A screen that comes after the desk's first page. */
export function Later<Props extends object>({ load, with: props }: LaterProps<Props>) {
  const [screen, setScreen] = useState<{ Screen: ComponentType<Props> } | "failed" | null>(null);
  const read = () => {
    setScreen(null);
    load().then(
      (Screen) => setScreen({ Screen }),
      () => setScreen("failed"),
    );
  };
  useEffect(read, []);
  if (screen === "failed") {
    return <ProblemScreen title="This could not be loaded" refusal={refusal("server.no-answer")} onRetry={read} />;
  }
  return screen ? <screen.Screen {...props} /> : <section class="late" aria-busy="true" />;
}
