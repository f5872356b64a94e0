// A shop's own site, on an origin of its own (of one site with the help, as shop.kr and help.shop.kr are), that embeds the widget in each of the ways a shop may.
import { createServer } from "node:http";
import { connect, createServer as createProxy } from "node:net";

/** Serves pages of a shop: each has a name, attributes for the tag, and perhaps a policy and a head of its own. */
export async function startShop() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://shop");
    const page = pages.get(pathname);
    response.writeHead(page ? 200 : 404, { "content-type": `text/${page?.type ?? "html"}; charset=utf-8`, ...(page?.csp ? { "content-security-policy": page.csp } : {}) });
    response.end(page?.html ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    /** Puts a page in place, with the widget when it is told whose, and returns its address. */
    page(path, { dari, attributes = "", head = "", body = "", csp = "" }) {
      const tag = !dari ? "" : `<script async src="${dari.public_url}/widget/v1.js" data-shop="${dari.widget_key}" ${attributes}></script>`;
      pages.set(path, {
        csp,
        html: `<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>가게</title><link rel="icon" href="data:,">${head}${tag}</head><body><h1>그릇 가게</h1><a href="#a">장바구니</a>${body}</body></html>`,
      });
      return origin + path;
    },
    /** Puts a script of the shop's own in place. */
    script(path, text) {
      pages.set(path, { type: "javascript", html: text });
      return path;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** What Astro's ClientRouter does at a link, by the same steps: the next page is read, and inside a view
 * transition the attributes of <html> and what differs in <head> are put in place, the body is replaced, and
 * its scripts run. */
export const astroLike = `addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link) return;
  event.preventDefault();
  const next = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
  await document.startViewTransition(() => {
    const root = document.documentElement;
    for (const { name } of [...root.attributes]) root.removeAttribute(name);
    for (const { name, value } of next.documentElement.attributes) root.setAttribute(name, value);
    for (const old of [...document.head.children]) {
      const twin = [...next.head.children].find((one) => one.isEqualNode(old));
      if (twin) twin.remove();
      else old.remove();
    }
    document.head.append(...next.head.children);
    document.body.replaceWith(next.body);
    for (const script of document.body.querySelectorAll("script")) {
      const fresh = document.createElement("script");
      for (const { name, value } of script.attributes) fresh.setAttribute(name, value);
      script.replaceWith(fresh);
    }
    history.pushState({}, "", link.href);
  }).finished;
});`;

/** A line to the program that can be cut and mended, as a network is. */
export async function startLine() {
  let target = 0;
  let open = true;
  const sockets = new Set();
  const server = createProxy((near) => {
    if (!open || !target) return near.destroy();
    const far = connect(target, "127.0.0.1");
    for (const [a, b] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(a);
      a.on("error", () => {}).on("close", () => {
        sockets.delete(a);
        b.destroy();
      });
      a.pipe(b);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    to(port) {
      target = port;
    },
    cut() {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      open = true;
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
