import "../pages.css";
import "./me.css";
import { Button, Icon, TextInput } from "@kit";
import { useState } from "react";
import { Link } from "wouter";
import { bestScore } from "../frame/match.ts";
import { places } from "../frame/places.ts";
import { PageHead } from "../PageHead.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { grouped } from "./groups.ts";
import { useMeTexts } from "./texts.ts";

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
