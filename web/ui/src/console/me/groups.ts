import type { Place } from "../frame/places.ts";
import type { MeKey } from "./texts.ts";

// What each page is for; one that is not named here stands at the end, with its name alone.
const GROUPS = [
  { name: "settings.group.mine", pages: { "/settings/me": "settings.about.me", "/settings/views": "settings.about.views" } },
  { name: "settings.group.when", pages: { "/settings/hours": "settings.about.hours", "/settings/sla": "settings.about.sla" } },
  {
    name: "settings.group.answers",
    pages: {
      "/settings/replies": "settings.about.replies",
      "/settings/macros": "settings.about.macros",
      "/settings/automations": "settings.about.automations",
      "/rules": "settings.about.rules",
    },
  },
  {
    name: "settings.group.desk",
    pages: { "/settings/desk": "settings.about.desk", "/settings/returns": "settings.about.returns", "/mails": "settings.about.mails" },
  },
] as const satisfies readonly { name: MeKey; pages: Readonly<Record<string, MeKey>> }[];

interface Card {
  readonly place: Place;
  readonly about?: MeKey | undefined;
}

/** The cards of each group that has some, in the order of the groups. */
export function grouped(shown: readonly Place[]): { name: MeKey; cards: readonly Card[] }[] {
  const named = new Set(GROUPS.flatMap((group) => Object.keys(group.pages)));
  return GROUPS.map(({ name, pages }, i) => {
    const about: Readonly<Record<string, MeKey>> = pages;
    const last = i === GROUPS.length - 1;
    const cards = shown
      .filter((place) => place.path in about || (last && !named.has(place.path)))
      .map((place) => ({ place, about: about[place.path] }));
    return { name, cards };
  }).filter((group) => group.cards.length > 0);
}
