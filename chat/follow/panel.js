// The page of a one-time link plays the part that the loader has on a shop's page: it frames the
// panel, tells it who the shopper is, and opens the chat.
const root = document.getElementById("chat");
const { key, lang, token } = root.dataset;
const { origin } = location;
const frame = document.createElement("iframe");
const say = (...dari) => frame.contentWindow.postMessage({ dari }, origin);

addEventListener("message", ({ origin: from, source, data }) => {
  if (from !== origin || source !== frame.contentWindow || !data?.dari) return;
  const [name, what] = data.dari;
  if (name === "ready") {
    say("init", { key, lang, theme: undefined, brand: null, token, jwt: null });
    say("open", "chat", "page", true);
    frame.className = "on";
  }
  if (name === "lang") document.documentElement.lang = what;
  if (name === "close") say("open", "chat", "page", true); // there is no page behind it
});

frame.title = root.dataset.title;
frame.src = `/widget/frame#${origin}`;
root.append(frame);
