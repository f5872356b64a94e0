import "../pages.css";
import "./me.css";
import { Icon, TextInput } from "@kit";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { bestScore } from "../frame/match.ts";
import { places } from "../frame/places.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useMeTexts } from "./texts.ts";

/** All settings there are for whoever sits here. */
export default function SettingsPage() {
  const t = useMeTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const [text, setText] = useState("");
  useEffect(() => {
    document.title = t("settings.title");
  }, [t]);
  const shown = places.filter(
    (place) =>
      place.section === "settings" &&
      (!place.needs || can(place.needs)) &&
      bestScore(text, [common(place.label), ...place.also.split(" ")]) > 0,
  );
  return (
    <main className="page">
      <div className="page-inner">
        <div className="page-head">
          <h1>{t("settings.title")}</h1>
          <div className="right">
            <TextInput
              type="search"
              aria-label={t("settings.find")}
              placeholder={t("settings.find")}
              leftSection={<Icon name="find" size={16} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </div>
        </div>
        <p className="page-lead">{t("settings.lead")}</p>
        {shown.length === 0 ? <p className="meta">{t("settings.none")}</p> : null}
        <ul className="settings">
          {shown.map((place) => (
            <li key={place.path}>
              <Link href={place.path} className="panel setting">
                <Icon name={place.icon} size={20} />
                <b>{common(place.label)}</b>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}
