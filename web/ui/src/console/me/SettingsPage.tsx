import "../pages.css";
import "./me.css";
import { Button, Icon, TextInput } from "@kit";
import { useState } from "react";
import { Link } from "wouter";
import { bestScore } from "../frame/match.ts";
import { type Place, places } from "../frame/places.ts";
import { PageHead } from "../PageHead.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { type MeKey, useMeTexts } from "./texts.ts";

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
function grouped(shown: readonly Place[]): { name: MeKey; cards: readonly Card[] }[] {
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

/** All settings there are for whoever sits here. */
export default function SettingsPage() {
  const t = useMeTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const [text, setText] = useState("");
  const mine = places.filter((place) => place.section === "settings" && (!place.needs || can(place.needs)));
  const shown = mine.filter((place) => bestScore(text, [common(place.label), ...place.also.split(" ")]) > 0);
  return (
    <main className="page">
      <div className="page-inner">
        <PageHead
          title={t("settings.title")}
          acts={
            <TextInput
              type="search"
              aria-label={t("settings.find")}
              placeholder={t("settings.find")}
              leftSection={<Icon name="find" size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          }
        />
        {shown.length === 0 ? (
          <div className="state">
            <p className="state-title">{t("settings.none")}</p>
            <p>{common("console.all_n", { n: mine.length })}</p>
            <Button onClick={() => setText("")}>{common("console.empty.clear")}</Button>
          </div>
        ) : null}
        {grouped(shown).map(({ name, cards }) => (
          <section key={name} className="settings-group" aria-labelledby={name}>
            <h2 id={name}>{t(name)}</h2>
            <ul className="settings">
              {cards.map(({ place, about }) => (
                <li key={place.path}>
                  <Link href={place.path} className="panel setting">
                    <Icon name={place.icon} size={20} />
                    <span>
                      <b>{common(place.label)}</b>
                      {about ? <small>{t(about)}</small> : null}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </main>
  );
}
