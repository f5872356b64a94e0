// @vitest-environment happy-dom
import { createElement, render as preactRender, type VNode } from "preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Fragment, jsx, render } from "./draw.ts";

type Props = Record<string, unknown>;
const h = (type: Parameters<typeof jsx>[0], props: Props = {}, key?: string | number) => jsx(type, props, key);
const Name = ({ who }: Props) => h("b", { class: "n", hidden: false, "aria-hidden": false, children: who });
const Home = () => h("div", { children: h("input", {}) });
const Form = () => h("div", { children: h("input", {}) });
let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
  document.body.replaceChildren(root);
});

describe("drawing", () => {
  it("writes texts, attributes and nested components", () => {
    render([h(Name, { who: "하은" }), null, false, 7, h(Fragment, { children: [h("i", { "data-first": true, tabIndex: -1 })] })], root);
    expect(root.innerHTML).toBe('<b class="n" aria-hidden="false">하은</b>7<i data-first="true" tabindex="-1"></i>');
  });

  it("keeps an element that stays, whatever comes and goes before it", () => {
    const view = (banner: boolean) => [banner && h("p"), h("textarea", { rows: 1 }), banner ? null : h("p")];
    render(view(false), root);
    const field = root.querySelector("textarea");
    const moved = vi.spyOn(root, "insertBefore");
    for (const banner of [true, false, true]) render(view(banner), root);
    expect(root.querySelector("textarea")).toBe(field);
    expect(moved.mock.calls.some(([node]) => node === field)).toBe(false);
  });

  it("leaves to others what they draw into an element, by the same means too", () => {
    const inner = (into: Element, gone?: true) => render(gone ? null : h("input"), into as HTMLElement);
    const view = (n: number) => [h("i", { children: n }), h("div", { drawn: inner })];
    render(view(1), root);
    const field = root.querySelector("input");
    render(view(2), root);
    expect([root.querySelector("i")?.textContent, root.querySelector("input")]).toEqual(["2", field]);
    render(null, root);
    expect(root.innerHTML).toBe("");
  });

  it("takes the element of another component for another element", () => {
    render(h(Home), root);
    const field = root.querySelector("input");
    render(h(Home), root);
    expect(root.querySelector("input")).toBe(field);
    render(h(Form), root);
    expect(root.querySelector("input")).not.toBe(field);
  });

  it("says what came and went, once", () => {
    const said: string[] = [];
    const ref = (element: unknown) => said.push(element ? "came" : "went");
    const drawn = (_: unknown, gone?: true) => said.push(gone ? "away" : "drawn");
    render(h("div", { children: h("p", { ref, drawn }) }), root);
    render(h("div", { children: h("p", { ref, drawn }) }), root);
    render(null, root);
    expect(said).toEqual(["came", "drawn", "drawn", "went", "away"]);
  });

  it("hears by the newest handler", () => {
    const heard: string[] = [];
    render(h("button", { onClick: () => heard.push("old") }), root);
    render(h("button", { onClick: () => heard.push("new") }), root);
    root.querySelector("button")?.click();
    render(h("button", {}), root);
    root.querySelector("button")?.click();
    expect(heard).toEqual(["new"]);
  });

  it("leaves what others put between alone", () => {
    render([h("p"), h("b")], root);
    const foreign = document.createElement("x-y");
    root.prepend(foreign);
    const moved = vi.spyOn(root, "insertBefore");
    render([h("p"), h("b")], root);
    expect(moved).not.toHaveBeenCalled();
    expect(root.innerHTML).toBe("<x-y></x-y><p></p><b></b>");
  });

  it("draws what Preact draws, through any sequence of changes", () => {
    const other = document.createElement("div");
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % n;
    };
    for (let round = 0; round < 300; round++) {
      const keys = Array.from({ length: random(8) }, () => random(10)).filter((key, i, all) => all.indexOf(key) === i);
      const choice = [random(2), random(3), random(2)];
      const tree = <V>(make: (type: string, props: Props, ...kids: unknown[]) => V) => [
        choice[0] ? make("p", { class: `c${choice[1]}` }, "글") : null,
        make(
          "ol",
          { "aria-busy": choice[2] === 1 },
          keys.map((key) => make("li", { key }, `${key}`, choice[1] ? make("b", {}, "!") : "")),
        ),
        [make("svg", { viewBox: "0 0 24 24" }, make("path", { d: `m${choice[1]}` }))],
      ];
      render(
        tree((type, { key, ...props }, ...children) => h(type, { ...props, children }, key as number | undefined)),
        root,
      );
      preactRender(
        tree((type, props, ...kids) => createElement(type, props, ...(kids as VNode[]))),
        other,
      );
      expect(root.innerHTML).toBe(other.innerHTML);
    }
  }, 30_000);
});
