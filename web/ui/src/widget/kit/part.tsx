import { type ComponentType, render } from "preact";
import type { Draw, PartProps } from "../parts.tsx";

/** Lets the shell draw a component of a part. */
export function part(Its: ComponentType<PartProps>): Draw {
  return (into, props) => render(props && <Its {...props} />, into);
}
