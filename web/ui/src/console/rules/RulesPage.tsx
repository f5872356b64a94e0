import { Button, Chip, Icon } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useSearchParams } from "wouter";
import { ListPage } from "../ListPage.tsx";
import { SETTINGS } from "../PageHead.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { type Rule, type RuleKind, rules } from "./api.ts";

const KINDS: readonly RuleKind[] = ["answer", "prompt"];

/** What the shop says by itself: answers to first questions, and words to who looks at a page. */
export default function RulesPage() {
  const { t } = useTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const kind = KINDS.find((name) => name === search.get("kind")) ?? "answer";
  const list = useQuery({ queryKey: ["rules"], queryFn: rules.list });
  const rows = (list.data ?? []).filter((rule) => rule.kind === kind);
  const act = can("faq:write") ? (
    <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => navigate(`/rules/new?kind=${kind}`)}>
      {t(`console.rules.new_${kind}`)}
    </Button>
  ) : null;
  return (
    <ListPage
      title={t("console.nav.rules")}
      back={SETTINGS}
      lead={t(`console.rules.lead_${kind}`)}
      act={act}
      query={list}
      empty={rows.length === 0 ? { icon: "bolt", title: t(`console.rules.empty_${kind}`) } : null}
      above={
        <PageTabs
          names={KINDS}
          chosen={kind}
          label={(name) => t(`console.rules.kind.${name}`)}
          onChoose={(name) => setSearch(name === "answer" ? {} : { kind: name })}
        />
      }
      head={
        <>
          <th>{t("console.rules.name")}</th>
          <th>{t(kind === "answer" ? "console.rules.keywords" : "console.rules.where")}</th>
          <th>{t("console.rules.state")}</th>
          <th className="right">{t("console.rules.used")}</th>
        </>
      }
    >
      {rows.map((rule) => (
        <tr key={rule.id}>
          <td>
            <Link href={`/rules/${rule.id}`}>{rule.name}</Link>
            <small>{rule.text_ko}</small>
          </td>
          <td>{kind === "answer" ? <Keywords rule={rule} /> : <Where rule={rule} />}</td>
          <td>
            {rule.active ? (
              <Chip tone="ok" icon="check">
                {t("console.rules.on")}
              </Chip>
            ) : (
              <Chip>{t("console.rules.off")}</Chip>
            )}
          </td>
          <td className="right num">{t("console.rules.times", { n: rule.used })}</td>
        </tr>
      ))}
    </ListPage>
  );
}

const SHOWN = 3;

function Keywords({ rule }: { rule: Rule }) {
  const { t } = useTexts();
  const words = rule.keywords ?? [];
  return (
    <>
      {words.slice(0, SHOWN).join(", ")}
      {words.length > SHOWN ? ` ${t("console.rules.more", { n: words.length - SHOWN })}` : null}
    </>
  );
}

function Where({ rule }: { rule: Rule }) {
  const { t } = useTexts();
  return (
    <>
      {rule.path || t("console.rules.all_pages")} · {t("console.rules.after", { n: rule.seconds ?? 0 })}
    </>
  );
}
