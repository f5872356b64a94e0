import en from "@texts/en/widget_privacy.json";
import ko from "@texts/ko/widget_privacy.json";
import css from "../article/article.css?inline";
import { part } from "../kit/part.tsx";
import { Heading } from "../kit/parts.tsx";
import { style } from "../kit/style.ts";
import { texts } from "../kit/texts.ts";
import type { PartProps } from "../parts.tsx";

style(css);

const t = texts({ ko, en });

/** What is seen and kept of a shopper, in plain words. */
function Privacy({ s }: PartProps) {
  return (
    <div class="bd">
      <article>
        <Heading>{t("widget_privacy.title")}</Heading>
        <div class="prose">
          <p>{s.config?.consent || t("widget_privacy.kept")}</p>
          <p>{t("widget_privacy.looking")}</p>
          <p>{t("widget_privacy.typed")}</p>
          <p>{t("widget_privacy.browser")}</p>
          <p>{t("widget_privacy.shop", { shop: s.config?.shop?.name ?? "" })}</p>
        </div>
      </article>
    </div>
  );
}

export default part(Privacy);
