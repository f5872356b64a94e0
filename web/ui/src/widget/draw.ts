// Draws the shell of the panel: the part of Preact's manner that the shell needs, in a fifth of its
// weight. Components are plain functions of their props, so that a tree of them is spread into elements
// and texts before it is compared with what stands in the document. There are no hooks, classes or
// contexts; the parts that are loaded on use are drawn by Preact itself (parts.tsx), and share no component with it.

type Props = Readonly<Record<string, unknown>>;
type Component = (props: Props) => unknown;

interface Virtual {
  readonly type: string | Component;
  readonly props: Props;
  readonly key?: string | number | undefined;
}

/** What stands at one place among the children of an element: a text, or an element and its props. */
interface Made {
  readonly tag: string;
  readonly props: Props;
  readonly text: string;
  /** The component it is the root of: another component's element at this place is another element. */
  readonly by: Component | undefined;
}

type Drawn = (HTMLElement | SVGElement | Text) & {
  made?: Made;
  kids?: Map<string, Drawn>;
  heard?: Record<string, unknown>;
};

const SVG = "http://www.w3.org/2000/svg";
let after: (() => void)[] = [];

export const jsx = (type: Virtual["type"], props: Props, key?: Virtual["key"]) => ({ type, props, key });
export { jsx as jsxs };
export const Fragment: Component = (props) => props["children"];

/** Draws children into an element, changing only what differs from the last drawing. */
export function render(children: unknown, into: HTMLElement): void {
  after = [];
  drawChildren(into, children, false);
  for (const act of after) act();
}

// Each text and element has a path among its siblings: by its key, else by its place in the source.
function spread(child: unknown, path: string, by: Component | undefined, out: Map<string, Made>): void {
  if (Array.isArray(child)) {
    child.forEach((its: Virtual | undefined, i) => {
      spread(its, its?.key === undefined ? `${path}.${i}` : path, by, out);
    });
  } else if (typeof child === "object" && child) {
    const { type, props, key } = child as Virtual;
    const at = key === undefined ? path : `${path}:${key}`;
    if (typeof type === "string") out.set(at, { tag: type, props, text: "", by });
    else spread(type(props), at, by ?? (type === Fragment ? by : type), out);
  } else if (child != null && typeof child !== "boolean") out.set(path, { tag: "", props: {}, text: String(child), by });
}

function drawChildren(parent: Drawn, children: unknown, svg: boolean): void {
  const next = new Map<string, Made>();
  spread(children, "", undefined, next);
  const kids = parent.kids ?? new Map<string, Drawn>();
  for (const [path, kid] of kids) {
    const made = next.get(path);
    if (made && made.tag === kid.made?.tag && made.by === kid.made.by) continue;
    gone(kid);
    kid.remove();
    kids.delete(path);
  }
  parent.kids = new Map();
  // What is not wanted any more is away by now, so nothing that keeps its order is moved: a move would
  // cost a field its focus and a log its place.
  let at = parent.firstChild as Drawn | null;
  for (const [path, made] of next) {
    while (at && !at.made) at = at.nextSibling as Drawn | null; // put here by somebody else
    const its = kids.get(path) ?? create(made, svg);
    drawOne(its, made, svg);
    if (its === at) at = its.nextSibling as Drawn | null;
    else parent.insertBefore(its, at);
    parent.kids.set(path, its);
  }
}

function create({ tag, text }: Made, svg: boolean): Drawn {
  return tag ? (svg || tag === "svg" ? (document.createElementNS(SVG, tag) as SVGElement) : document.createElement(tag)) : new Text(text);
}

function drawOne(its: Drawn, made: Made, svg: boolean): void {
  const { tag, props, text } = made;
  const was = its.made;
  its.made = made;
  if (its instanceof Text) {
    if (its.data !== text) its.data = text;
    return;
  }
  for (const name in { ...was?.props, ...props }) if (was?.props[name] !== props[name]) put(its, name, props[name]);
  if (!props["drawn"]) drawChildren(its, props["children"], svg || tag === "svg"); // else what is in it is another's
  if (!was) later(props["ref"], its);
  later(props["drawn"], its);
}

// `ref` hears of the element when it comes (and null when it goes), `drawn` after each drawing (and
// with true when it goes).
function later(hears: unknown, its: Drawn | null, gone?: true): void {
  if (typeof hears === "function") after.push(() => hears(its, gone));
}

function gone(its: Drawn): void {
  its.kids?.forEach(gone);
  later(its.made?.props["ref"], null);
  later(its.made?.props["drawn"], its, true);
}

function put(its: HTMLElement | SVGElement, name: string, value: unknown): void {
  if (/^(children|ref|drawn)$/.test(name)) return;
  if (name.startsWith("on")) {
    const { heard = {} } = its as Drawn;
    const type = name.slice(2).toLowerCase();
    if (!(type in heard)) its.addEventListener(type, hear);
    heard[type] = value;
    (its as Drawn).heard = heard;
  } else if (value == null || (value === false && name[4] !== "-")) its.removeAttribute(name);
  else its.setAttribute(name, value === true && name[4] !== "-" ? "" : String(value)); // aria- and data- say "true"
}

function hear(this: Drawn, event: Event): void {
  const act = this.heard?.[event.type];
  if (typeof act === "function") act(event);
}
